/** Security: who logs on and how, what is encrypted, and how the frames are made. */
import { useState } from 'react';
import {
  Button,
  CheckBox,
  Fields,
  GroupBox,
  SelectField,
  SpinField,
  TextField,
} from '../../controls/index.ts';
import { authMethods, edited, meaningOf, problemAt, typed, withAuthMethod } from '../../store/draft-entry.ts';
import type { AuthMethod } from '../../store/draft-entry.ts';
import { WarningNote } from './error-note.tsx';
import type { PageProps } from './page-props.ts';
import { securityAdvice } from './security-advice.ts';
import { SubDialog } from './sub-dialog.tsx';

const methodLabels: Readonly<Record<AuthMethod, string>> = {
  'mschap-v2': 'Microsoft CHAP version &2',
  eap: '&EAP (MS-CHAP v2 or MD5)',
  mschap: '&Microsoft CHAP',
  chap: '&CHAP (MD5)',
  pap: '&PAP (password in clear)',
};

export function SecurityPage(props: PageProps) {
  const { original, draft, problems, onDraft } = props;
  const [advanced, setAdvanced] = useState(false);
  const meaning = meaningOf(draft);
  return (
    <>
      <GroupBox legend="Log on as">
        <Fields>
          <TextField
            label="&User name:"
            maxLength={256}
            value={draft.user ?? ''}
            invalid={problemAt(problems, 'user', 'The user name')}
            onChange={(text) => onDraft(edited(original, draft, 'user', typed(text)))}
          />
          <TextField
            label="&Domain:"
            maxLength={256}
            value={draft.domain ?? ''}
            invalid={problemAt(problems, 'domain', 'The domain')}
            onChange={(text) => onDraft(edited(original, draft, 'domain', typed(text)))}
          />
        </Fields>
      </GroupBox>
      <GroupBox legend="Allow these ways of logging on">
        <div className="column">
          {authMethods.map((method) => {
            const allowed = meaning.auth.includes(method);
            const last = allowed && meaning.auth.length === 1;
            return (
              <CheckBox
                key={method}
                label={methodLabels[method]}
                checked={allowed}
                disabled={last}
                title={last ? 'At least one way of logging on has to be allowed.' : undefined}
                onChange={(checked) => onDraft(withAuthMethod(original, draft, method, checked))}
              />
            );
          })}
        </div>
      </GroupBox>
      <Fields>
        <SelectField
          label="Data e&ncryption:"
          value={meaning.encryption}
          options={[
            { value: 'none', label: 'None' },
            { value: 'optional', label: 'If the server wants it' },
            { value: 'require', label: 'Required (disconnect otherwise)' },
            { value: 'maximum', label: 'Required, 128 bits only' },
          ]}
          onChange={(encryption) => onDraft(edited(original, draft, 'encryption', encryption))}
        />
      </Fields>
      {securityAdvice(meaning).map((advice) => (
        <WarningNote key={advice}>{advice}</WarningNote>
      ))}
      <div className="end">
        <Button onClick={() => setAdvanced(true)}>Ad&vanced...</Button>
      </div>
      {advanced && (
        <Advanced
          {...props}
          onDraft={(changed) => {
            onDraft(changed);
            setAdvanced(false);
          }}
          onCancel={() => setAdvanced(false)}
        />
      )}
    </>
  );
}

/** What only matters when something does not work. */
function Advanced({
  original,
  draft,
  onDraft,
  onCancel,
}: Pick<PageProps, 'original' | 'draft' | 'onDraft'> & { readonly onCancel: () => void }) {
  const [inner, setInner] = useState(draft);
  const meaning = meaningOf(inner);
  return (
    <SubDialog title="Advanced" width={330} onOk={() => onDraft(inner)} onCancel={onCancel}>
      <Fields>
        <SpinField
          label="Largest frame we &receive (MRU):"
          unit="bytes"
          min={576}
          max={1500}
          value={meaning.mru}
          onChange={(mru) => setInner(edited(original, inner, 'mru', mru))}
        />
        <SpinField
          label="Give up &connecting over TCP after:"
          unit="secs"
          min={1}
          max={120}
          value={meaning.connectTimeout}
          onChange={(seconds) => setInner(edited(original, inner, 'connectTimeout', seconds))}
        />
      </Fields>
      <CheckBox
        label="Com&press the fields of a frame's header"
        checked={meaning.fieldCompression}
        onChange={(on) => setInner(edited(original, inner, 'fieldCompression', on))}
      />
    </SubDialog>
  );
}
