/** TCP/IP Settings: addresses, name servers, and what goes through the connection. */
import { useId, useState } from 'react';
import { CheckBox, GroupBox, RadioGroup, TextField } from '../../controls/index.ts';
import { edited, meaningOf, problemAt, problemsOf } from '../../store/draft-entry.ts';
import type { PageProps } from './page-props.ts';
import { SubDialog } from './sub-dialog.tsx';

const noSpecifiedDns =
  'Name servers come from the other end, or stay as they are; others cannot be named here.';
const noHeaderCompression = 'IP headers are not compressed: no server needs it.';
const ignore = () => undefined;

export function TcpIpSettings({
  original,
  draft,
  onDraft,
  onCancel,
}: Pick<PageProps, 'original' | 'draft' | 'onDraft'> & { readonly onCancel: () => void }) {
  const [inner, setInner] = useState(draft);
  const [specified, setSpecified] = useState(draft.ipv4Address !== undefined);
  const meaning = meaningOf(inner);
  const problems = problemsOf(inner);
  const address = inner.ipv4Address ?? '';
  const addressProblem =
    specified && address === '' ? 'The address is missing.' : problemAt(problems, 'ipv4Address', 'This');
  const routesProblem = problemAt(problems, 'routes', 'A route');
  return (
    <SubDialog
      title="TCP/IP Settings"
      width={360}
      onOk={() => onDraft(inner)}
      onCancel={onCancel}
      blocked={addressProblem ?? routesProblem}
    >
      <RadioGroup
        name="address"
        label="IP address"
        value={specified ? 'specified' : 'server'}
        options={[
          { value: 'server', label: '&Server assigned IP address' },
          { value: 'specified', label: 'Specify an IP &address' },
        ]}
        onChange={(value) => {
          setSpecified(value === 'specified');
          setInner(
            edited(
              original,
              inner,
              'ipv4Address',
              value === 'specified' ? (original.ipv4Address ?? '') : undefined,
            ),
          );
        }}
      />
      <div className="indent">
        <TextField
          label="&IP address:"
          width={120}
          value={address}
          disabled={!specified}
          invalid={addressProblem}
          onChange={(text) => setInner(edited(original, inner, 'ipv4Address', text))}
        />
      </div>
      <RadioGroup
        name="dns"
        label="Name servers"
        value={meaning.dns ? 'server' : 'own'}
        options={[
          { value: 'server', label: 'Server assigned name server addresses' },
          { value: 'own', label: '&Keep the name servers this computer has' },
          {
            value: 'specified',
            label: 'Specify name server addresses',
            disabled: true,
            title: noSpecifiedDns,
          },
        ]}
        onChange={(value) => setInner(edited(original, inner, 'dns', value === 'server'))}
      />
      <div className="column">
        <CheckBox
          label="Use IP header &compression"
          checked={false}
          onChange={ignore}
          disabled
          title={noHeaderCompression}
        />
        <CheckBox
          label="Use default &gateway on remote network"
          checked={meaning.useDefaultGateway}
          onChange={(use) => setInner(edited(original, inner, 'useDefaultGateway', use))}
        />
      </div>
      <GroupBox legend="Further networks behind this connection">
        <Routes
          routes={meaning.routes}
          problem={routesProblem}
          onRoutes={(routes) => setInner(edited(original, inner, 'routes', routes))}
        />
      </GroupBox>
    </SubDialog>
  );
}

function Routes({
  routes,
  problem,
  onRoutes,
}: {
  readonly routes: readonly string[];
  readonly problem: string | undefined;
  readonly onRoutes: (routes: string[]) => void;
}) {
  const id = useId();
  const [text, setText] = useState(routes.join('\n'));
  return (
    <div className="field stacked">
      <label htmlFor={id}>Networks, such as 10.0.0.0/8, one a line:</label>
      <textarea
        id={id}
        rows={3}
        value={text}
        spellCheck={false}
        aria-invalid={problem !== undefined}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setText(value);
          onRoutes(value.split(/[\s,]+/).filter((route) => route !== ''));
        }}
      />
      {problem !== undefined && (
        <span className="field-problem" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
