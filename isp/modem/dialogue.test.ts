/** The program's own Hayes dialogue against the virtual modem, back to back on one clock. */
import { describe, expect, it } from 'vitest';
import type { DialogueEvent, DialOptions } from '../../protocol/hayes/dialogue-types.ts';
import { HayesDialogue } from '../../protocol/hayes/dialogue.ts';
import { defaultInit } from '../../protocol/hayes/init.ts';
import { FakeClock } from '../../protocol/testing/fake-clock.ts';
import type { CallProgress } from './modem.ts';
import { Modem } from './modem.ts';

const options: DialOptions = {
  init: defaultInit,
  number: '555-0100',
  dialling: 'tone',
  commandTimeout: 3000,
  carrierTimeout: 60_000,
};

/** Each side hears the other a millisecond later, in pieces of `piece` bytes. */
function backToBack(outcome: CallProgress | undefined, piece = 1000) {
  const clock = new FakeClock();
  const events: DialogueEvent[] = [];
  const dialled: string[] = [];
  let hangUps = 0;
  const later = (bytes: Uint8Array, hear: (part: Uint8Array) => void): void => {
    for (let at = 0; at < bytes.length; at += piece) {
      const part = bytes.slice(at, at + piece);
      clock.after(1, () => {
        hear(part);
      });
    }
  };
  const modem: Modem = new Modem({
    clock,
    toTerminal: (bytes) => {
      later(bytes, (part) => {
        dialogue.receive(part);
      });
    },
    toLine: () => undefined,
    dial(number) {
      dialled.push(number);
      clock.after(2000, () => {
        if (outcome) modem.progress(outcome);
      });
    },
    answer() {
      clock.after(2000, () => {
        if (outcome) modem.progress(outcome);
      });
    },
    hangUp: () => (hangUps += 1),
  });
  const dialogue: HayesDialogue = new HayesDialogue({
    clock,
    send: (bytes) => {
      later(bytes, (part) => {
        modem.fromTerminal(part);
      });
    },
    setDtr: () => false,
    emit: (event) => events.push(event),
  });
  const last = () => events.findLast(({ type }) => !['sent', 'received', 'log'].includes(type));
  return { clock, modem, dialogue, dialled, last, hangUps: () => hangUps };
}

describe.each([1000, 1])('in pieces of %i bytes', (piece) => {
  it('dials and connects', () => {
    const { clock, dialogue, dialled, last } = backToBack({ type: 'connected', speed: 33600 }, piece);
    dialogue.dial(options);
    clock.advance(20_000);
    expect(dialled).toEqual(['5550100']);
    expect(last()).toMatchObject({ type: 'connected', speed: 33600 });
  });

  it.each([
    ['BUSY', 676],
    ['NO ANSWER', 678],
    ['NO CARRIER', 679],
    ['NO DIAL TONE', 680],
    ['VOICE', 677],
    ['BLACKLISTED', undefined],
    ['DELAYED', undefined],
  ] as const)('hears %s', (result, number) => {
    const { clock, dialogue, last } = backToBack({ type: 'failed', result }, piece);
    dialogue.dial(options);
    clock.advance(20_000);
    const end = last();
    expect(end?.type).toBe('failed');
    if (end?.type !== 'failed') return;
    if (number !== undefined) expect(end.failure.number).toBe(number);
    expect(`${end.failure.cause} ${end.failure.evidence ?? ''}`.toUpperCase()).toContain(
      result.split(' ')[0],
    );
  });
});

it('hangs up from data state with +++ and ATH', () => {
  const { clock, modem, dialogue, last, hangUps } = backToBack({ type: 'connected', speed: 33600 });
  dialogue.dial(options);
  clock.advance(20_000);
  dialogue.hangUp();
  clock.advance(20_000);
  expect(last()).toMatchObject({ type: 'hung-up' });
  expect(hangUps()).toBe(1);
  expect(modem.idle).toBe(true);
  expect(clock.pending).toBe(0);
});

it('gives up while it dials', () => {
  const { clock, modem, dialogue, dialled, hangUps } = backToBack(undefined);
  dialogue.dial(options);
  clock.advance(2000);
  expect(dialled).toHaveLength(1);
  dialogue.cancel();
  clock.advance(20_000);
  expect(hangUps()).toBe(1);
  expect(modem.idle).toBe(true);
});

it('answers a call', () => {
  const { clock, modem, dialogue, last } = backToBack({ type: 'connected', speed: 33600 });
  const { init, commandTimeout, carrierTimeout } = options;
  dialogue.answer({ init, commandTimeout, carrierTimeout });
  clock.advance(5000);
  modem.ring();
  clock.advance(5000);
  expect(last()).toMatchObject({ type: 'connected', speed: 33600 });
});
