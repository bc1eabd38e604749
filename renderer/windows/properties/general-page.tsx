/** General: whom to call, and with what. */
import { useState } from 'react';
import {
  Fields,
  GroupBox,
  Icon,
  RadioGroup,
  SelectField,
  SpinField,
  TextField,
} from '../../controls/index.ts';
import { dialsNumber, edited, meaningOf, problemAt, typed, withDevice } from '../../store/draft-entry.ts';
import { DeviceFields } from './device-fields.tsx';
import { NumberFields } from './number-fields.tsx';
import type { PageProps } from './page-props.ts';
import { PortSettings } from './port-settings.tsx';
import { SpeakerField } from './speaker-field.tsx';
import type { Devices } from './use-devices.ts';

export function GeneralPage(props: PageProps & { readonly devices: Devices }) {
  const { original, draft, problems, onDraft, devices } = props;
  const [configuring, setConfiguring] = useState(false);
  const { device } = draft;
  return (
    <>
      <div className="heading">
        <Icon name={device.kind === 'pptp' ? 'connection-tunnel' : 'connection-modem'} />
        <strong>{draft.name}</strong>
      </div>
      {dialsNumber(draft) && (
        <GroupBox legend="Phone number">
          <NumberFields {...props} />
        </GroupBox>
      )}
      {device.kind === 'pptp' && (
        <GroupBox legend="VPN server">
          <TextField
            stacked
            label="&Host name or IP address:"
            maxLength={253}
            value={draft.host ?? ''}
            invalid={problemAt(problems, 'host', 'The host')}
            onChange={(text) => onDraft(edited(original, draft, 'host', typed(text)))}
          />
        </GroupBox>
      )}
      <DeviceFields
        label="Connect usi&ng:"
        device={device}
        devices={devices}
        problems={problems}
        onChoose={(chosen) => onDraft(withDevice(draft, chosen))}
        onChange={(changed) => onDraft({ ...draft, device: changed })}
        onConfigure={() => setConfiguring(true)}
      />
      {configuring && (
        <Configure
          {...props}
          onDraft={(changed) => {
            onDraft(changed);
            setConfiguring(false);
          }}
          onCancel={() => setConfiguring(false)}
        />
      )}
    </>
  );
}

const unattended = 'The program dials itself; there is no operator for it to wait for.';

/** The port, and what the original keeps with the modem: its sound, its patience, the terminal window. */
function Configure({
  original,
  draft,
  problems,
  onDraft,
  onCancel,
}: PageProps & { readonly onCancel: () => void }) {
  const [call, setCall] = useState(draft);
  const props: PageProps = { original, draft: call, problems, onDraft: setCall };
  return (
    <PortSettings device={draft.device} onDone={(device) => onDraft({ ...call, device })} onCancel={onCancel}>
      {dialsNumber(draft) && <CallSettings {...props} />}
      <RadioGroup
        name="terminal"
        legend="Connection control"
        value={call.terminal ?? 'none'}
        options={[
          { value: 'none', label: 'No &terminal window' },
          { value: 'before', label: 'Bring up terminal window &before dialing' },
          { value: 'after', label: 'Bring up terminal window &after dialing' },
          {
            value: 'manual',
            label: 'Operator assisted or manual dial',
            disabled: true,
            title: unattended,
          },
        ]}
        onChange={(value) =>
          setCall(
            edited(original, call, 'terminal', value === 'before' || value === 'after' ? value : undefined),
          )
        }
      />
    </PortSettings>
  );
}

function CallSettings({ original, draft, onDraft }: PageProps) {
  // Without the rules of Dialing Properties no location has a say.
  const byLocation = draft.useDialingRules === true;
  return (
    <GroupBox legend="Call">
      <div className="column">
        <SpeakerField
          speaker={draft.speaker}
          onSpeaker={(speaker) => onDraft(edited(original, draft, 'speaker', speaker))}
        />
        <Fields>
          <SelectField
            label="&Dialing:"
            value={draft.dialling ?? (byLocation ? 'location' : 'tone')}
            options={[
              ...(byLocation ? [{ value: 'location' as const, label: 'As the location says' }] : []),
              { value: 'tone', label: 'Tone' },
              { value: 'pulse', label: 'Pulse' },
            ]}
            onChange={(value) =>
              onDraft(edited(original, draft, 'dialling', value === 'location' ? undefined : value))
            }
          />
        </Fields>
        <Fields>
          <SpinField
            label="Cancel the call if not connected &within:"
            unit="secs"
            min={1}
            max={255}
            value={meaningOf(draft).carrierTimeout}
            onChange={(seconds) => onDraft(edited(original, draft, 'carrierTimeout', seconds))}
          />
        </Fields>
      </div>
    </GroupBox>
  );
}
