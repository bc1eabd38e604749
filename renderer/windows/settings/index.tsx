/** Connections, Settings: what holds for every connection. */
import { useState } from 'react';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError, call } from '../../bridge.ts';
import {
  Button,
  ButtonRow,
  CheckBox,
  Dialog,
  GroupBox,
  RadioGroup,
  SpinField,
  useWindowFrame,
} from '../../controls/index.ts';
import { appNow, useApp } from '../../store/index.ts';
import { ErrorNote } from '../properties/error-note.tsx';
import { VolumeField } from '../properties/speaker-field.tsx';
import {
  changed,
  minutesOf,
  mostMinutes,
  mostSeconds,
  secondsOf,
  withChanges,
  withMinutes,
  withSeconds,
} from './draft-settings.ts';
import type { SettingsChanges } from './draft-settings.ts';
import '../properties/properties.css';

const noTray = 'No tray on this desktop can be reached from here, so that there would be nothing to see.';

export default function SettingsWindow() {
  const { close } = useWindowFrame();
  const tray = useApp((state) => state.environment.tray);
  const kept = useApp((state) => state.settings);
  const [changes, setChanges] = useState<SettingsChanges>({});
  const [error, setError] = useState<DialError>();
  const settings = withChanges(kept, changes);
  const change = (part: SettingsChanges) => setChanges(changed(changes, part));
  const { redial, sound } = settings;

  const save = async (): Promise<void> => {
    setError(undefined);
    try {
      // Only what was changed here: the folder's look, and what Connection Established was told, may have changed meanwhile.
      await call('saveSettings', withChanges(appNow().settings, changes));
      close();
    } catch (thrown) {
      setError(asDialError(thrown));
    }
  };
  return (
    <Dialog title="Dial-Up Networking" onEscape={close} width={390}>
      <GroupBox legend="General">
        <div className="column">
          <CheckBox
            label="&Show an icon on taskbar after connected"
            checked={settings.showTrayIcon}
            title={tray ? undefined : noTray}
            onChange={(showTrayIcon) => change({ showTrayIcon })}
          />
          <CheckBox
            label="&Prompt for information before dialing"
            checked={settings.promptBeforeDialing}
            onChange={(promptBeforeDialing) => change({ promptBeforeDialing })}
          />
          <CheckBox
            label="Show a &confirmation dialog after connected"
            checked={settings.confirmConnected}
            onChange={(confirmConnected) => change({ confirmConnected })}
          />
        </div>
      </GroupBox>
      <GroupBox legend="Redialing">
        <div className="column">
          <CheckBox
            label="&Redial"
            checked={redial.enabled}
            onChange={(enabled) => change({ redial: { enabled } })}
          />
          <div className="indent">
            <SpinField
              label="&Before giving up retry"
              unit="times"
              min={1}
              max={100}
              disabled={!redial.enabled}
              value={redial.attempts}
              onChange={(attempts) => change({ redial: { attempts } })}
            />
          </div>
          <div className="indent spins">
            <SpinField
              label="Between tries &wait"
              unit="mins"
              min={0}
              max={mostMinutes}
              disabled={!redial.enabled}
              value={minutesOf(redial.pause)}
              onChange={(minutes) => change({ redial: { pause: withMinutes(redial.pause, minutes) } })}
            />
            <SpinField
              label="and"
              unit="secs"
              min={0}
              max={mostSeconds(redial.pause)}
              disabled={!redial.enabled}
              value={secondsOf(redial.pause)}
              onChange={(seconds) => change({ redial: { pause: withSeconds(redial.pause, seconds) } })}
            />
          </div>
        </div>
      </GroupBox>
      <RadioGroup
        name="closed"
        legend="When the last window closes and no icon is left"
        value={settings.whenClosed}
        options={[
          { value: 'keep-calls', label: '&Keep the calls: they stay connected' },
          { value: 'hang-up', label: '&Hang up' },
        ]}
        onChange={(whenClosed) => change({ whenClosed })}
      />
      <GroupBox legend="Modem sound">
        <div className="column">
          <CheckBox
            label="&Let me hear the modem while it dials"
            checked={sound.enabled}
            onChange={(enabled) => change({ sound: { enabled } })}
          />
          {sound.enabled && (
            <VolumeField
              label="Volume:"
              volume={sound.volume}
              onVolume={(volume) => change({ sound: { volume } })}
            />
          )}
        </div>
      </GroupBox>
      {error !== undefined && <ErrorNote error={error} />}
      <ButtonRow>
        <Button default onClick={() => void save()}>
          OK
        </Button>
        <Button onClick={close}>Cancel</Button>
      </ButtonRow>
    </Dialog>
  );
}
