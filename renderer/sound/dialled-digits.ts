/** A dial string as it is heard: keys or pulses, pauses, and what the Hayes modifiers do to the line. */
import type { Segment } from './cue.ts';

const rows = [697, 770, 852, 941] as const;
const columns = [1209, 1336, 1477, 1633] as const;
const keypad = ['123A', '456B', '789C', '*0#D'] as const;

const keys: ReadonlyMap<string, readonly number[]> = new Map(
  keypad.flatMap((keysOfRow, row) =>
    Array.from(keysOfRow, (key, column) => [key, [rows[row] ?? 0, columns[column] ?? 0]] as const),
  ),
);

const silence = (seconds: number): Segment => ({ kind: 'silence', seconds });
/** 350 and 440 Hz: the exchange is listening. */
export const dialTone = (seconds: number): Segment => ({ kind: 'tone', frequencies: [350, 440], seconds });

/** What the modifiers do; what is not named here is punctuation. */
const modifiers: Readonly<Record<string, readonly Segment[] | undefined>> = {
  ',': [silence(2)],
  W: [dialTone(0.6)],
  '!': [{ kind: 'click' }, silence(0.5), { kind: 'click' }],
  '@': [silence(1)],
  $: [silence(1)],
};

function digit(key: string, pulse: boolean): readonly Segment[] {
  if (pulse && /\d/.test(key))
    return [{ kind: 'pulses', count: key === '0' ? 10 : Number(key) }, silence(0.6)];
  const frequencies = keys.get(key);
  return frequencies === undefined ? [] : [{ kind: 'tone', frequencies, seconds: 0.095 }, silence(0.075)];
}

/** `pulse` until a T or a P in the number says otherwise. */
export function dialledDigits(dialled: string, pulse: boolean): readonly Segment[] {
  const segments: Segment[] = [];
  let pulses = pulse;
  for (const key of dialled.toUpperCase()) {
    if (key === 'T' || key === 'P') pulses = key === 'P';
    else segments.push(...(modifiers[key] ?? digit(key, pulses)));
  }
  return segments;
}
