import { describe, expect, it } from 'vitest';
import type { Failure } from '../failure.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { ModemInquiry } from './inquiry.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Asks a modem that answers a command with what `answers` says, or OK. */
function inquire(answers: Readonly<Record<string, string | undefined>>, init: readonly string[] = ['ATE0']) {
  const clock = new FakeClock();
  const lines: string[] = [];
  const ends: (Failure | undefined)[] = [];
  const inquiry = new ModemInquiry(init, 3000, {
    clock,
    send: (bytes) => {
      const command = String.fromCharCode(...bytes).trim();
      const answer = command in answers ? answers[command] : 'OK';
      if (answer !== undefined) clock.after(5, () => inquiry.receive(bytesOf(`\r\n${answer}\r\n`)));
    },
    line: (direction, text) => lines.push(`${direction === 'sent' ? '>' : '<'} ${text}`),
    done: (failure) => ends.push(failure),
  });
  inquiry.start();
  clock.advance(60_000);
  expect(clock.pending).toBe(0);
  return { lines, ends };
}

describe('asking a modem who it is', () => {
  it('tells what was asked and what was answered', () => {
    const { lines, ends } = inquire({ ATI0: '56000\r\n\r\nOK', ATI3: 'Sportster V4.2\r\nOK', ATI4: 'ERROR' });
    expect(ends).toEqual([undefined]);
    expect(lines).toEqual([
      ...['> AT', '< OK', '> ATE0', '< OK', '> ATI0', '< 56000', '< OK'],
      ...['> ATI3', '< Sportster V4.2', '< OK', '> ATI4', '< ERROR'],
    ]);
  });

  it('is 630 where nobody answers', () => {
    const silence = { AT: undefined, ATQ0V1: undefined, ATQ0V1H: undefined, '+++': undefined };
    expect(inquire(silence).ends).toMatchObject([{ number: 630 }]);
  });

  it('is 651 where the init string is refused', () => {
    expect(inquire({ 'AT&Z9': 'ERROR' }, ['AT&Z9']).ends).toMatchObject([{ number: 651 }]);
  });

  it('takes a modem that will not say who it is', () => {
    const { ends } = inquire({ ATI0: undefined, ATI3: undefined, ATI4: undefined });
    expect(ends).toEqual([undefined]);
  });
});
