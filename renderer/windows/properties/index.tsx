/** The properties of a connection: six pages over one draft, saved with Apply or OK. */
import { useEffect, useRef, useState } from 'react';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError, call } from '../../bridge.ts';
import { Button, ButtonRow, Dialog, MessageBox, Tabs, useWindowFrame } from '../../controls/index.ts';
import { appNow, useApp } from '../../store/index.ts';
import { finished, problemsOf } from '../../store/draft-entry.ts';
import type { Draft } from '../../store/draft-entry.ts';
import { ErrorNote } from './error-note.tsx';
import { GeneralPage } from './general-page.tsx';
import { MultilinkPage } from './multilink-page.tsx';
import { OptionsPage } from './options-page.tsx';
import { ScriptingPage } from './scripting-page.tsx';
import { SecurityPage } from './security-page.tsx';
import { ServerPage } from './server-page.tsx';
import { isChanged, openSheet, reconciled, reloaded } from './sheet.ts';
import type { Sheet } from './sheet.ts';
import { useDevices } from './use-devices.ts';
import './properties.css';

const pageNames = ['general', 'server', 'scripting', 'multilink', 'security', 'options'] as const;
type PageName = (typeof pageNames)[number];

/** The page on which each problem can be put right. */
const pageOfKey: Readonly<Record<string, PageName>> = {
  user: 'security',
  domain: 'security',
  mru: 'security',
  ipv4Address: 'server',
  routes: 'server',
  script: 'scripting',
};

export default function PropertiesWindow({
  entry,
  page,
}: {
  readonly entry?: string;
  readonly page?: string;
}) {
  const [opened] = useState(
    () => appNow().phonebook.entries.find((view) => view.entry.name === entry)?.entry,
  );
  return opened === undefined ? <Gone name={entry ?? ''} /> : <PropertySheet opened={opened} page={page} />;
}

function Gone({ name }: { readonly name: string }) {
  const { close } = useWindowFrame();
  return (
    <Dialog title={name} onEscape={close}>
      <MessageBox icon="error" buttons={[{ label: 'Close', default: true, onClick: close }]}>
        {`There is no connection "${name}" in the phonebook any more.`}
      </MessageBox>
    </Dialog>
  );
}

/** Follows the phonebook on disk while the sheet is open. */
function useSheet(opened: Draft) {
  const [sheet, setSheet] = useState<Sheet>(() => openSheet(opened));
  const entries = useApp((state) => state.phonebook.entries);
  const seen = useRef(entries);
  useEffect(() => {
    const before = seen.current;
    seen.current = entries;
    if (before !== entries) setSheet((held) => reconciled(held, before, entries));
  }, [entries]);
  return [sheet, setSheet] as const;
}

function PropertySheet({
  opened,
  page: asked,
}: {
  readonly opened: Draft;
  readonly page: string | undefined;
}) {
  const { close } = useWindowFrame();
  const devices = useDevices();
  const [sheet, setSheet] = useSheet(opened);
  const [page, setPage] = useState<PageName>(pageNames.find((name) => name === asked) ?? 'general');
  const [error, setError] = useState<DialError>();
  const [saving, setSaving] = useState(false);
  /** Save although the entry is another on disk by now. */
  const [asking, setAsking] = useState<{ readonly thenClose: boolean }>();
  const { original, draft, elsewhere } = sheet;
  const problems = problemsOf(draft);
  const changed = isChanged(sheet);

  const write = async (thenClose: boolean): Promise<void> => {
    const entry = finished(original, draft);
    setAsking(undefined);
    setError(undefined);
    setSaving(true);
    try {
      await call('saveEntry', { entry, ...(elsewhere === 'deleted' ? {} : { replaces: original.name }) });
      setSheet(openSheet(entry));
      if (thenClose) close();
    } catch (thrown) {
      setError(asDialError(thrown));
    } finally {
      setSaving(false);
    }
  };
  const save = (thenClose: boolean): void => {
    const [wrong] = Object.keys(problems);
    if (!changed && elsewhere === undefined) {
      if (thenClose) close();
    } else if (wrong !== undefined) {
      setPage(pageOfKey[wrong.split('.')[0] ?? ''] ?? 'general');
    } else if (elsewhere !== undefined) setAsking({ thenClose });
    else void write(thenClose);
  };

  const props = { original, draft, problems, onDraft: (next: Draft) => setSheet({ ...sheet, draft: next }) };
  return (
    <Dialog title={original.name} onEscape={close} width={420}>
      <Tabs<PageName>
        page={page}
        onPage={setPage}
        pages={[
          { id: 'general', title: 'General', content: <GeneralPage {...props} devices={devices} /> },
          { id: 'server', title: 'Server Types', content: <ServerPage {...props} /> },
          { id: 'scripting', title: 'Scripting', content: <ScriptingPage {...props} /> },
          { id: 'multilink', title: 'Multilink', content: <MultilinkPage /> },
          { id: 'security', title: 'Security', content: <SecurityPage {...props} /> },
          { id: 'options', title: 'Options', content: <OptionsPage {...props} /> },
        ]}
      />
      {elsewhere !== undefined && (
        <Elsewhere deleted={elsewhere === 'deleted'} onReload={() => setSheet(reloaded(sheet))} />
      )}
      {error !== undefined && <ErrorNote error={error} />}
      <ButtonRow>
        <Button default onClick={() => save(true)} disabled={saving}>
          OK
        </Button>
        <Button onClick={close}>Cancel</Button>
        <Button onClick={() => save(false)} disabled={saving || (!changed && elsewhere === undefined)}>
          &Apply
        </Button>
      </ButtonRow>
      {asking !== undefined && (
        <MessageBox
          title={original.name}
          icon="warning"
          buttons={[
            ...(elsewhere === 'deleted'
              ? []
              : [
                  {
                    label: '&Reload',
                    default: true,
                    onClick: () => {
                      setAsking(undefined);
                      setSheet(reloaded(sheet));
                    },
                  },
                ]),
            {
              label: elsewhere === 'deleted' ? '&Create again' : '&Overwrite',
              default: elsewhere === 'deleted',
              onClick: () => void write(asking.thenClose),
            },
            { label: 'Cancel', onClick: () => setAsking(undefined) },
          ]}
        >
          {elsewhere === 'deleted'
            ? 'This connection was deleted while you were editing it. Create it again as it is here?'
            : 'This connection was changed elsewhere while you were editing it. Take what is on disk now and lose your changes, or overwrite it with them?'}
        </MessageBox>
      )}
    </Dialog>
  );
}

function Elsewhere({ deleted, onReload }: { readonly deleted: boolean; readonly onReload: () => void }) {
  return (
    <div className="note" role="alert">
      <div className="note-text">
        {deleted
          ? 'This connection was deleted meanwhile.'
          : 'This connection was changed elsewhere meanwhile.'}
      </div>
      {!deleted && <Button onClick={onReload}>Re&load</Button>}
    </div>
  );
}
