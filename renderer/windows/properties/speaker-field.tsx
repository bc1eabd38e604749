/** The sound of a modem: off, so loud, or (of an entry) as the settings of all connections say. */
import { useId } from 'react';
import { Fields, SelectField } from '../../controls/index.ts';

export function VolumeField({
  label,
  volume,
  onVolume,
}: {
  readonly label: string;
  readonly volume: number;
  readonly onVolume: (volume: number) => void;
}) {
  const id = useId();
  return (
    <div className="field volume">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        className="has-box-indicator"
        min={1}
        max={100}
        value={volume}
        aria-valuetext={`${volume} percent`}
        onChange={(event) => onVolume(event.currentTarget.valueAsNumber)}
      />
      <span className="volume-value">{volume} %</span>
    </div>
  );
}

/** Where a volume begins that was off before. */
const moderate = 40;

export function SpeakerField({
  speaker,
  onSpeaker,
}: {
  readonly speaker: number | undefined;
  readonly onSpeaker: (speaker: number | undefined) => void;
}) {
  const choice = speaker === undefined ? 'settings' : speaker === 0 ? 'off' : 'on';
  const meant = { settings: undefined, off: 0, on: moderate } as const;
  return (
    <>
      <Fields>
        <SelectField
          label="Modem &sound:"
          value={choice}
          options={[
            { value: 'settings', label: 'As Connections, Settings says' },
            { value: 'off', label: 'Off' },
            { value: 'on', label: 'On' },
          ]}
          onChange={(value) => onSpeaker(meant[value])}
        />
      </Fields>
      {choice === 'on' && <VolumeField label="Volume:" volume={speaker ?? moderate} onVolume={onSpeaker} />}
    </>
  );
}
