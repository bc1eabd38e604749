/** "Select a device": the list, and what the chosen kind of device needs to be told where it is. */
import type { Device } from '../../../contract/phonebook.ts';
import { Button, Fields, SelectField, SpinField, TextField } from '../../controls/index.ts';
import { problemAt, without } from '../../store/draft-entry.ts';
import type { Problems } from '../../store/draft-entry.ts';
import { choiceOf, deviceChoices, portWarning } from './device-choice.ts';
import { ErrorNote, WarningNote } from './error-note.tsx';
import type { Devices } from './use-devices.ts';

interface Props {
  readonly label: string;
  readonly device: Device;
  readonly devices: Devices;
  readonly problems: Problems;
  /** Another line of the list was chosen. */
  readonly onChoose: (device: Device) => void;
  /** Something about the chosen device was changed. */
  readonly onChange: (device: Device) => void;
  readonly onConfigure: () => void;
}

export function DeviceFields({ label, device, devices, problems, onChoose, onChange, onConfigure }: Props) {
  const list = devices.list ?? [];
  const choices = deviceChoices(list);
  const warning = portWarning(device, list);
  const settable = device.kind !== 'pptp';
  return (
    <>
      <SelectField
        stacked
        label={label}
        value={choiceOf(device, list)}
        options={choices.map(({ id, label: words }) => ({ value: id, label: words }))}
        onChange={(id) => {
          const chosen = choices.find((choice) => choice.id === id);
          if (chosen !== undefined) onChoose(chosen.device);
        }}
      />
      <Where {...{ device, devices, problems, onChange }} />
      {warning !== undefined && <WarningNote>{warning}</WarningNote>}
      {devices.error !== undefined && <ErrorNote error={devices.error} />}
      <div className="end">
        <Button
          onClick={onConfigure}
          disabled={!settable}
          title={settable ? undefined : 'The VPN adapter has no port: there is nothing to configure.'}
        >
          Con&figure...
        </Button>
      </div>
    </>
  );
}

/** Where the device is, unless the list has said it all. */
function Where({
  device,
  devices,
  problems,
  onChange,
}: Pick<Props, 'device' | 'devices' | 'problems' | 'onChange'>) {
  const problem = (key: string, field: string) => problemAt(problems, `device.${key}`, field);
  if (device.kind === 'tcp-modem')
    return (
      <Fields>
        <TextField
          label="&Host:"
          value={device.host}
          invalid={problem('host', 'The host')}
          onChange={(host) => onChange({ ...device, host })}
        />
        <SpinField
          label="&Port:"
          value={device.port}
          min={1}
          max={65535}
          onChange={(port) => onChange({ ...device, port })}
        />
      </Fields>
    );
  if (device.kind === 'null-modem') return <CableEnd {...{ device, problem, onChange }} />;
  const listed = devices.list?.some(({ path }) => device.kind === 'modem' && path === device.port);
  if (device.kind !== 'modem' || listed !== false) return null;
  return (
    <Fields>
      <TextField
        label="De&vice:"
        value={device.port}
        placeholder="/dev/ttyUSB0"
        invalid={problem('port', 'This')}
        onChange={(port) => onChange({ ...device, port })}
      />
    </Fields>
  );
}

function CableEnd({
  device,
  problem,
  onChange,
}: {
  readonly device: Extract<Device, { kind: 'null-modem' }>;
  readonly problem: (key: string, field: string) => string | undefined;
  readonly onChange: (device: Device) => void;
}) {
  const { host, port } = device;
  return (
    <Fields>
      <SelectField
        label="Cable at&taches to:"
        value={host === undefined ? 'device' : 'tcp'}
        options={[
          { value: 'device', label: 'A serial port' },
          { value: 'tcp', label: 'A TCP port (a virtual machine, a terminal server)' },
        ]}
        onChange={(where) => {
          const rest = without(device, 'host');
          onChange(where === 'tcp' ? { ...rest, host: '', port: 2323 } : { ...rest, port: '' });
        }}
      />
      {host === undefined ? (
        <TextField
          label="De&vice:"
          value={String(port)}
          placeholder="/dev/ttyS0"
          invalid={problem('port', 'This')}
          onChange={(path) => onChange({ ...device, port: path })}
        />
      ) : (
        <>
          <TextField
            label="&Host:"
            value={host}
            invalid={problem('host', 'The host')}
            onChange={(name) => onChange({ ...device, host: name })}
          />
          <SpinField
            label="&Port:"
            value={Number(port)}
            min={1}
            max={65535}
            onChange={(number) => onChange({ ...device, port: number })}
          />
        </>
      )}
    </Fields>
  );
}
