/** Connect To: who logs on, where the call goes, and Connect. */
import { useEffect, useState } from 'react';
import type { Entry } from '../../../contract/phonebook.ts';
import { asDialError, call } from '../../bridge.ts';
import { Dialog, MessageBox, useWindowFrame } from '../../controls/index.ts';
import { entryView, useApp } from '../../store/index.ts';
import type { WindowProps } from '../../page.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import type { KnownLogon } from './logon-form.ts';

type Loaded = { readonly legs: readonly KnownLogon[] } | { readonly problem: string };

const title = 'Connect To';

function Ask({ entry }: { readonly entry: Entry }) {
  const [loaded, setLoaded] = useState<Loaded>();
  const { name } = entry;
  useEffect(() => {
    let current = true;
    call('logons', { entry: name }).then(
      ({ legs }) => {
        if (current) setLoaded({ legs });
      },
      (thrown: unknown) => {
        if (current) setLoaded({ problem: asDialError(thrown).cause });
      },
    );
    return () => {
      current = false;
    };
  }, [name]);
  if (loaded === undefined) return null;
  if ('problem' in loaded) return <Nothing why={loaded.problem} />;
  return <ConnectForm entry={entry} legs={loaded.legs} />;
}

function Nothing({ why }: { readonly why: string }) {
  const { close } = useWindowFrame();
  return (
    <Dialog title={title} onEscape={close}>
      <MessageBox icon="error" buttons={[{ label: 'Close', default: true, onClick: close }]}>
        <p>{why}</p>
      </MessageBox>
    </Dialog>
  );
}

export default function ConnectTo({ entry: name = '' }: WindowProps) {
  const view = useApp(entryView(name));
  if (view === undefined)
    return <Nothing why={`The phonebook has no connection named "${name}" any more.`} />;
  return <Ask entry={view.entry} key={name} />;
}
