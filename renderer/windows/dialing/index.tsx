/** Dialing Properties: where the user dials from, and what that does to a number, shown while it is edited. */
import { useState } from 'react';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError, call } from '../../bridge.ts';
import {
  Button,
  ButtonRow,
  CheckBox,
  Dialog,
  Fields,
  GroupBox,
  RadioGroup,
  SelectField,
  TextField,
  useWindowFrame,
} from '../../controls/index.ts';
import { appNow, useApp } from '../../store/index.ts';
import { problemAt } from '../../store/draft-entry.ts';
import { ErrorNote } from '../properties/error-note.tsx';
import { AreaCodeRules } from './area-code-rules.tsx';
import { CardFields } from './card-fields.tsx';
import { countryOptions } from './countries.ts';
import {
  locationOf,
  openDraft,
  problemsOfLocations,
  withCountry,
  withLocation,
  withNewLocation,
  withoutKey,
  withoutLocation,
} from './draft-locations.ts';
import type { CardNumbers, LocationsDraft } from './draft-locations.ts';
import { mergedLocations } from './merge-locations.ts';
import { SamplePreview } from './sample-preview.tsx';
import '../properties/properties.css';

/** What the telephone companies of several countries take. */
const callWaitingCodes = ['*70,', '70#', '1170,'] as const;

const atFirst = (opened = appNow().locations) => ({ opened, draft: openDraft(opened) });

export default function DialingWindow() {
  const { close } = useWindowFrame();
  const stored = useApp((state) => state.environment.passwords);
  const [held, setHeld] = useState(() => atFirst());
  const [cardNumbers, setCardNumbers] = useState<CardNumbers>({});
  const [rules, setRules] = useState(false);
  const [error, setError] = useState<DialError>();
  const { draft } = held;
  const here = locationOf(draft);
  const problems = problemsOfLocations(draft);
  const setDraft = (next: LocationsDraft) => setHeld({ ...held, draft: next });
  const change = (part: Parameters<typeof withLocation>[1]) => setDraft(withLocation(draft, part));
  const problem = (key: string, field: string) => problemAt(problems, key, field);

  const save = async (thenClose: boolean): Promise<void> => {
    if (Object.keys(problems).length > 0) return;
    setError(undefined);
    try {
      const locations = mergedLocations(held.opened, draft, appNow().locations);
      const typed = Object.keys(cardNumbers).length > 0 ? { cardNumbers } : {};
      await call('saveLocations', { locations, ...typed });
      setCardNumbers({});
      // What was typed while they were being saved is still to be.
      setHeld((latest) => (latest.draft === draft ? atFirst(locations) : latest));
      if (thenClose) close();
    } catch (thrown) {
      setError(asDialError(thrown));
    }
  };
  return (
    <Dialog title="Dialing Properties" onEscape={close} width={440}>
      <div className="columns">
        <div className="grow">
          <SelectField
            stacked
            label="I am dialing &from:"
            value={String(draft.here)}
            options={draft.places.map(({ location }, at) => ({ value: String(at), label: location.name }))}
            onChange={(at) => setDraft({ ...draft, here: Number(at) })}
          />
        </div>
        <div className="end">
          <Button onClick={() => setDraft(withNewLocation(draft))}>&New...</Button>
          <Button
            onClick={() => setDraft(withoutLocation(draft))}
            disabled={draft.places.length === 1}
            title={draft.places.length === 1 ? 'One location has to stay.' : undefined}
          >
            &Remove
          </Button>
        </div>
      </div>
      <GroupBox legend="I am here">
        <Fields>
          <TextField
            label="Na&me:"
            maxLength={64}
            value={here.name}
            invalid={problem('name', 'The name')}
            onChange={(name) => change({ name })}
          />
          <SelectField
            label="I am &in:"
            value={String(here.countryCode)}
            options={countryOptions(here.countryCode)}
            onChange={(code) => setDraft(withCountry(draft, Number(code)))}
          />
        </Fields>
        <div className="columns spaced">
          <TextField
            label="The area cod&e is:"
            type="tel"
            width={70}
            maxLength={10}
            value={here.areaCode}
            invalid={problem('areaCode', 'This')}
            onChange={(areaCode) => change({ areaCode })}
          />
          <Button onClick={() => setRules(true)}>&Area Code Rules...</Button>
        </div>
      </GroupBox>
      <GroupBox legend="When dialing from here">
        <div className="column">
          <span>To access an outside line:</span>
          <div className="columns indent">
            <TextField
              label="For l&ocal calls, dial:"
              width={60}
              maxLength={40}
              value={here.outsideLocal}
              invalid={problem('outsideLocal', 'This')}
              onChange={(outsideLocal) => change({ outsideLocal })}
            />
            <TextField
              label="For long &distance, dial:"
              width={60}
              maxLength={40}
              value={here.outsideLongDistance}
              invalid={problem('outsideLongDistance', 'This')}
              onChange={(outsideLongDistance) => change({ outsideLongDistance })}
            />
          </div>
          <CallWaiting
            code={here.disableCallWaiting}
            problem={problem('disableCallWaiting', 'This')}
            onCode={(code) =>
              code === undefined
                ? setDraft(withoutKey(draft, 'disableCallWaiting'))
                : change({ disableCallWaiting: code })
            }
          />
          <div className="inline">
            <RadioGroup
              name="dialling"
              label="Dial using"
              value={here.dialling}
              options={[
                { value: 'tone', label: '&Tone dial' },
                { value: 'pulse', label: '&Pulse dial' },
              ]}
              onChange={(dialling) => change({ dialling })}
            />
          </div>
          <CardFields
            draft={draft}
            numbers={cardNumbers}
            kept={stored.store === 'none' ? (stored.reason ?? 'There is no keyring.') : undefined}
            onChange={(next, numbers) => {
              setDraft(next);
              setCardNumbers(numbers);
            }}
          />
        </div>
      </GroupBox>
      <SamplePreview draft={draft} />
      {problems[''] !== undefined && <span className="field-problem">{problems['']}</span>}
      {error !== undefined && <ErrorNote error={error} />}
      <ButtonRow>
        <Button
          default
          onClick={() => void save(true)}
          disabled={Object.keys(problems).length > 0}
          title={Object.keys(problems).length > 0 ? 'Correct what is marked first.' : undefined}
        >
          OK
        </Button>
        <Button onClick={close}>Cancel</Button>
        <Button onClick={() => void save(false)} disabled={Object.keys(problems).length > 0}>
          Appl&y
        </Button>
      </ButtonRow>
      {rules && (
        <AreaCodeRules
          location={here}
          onDone={(part) => {
            change(part);
            setRules(false);
          }}
          onCancel={() => setRules(false)}
        />
      )}
    </Dialog>
  );
}

function CallWaiting({
  code,
  problem,
  onCode,
}: {
  readonly code: string | undefined;
  readonly problem: string | undefined;
  readonly onCode: (code: string | undefined) => void;
}) {
  return (
    <>
      <CheckBox
        label="This location has &call waiting. To disable it:"
        checked={code !== undefined}
        onChange={(on) => onCode(on ? callWaitingCodes[0] : undefined)}
      />
      {code !== undefined && (
        <div className="columns indent">
          <TextField
            label="dia&l:"
            width={70}
            maxLength={40}
            value={code}
            invalid={problem}
            onChange={onCode}
          />
          <div className="end">
            {callWaitingCodes.map((each) => (
              <Button key={each} pressed={each === code} onClick={() => onCode(each)}>
                {each}
              </Button>
            ))}
          </div>
        </div>
      )}
    </>
  );
}
