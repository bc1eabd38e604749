/** The three pages of Make New Connection. */
import { useState } from 'react';
import { SelectField, TextField } from '../../controls/index.ts';
import { useApp } from '../../store/index.ts';
import { dialsNumber, edited, problemAt, typed, withDevice } from '../../store/draft-entry.ts';
import type { Draft, Problems } from '../../store/draft-entry.ts';
import { DeviceFields } from '../properties/device-fields.tsx';
import { firstDialChoices } from '../properties/first-dial.ts';
import { NumberFields } from '../properties/number-fields.tsx';
import { PortSettings } from '../properties/port-settings.tsx';
import type { Devices } from '../properties/use-devices.ts';
import { withRulesFor } from './draft.ts';
import { HostTest, ModemTest } from './line-test.tsx';

interface WizardPage {
  readonly draft: Draft;
  readonly problems: Problems;
  readonly onDraft: (draft: Draft) => void;
  readonly devices: Devices;
}

export function DevicePage({ draft, problems, onDraft, devices }: WizardPage) {
  const [configuring, setConfiguring] = useState(false);
  return (
    <>
      <TextField
        stacked
        autoFocus
        label="Type a name for the computer &you are dialing:"
        maxLength={256}
        value={draft.name}
        invalid={problemAt(problems, 'name', 'The name')}
        onChange={(name) => onDraft({ ...draft, name })}
      />
      <DeviceFields
        label="&Select a device:"
        device={draft.device}
        devices={devices}
        problems={problems}
        onChoose={(device) => onDraft(withRulesFor(draft, withDevice(draft, device).device))}
        onChange={(device) => onDraft({ ...draft, device })}
        onConfigure={() => setConfiguring(true)}
      />
      {dialsNumber(draft) && <ModemTest device={draft.device} />}
      {configuring && (
        <PortSettings
          device={draft.device}
          onDone={(device) => {
            onDraft({ ...draft, device });
            setConfiguring(false);
          }}
          onCancel={() => setConfiguring(false)}
        />
      )}
    </>
  );
}

export function CallPage({ draft, problems, onDraft }: WizardPage) {
  const entries = useApp((state) => state.phonebook.entries);
  if (dialsNumber(draft))
    return (
      <>
        <p className="plain">Type the phone number for the computer you want to call:</p>
        <NumberFields autoFocus original={draft} draft={draft} problems={problems} onDraft={onDraft} />
      </>
    );
  if (draft.device.kind !== 'pptp')
    return (
      <p className="plain">
        The computers are connected by a cable: there is no number to dial. Click Next to go on.
      </p>
    );
  return (
    <>
      <p className="plain">Type the name or address of the VPN server:</p>
      <TextField
        stacked
        autoFocus
        label="&Host name or IP address:"
        maxLength={253}
        value={draft.host ?? ''}
        invalid={problemAt(problems, 'host', 'The host')}
        onChange={(text) => onDraft(edited(draft, draft, 'host', typed(text)))}
      />
      <HostTest host={draft.host ?? ''} />
      <SelectField
        stacked
        label="&Dial this connection first:"
        value={draft.dialFirst ?? ''}
        options={firstDialChoices(
          entries.map(({ entry }) => entry),
          draft.name,
          draft.dialFirst,
        )}
        onChange={(name) => onDraft(edited(draft, draft, 'dialFirst', typed(name)))}
      />
    </>
  );
}

export function FinishPage({ draft, problems, onDraft }: WizardPage) {
  return (
    <>
      <TextField
        stacked
        autoFocus
        label="You have successfully created a new Dial-Up Networking connection &called:"
        maxLength={256}
        value={draft.name}
        invalid={problemAt(problems, 'name', 'The name')}
        onChange={(name) => onDraft({ ...draft, name })}
      />
      <p className="plain">
        Click Finish to save it in the Dial-Up Networking folder, and double-click its icon there to connect.
      </p>
      <p className="plain">
        To change it later, click it with the right button and choose Properties. Your user name and password
        are asked for when you connect.
      </p>
    </>
  );
}
