/** Where the user dials from, and what that makes of the number. */
import type { Entry } from '../../../contract/phonebook.ts';
import { call } from '../../bridge.ts';
import { Button, FieldRow, SelectField } from '../../controls/index.ts';
import { useApp } from '../../store/index.ts';
import type { NumberPreview } from './use-number-preview.ts';

interface DialingFromProps {
  /** As the phonebook has it. */
  readonly entry: Entry;
  /** The number is another one. */
  readonly typedOver: boolean;
  readonly preview: NumberPreview;
  readonly run: (work: () => Promise<unknown>) => void;
}

const typedNumber =
  'A number that is typed here is dialed as it stands. Whether in tones or pulses, the location says.';
const asItStands =
  'This number is dialed as it stands. Turn on "Use area code and Dialing Properties" in the properties of the connection to dial it by location.';

export function DialingFrom({ entry, typedOver, preview, run }: DialingFromProps) {
  const locations = useApp((state) => state.locations);
  const plain = entry.useDialingRules !== true;
  return (
    <>
      <SelectField
        label="Dialing &from:"
        value={locations.current}
        options={locations.locations.map(({ name }) => ({ value: name, label: name }))}
        onChange={(current) => run(() => call('saveLocations', { locations: { ...locations, current } }))}
        disabled={plain}
        title={plain ? asItStands : typedOver ? typedNumber : undefined}
      />
      <FieldRow>
        <Button onClick={() => run(() => call('openWindow', { kind: 'dialing' }))}>
          &Dial Properties...
        </Button>
      </FieldRow>
      {preview.dialled !== undefined && (
        <FieldRow label="Will be dialed:">
          <output className="selectable number" title={preview.explanation}>
            {preview.dialled}
          </output>
        </FieldRow>
      )}
    </>
  );
}
