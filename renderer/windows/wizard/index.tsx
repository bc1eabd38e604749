/** Make New Connection: three pages, from a name and a device to an icon in the folder. */
import { useState } from 'react';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError, call } from '../../bridge.ts';
import { Button, ButtonRow, Dialog, Icon, useWindowFrame } from '../../controls/index.ts';
import { useApp } from '../../store/index.ts';
import type { Draft } from '../../store/draft-entry.ts';
import { firstDevice } from '../properties/device-choice.ts';
import { ErrorNote } from '../properties/error-note.tsx';
import { useDevices } from '../properties/use-devices.ts';
import type { Devices } from '../properties/use-devices.ts';
import { freeName, made, pages, problemsOfPage, withRulesFor } from './draft.ts';
import type { Page } from './draft.ts';
import { CallPage, DevicePage, FinishPage } from './pages.tsx';
import '../properties/properties.css';
import './wizard.css';

export default function WizardWindow() {
  const devices = useDevices();
  // The first device is chosen for the user: it has to be known before anything is shown.
  return devices.list === undefined ? null : <Wizard devices={devices} />;
}

function Wizard({ devices }: { readonly devices: Devices }) {
  const { close } = useWindowFrame();
  const names = useApp((state) => state.phonebook.entries).map(({ entry }) => entry.name);
  const [draft, setDraft] = useState<Draft>(() => {
    const device = firstDevice(devices.list ?? []);
    return withRulesFor({ name: freeName(names), device }, device);
  });
  const [page, setPage] = useState<Page>('device');
  /** Messages are held back until the user wants to go on. */
  const [complaining, setComplaining] = useState(false);
  const [error, setError] = useState<DialError>();
  const [saving, setSaving] = useState(false);
  const problems = problemsOfPage(page, draft, names);
  const index = pages.indexOf(page);

  const go = (target: Page | undefined): void => {
    if (target === undefined) return;
    setPage(target);
    setComplaining(false);
    setError(undefined);
  };
  const finish = async (): Promise<void> => {
    setSaving(true);
    setError(undefined);
    try {
      await call('saveEntry', { entry: made(draft) });
      close();
    } catch (thrown) {
      setError(asDialError(thrown));
      setSaving(false);
    }
  };
  const forward = (): void => {
    if (Object.keys(problems).length > 0) setComplaining(true);
    else if (page === 'finish') void finish();
    else go(pages[index + 1]);
  };

  const props = { draft, problems: complaining ? problems : {}, onDraft: setDraft, devices };
  return (
    <Dialog title="Make New Connection" onEscape={close} width={470}>
      <div className="wizard">
        <div className="wizard-picture">
          <Icon name="new-connection" size={96} />
        </div>
        <div className="wizard-page column" key={page}>
          {page === 'device' && <DevicePage {...props} />}
          {page === 'call' && <CallPage {...props} />}
          {page === 'finish' && <FinishPage {...props} />}
          {error !== undefined && <ErrorNote error={error} />}
        </div>
      </div>
      <hr className="wizard-line" />
      <ButtonRow>
        <Button onClick={() => go(pages[index - 1])} disabled={index === 0 || saving}>
          {'< &Back'}
        </Button>
        <Button default onClick={forward} disabled={saving}>
          {page === 'finish' ? 'Finish' : '&Next >'}
        </Button>
        <Button onClick={close}>Cancel</Button>
      </ButtonRow>
    </Dialog>
  );
}
