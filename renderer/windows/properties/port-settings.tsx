/** Configure: the speed, the flow control and the extra settings of the port, and what the entry adds for its calls. */
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { Device } from '../../../contract/phonebook.ts';
import { entry as entrySchema } from '../../../contract/phonebook.ts';
import { Fields, GroupBox, SelectField } from '../../controls/index.ts';
import { problemAt, problemsOf, without } from '../../store/draft-entry.ts';
import { initFrom, initText } from './init-lines.ts';
import { SubDialog } from './sub-dialog.tsx';

const speeds = [300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600] as const;
/** What the helper opens a port with where the entry says nothing. */
const usualSpeed = 115200;

const flows = [
  { value: 'hardware', label: 'Hardware (RTS/CTS)' },
  { value: 'software', label: 'Software (XON/XOFF)' },
  { value: 'none', label: 'None' },
] as const;

type SerialDevice = Extract<Device, { kind: 'modem' | 'null-modem' }>;

function SerialSettings({
  device,
  onDevice,
}: {
  readonly device: SerialDevice;
  readonly onDevice: (device: Device) => void;
}) {
  const { speed } = device;
  const listed =
    speed === undefined || (speeds as readonly number[]).includes(speed) ? speeds : [speed, ...speeds];
  return (
    <Fields>
      <SelectField
        label="&Maximum speed:"
        value={speed === undefined ? '' : String(speed)}
        options={[
          { value: '', label: `${usualSpeed} (usual)` },
          ...listed.map((each) => ({ value: String(each), label: String(each) })),
        ]}
        onChange={(value) => {
          const rest = without(device, 'speed');
          onDevice(value === '' ? rest : { ...rest, speed: Number(value) });
        }}
      />
      <SelectField
        label="&Flow control:"
        value={device.flow ?? ''}
        options={[{ value: '', label: 'Hardware (usual)' }, ...flows]}
        onChange={(value) => {
          const rest = without(device, 'flow');
          onDevice(value === '' ? rest : { ...rest, flow: value });
        }}
      />
    </Fields>
  );
}

export function PortSettings({
  device,
  onDone,
  onCancel,
  children,
}: {
  readonly device: Device;
  readonly onDone: (device: Device) => void;
  readonly onCancel: () => void;
  /** Further settings, of the call. */
  readonly children?: ReactNode;
}) {
  const id = useId();
  const [draft, setDraft] = useState(device);
  const before = 'init' in device ? device.init : undefined;
  const [text, setText] = useState(initText(before));
  const init = initFrom(text, before);
  const done = withInit(draft, init);
  const problem = initProblem(done);
  const overTcp = draft.kind === 'null-modem' && draft.host !== undefined;
  return (
    <SubDialog
      title="Configure"
      width={340}
      onOk={() => onDone(done)}
      onCancel={onCancel}
      blocked={problem === undefined ? undefined : 'The extra settings cannot be used as they are.'}
    >
      {(draft.kind === 'modem' || draft.kind === 'null-modem') && !overTcp && (
        <GroupBox legend="Port">
          <SerialSettings device={draft} onDevice={setDraft} />
        </GroupBox>
      )}
      {(draft.kind === 'modem' || draft.kind === 'tcp-modem') && (
        <div className="field stacked">
          <label htmlFor={id}>Extra settings (AT commands, one line each):</label>
          <textarea
            id={id}
            rows={3}
            value={text}
            spellCheck={false}
            aria-invalid={problem !== undefined}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {problem !== undefined && (
            <span className="field-problem" role="alert">
              {problem}
            </span>
          )}
        </div>
      )}
      {overTcp && <p className="plain">A TCP connection has neither speed nor flow control.</p>}
      {children}
    </SubDialog>
  );
}

function withInit(device: Device, init: string | string[] | undefined): Device {
  if (device.kind !== 'modem' && device.kind !== 'tcp-modem') return device;
  const rest = without(device, 'init');
  return init === undefined ? rest : { ...rest, init };
}

/** The entry's own schema judges the lines, with an entry around them that is right. */
function initProblem(device: Device): string | undefined {
  const around = { name: 'x', phone: '0', host: 'x', device };
  if (entrySchema.safeParse(around).success) return undefined;
  return problemAt(problemsOf(around), 'device.init', 'This');
}
