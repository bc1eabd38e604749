/** Area Code Rules: which numbers need their area code, and what is dialled before numbers of other areas and countries. */
import { useState } from 'react';
import { location as locationSchema } from '../../../contract/locations.ts';
import type { Location } from '../../../contract/locations.ts';
import { CheckBox, Fields, GroupBox, TextField } from '../../controls/index.ts';
import { SubDialog } from '../properties/sub-dialog.tsx';
import { areaCodesOf } from './draft-locations.ts';

export function AreaCodeRules({
  location,
  onDone,
  onCancel,
}: {
  readonly location: Location;
  readonly onDone: (change: Partial<Location>) => void;
  readonly onCancel: () => void;
}) {
  const [dialAreaCode, setDialAreaCode] = useState(location.dialAreaCode);
  const [codes, setCodes] = useState(location.localAreaCodes.join(', '));
  const [longDistancePrefix, setLongDistance] = useState(location.longDistancePrefix);
  const [internationalPrefix, setInternational] = useState(location.internationalPrefix);
  const change = {
    dialAreaCode,
    localAreaCodes: areaCodesOf(codes),
    longDistancePrefix,
    internationalPrefix,
  };
  const checks = locationSchema.shape;
  const problems = {
    codes: checks.localAreaCodes.safeParse(change.localAreaCodes).success
      ? undefined
      : 'Area codes are digits, with a comma between them.',
    longDistance: checks.longDistancePrefix.safeParse(longDistancePrefix).success
      ? undefined
      : 'This is not something a telephone can dial.',
    international: checks.internationalPrefix.safeParse(internationalPrefix).success
      ? undefined
      : 'This is not something a telephone can dial.',
  };
  const blocked = Object.values(problems).find((problem) => problem !== undefined);
  return (
    <SubDialog
      title="Area Code Rules"
      width={380}
      onOk={() => onDone(change)}
      onCancel={onCancel}
      blocked={blocked}
    >
      <GroupBox legend="When calling within my area code">
        <CheckBox
          label="&Always dial the area code (10-digit dialing)"
          checked={dialAreaCode}
          onChange={setDialAreaCode}
        />
      </GroupBox>
      <GroupBox legend="When calling other area codes">
        <div className="column">
          <TextField
            stacked
            label="Dial these (425, 253) like &local numbers, without a prefix:"
            value={codes}
            invalid={problems.codes}
            onChange={setCodes}
          />
          <Fields>
            <TextField
              label="&Before all others, dial:"
              width={70}
              maxLength={40}
              value={longDistancePrefix}
              invalid={problems.longDistance}
              onChange={setLongDistance}
            />
            <TextField
              label="Before other &countries, dial:"
              width={70}
              maxLength={40}
              value={internationalPrefix}
              invalid={problems.international}
              onChange={setInternational}
            />
          </Fields>
        </div>
      </GroupBox>
    </SubDialog>
  );
}
