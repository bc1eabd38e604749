/** "Dial using Calling Card": which one, and the dialog that makes or changes one. */
import { useState } from 'react';
import type { CallingCard } from '../../../contract/locations.ts';
import { Button, CheckBox, Fields, SelectField, TextField } from '../../controls/index.ts';
import { problemAt } from '../../store/draft-entry.ts';
import { SubDialog } from '../properties/sub-dialog.tsx';
import {
  locationOf,
  newCard,
  problemsOfCard,
  withCard,
  withLocation,
  withoutCard,
  withoutKey,
} from './draft-locations.ts';
import type { CardNumbers, LocationsDraft } from './draft-locations.ts';

interface Props {
  readonly draft: LocationsDraft;
  readonly numbers: CardNumbers;
  /** Why card numbers cannot be kept on this machine. */
  readonly kept: string | undefined;
  readonly onChange: (draft: LocationsDraft, numbers: CardNumbers) => void;
}

interface Editing {
  readonly card: CallingCard;
  readonly replaces?: string;
}

export function CardFields({ draft, numbers, kept, onChange }: Props) {
  const [editing, setEditing] = useState<Editing>();
  const { callingCards } = draft;
  const used = locationOf(draft).callingCard;
  const card = callingCards.find(({ name }) => name === used);
  const [first] = callingCards;
  return (
    <>
      <CheckBox
        label="Dial usin&g Calling Card"
        checked={used !== undefined}
        onChange={(on) => {
          if (!on) onChange(withoutKey(draft, 'callingCard'), numbers);
          else if (first === undefined) setEditing({ card: newCard(draft) });
          else onChange(withLocation(draft, { callingCard: first.name }), numbers);
        }}
      />
      {used !== undefined && (
        <div className="columns indent">
          <div className="grow">
            <SelectField
              label="Card:"
              value={used}
              options={[
                ...(card === undefined ? [{ value: used, label: `${used} (no longer there)` }] : []),
                ...callingCards.map(({ name }) => ({ value: name, label: name })),
              ]}
              onChange={(callingCard) => onChange(withLocation(draft, { callingCard }), numbers)}
            />
          </div>
          <div className="end">
            <Button onClick={() => setEditing({ card: newCard(draft) })}>Ne&w...</Button>
            <Button
              disabled={card === undefined}
              onClick={() => card !== undefined && setEditing({ card, replaces: card.name })}
            >
              C&hange...
            </Button>
            <Button
              disabled={card === undefined}
              onClick={() => card !== undefined && onChange(withoutCard(draft, card.name), numbers)}
            >
              D&elete
            </Button>
          </div>
        </div>
      )}
      {editing !== undefined && (
        <CardDialog
          {...editing}
          others={callingCards.filter(({ name }) => name !== editing.replaces)}
          kept={kept}
          onCancel={() => setEditing(undefined)}
          onDone={(done, number) => {
            const typed = number === '' ? numbers : { ...numbers, [done.name]: number };
            onChange(withCard(draft, done, editing.replaces), typed);
            setEditing(undefined);
          }}
        />
      )}
    </>
  );
}

function CardDialog({
  card: before,
  replaces,
  others,
  kept,
  onDone,
  onCancel,
}: Editing & {
  readonly others: readonly CallingCard[];
  readonly kept: string | undefined;
  readonly onDone: (card: CallingCard, number: string) => void;
  readonly onCancel: () => void;
}) {
  const [card, setCard] = useState(before);
  const [number, setNumber] = useState('');
  const problems = problemsOfCard(card, number, others);
  const renamed = replaces !== undefined && card.name !== replaces && number === '';
  const [wrong] = Object.keys(problems);
  const rule = (key: 'sameArea' | 'longDistance' | 'international', label: string) => (
    <TextField
      label={label}
      maxLength={64}
      value={card[key]}
      invalid={problemAt(problems, key, 'This')}
      onChange={(text) => setCard({ ...card, [key]: text.toUpperCase() })}
    />
  );
  return (
    <SubDialog
      title={replaces === undefined ? 'New Calling Card' : 'Change Calling Card'}
      width={390}
      onOk={() => onDone(card, number)}
      onCancel={onCancel}
      blocked={wrong === undefined ? undefined : 'Correct what is marked first.'}
    >
      <Fields>
        <TextField
          label="&Name:"
          maxLength={64}
          value={card.name}
          invalid={problemAt(problems, 'name', 'The name')}
          onChange={(name) => setCard({ ...card, name })}
        />
        <TextField
          label="Card n&umber:"
          type="password"
          maxLength={40}
          value={number}
          disabled={kept !== undefined}
          title={kept}
          placeholder={replaces === undefined ? '' : 'as it is kept'}
          invalid={problemAt(problems, 'number', 'The number')}
          onChange={setNumber}
        />
        {rule('sameArea', 'Calls within my &area:')}
        {rule('longDistance', '&Long distance calls:')}
        {rule('international', '&International calls:')}
      </Fields>
      {renamed && <p className="plain">The number is kept under the card&apos;s name: type it again.</p>}
      <p className="plain">
        The rules hold what is dialed, and letters: E country code, F area code, G local number, H the
        card&apos;s number; comma a pause, W a second dial tone, @ silence, $ the card&apos;s prompt, T tone,
        P pulse. An empty rule dials without the card.
      </p>
    </SubDialog>
  );
}
