/** What is really dialled from here: for an entry of the phonebook, or for a number that is typed to try it. */
import { useState } from 'react';
import type { NumberToDial } from '../../../contract/dialing-rules.ts';
import { Fields, GroupBox, SelectField, TextField } from '../../controls/index.ts';
import { useApp } from '../../store/index.ts';
import { dialsNumber } from '../../store/draft-entry.ts';
import { PreviewLine } from '../properties/number-fields.tsx';
import { locationOf, locationsOf } from './draft-locations.ts';
import type { LocationsDraft } from './draft-locations.ts';
import { previewNumber } from './preview.ts';

export function SamplePreview({ draft }: { readonly draft: LocationsDraft }) {
  const entries = useApp((state) => state.phonebook.entries)
    .map(({ entry }) => entry)
    .filter(dialsNumber);
  /** An entry's name after "=", so that no entry can be called like the sample. */
  const [chosen, setChosen] = useState('sample');
  const [areaCode, setAreaCode] = useState('');
  const [phone, setPhone] = useState('555-0100');
  const entry = entries.find(({ name }) => `=${name}` === chosen);
  const sample: NumberToDial = {
    useDialingRules: true,
    phone,
    ...(/^\d{1,10}$/.test(areaCode) && { areaCode }),
  };
  return (
    <GroupBox legend="Number to be dialed">
      <div className="column">
        <Fields>
          <SelectField
            label="For the connection:"
            value={entry === undefined ? 'sample' : chosen}
            options={[
              { value: 'sample', label: 'A number to try' },
              ...entries.map(({ name }) => ({ value: `=${name}`, label: name })),
            ]}
            onChange={setChosen}
          />
        </Fields>
        {entry === undefined && (
          <div className="columns">
            <TextField
              label="Area code:"
              type="tel"
              width={60}
              maxLength={10}
              value={areaCode}
              onChange={setAreaCode}
            />
            <TextField
              label="Number:"
              type="tel"
              width={130}
              maxLength={128}
              value={phone}
              onChange={setPhone}
            />
          </div>
        )}
        <PreviewLine preview={previewNumber(entry ?? sample, locationsOf(draft), locationOf(draft))} />
      </div>
    </GroupBox>
  );
}
