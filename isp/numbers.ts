/** The numbers of the embedded exchange, and how each of them behaves. */
import { hissAnswer, silentAnswer, trunkAnswer } from './answer/oddities.ts';
import { terminalLogin } from './answer/terminal-login.ts';
import type { Clock } from './clock.ts';
import type { DirectoryEntry } from './directory.ts';
import type { Front, NasOptions } from './nas.ts';
import { nasAnswer } from './nas.ts';

export const stationNumbers = ['555-0201', '555-0202'] as const;

const fronts = {
  chap: { methods: ['chap'], encryption: 'none' },
  pap: { methods: ['pap'], encryption: 'none' },
  mschapv2: { methods: ['mschap-v2'], encryption: 'require' },
  mschap: { methods: ['mschap'], encryption: 'optional' },
  eap: { methods: ['eap'], encryption: 'optional' },
  nobody: { methods: [], encryption: 'none' },
} as const satisfies Record<string, Front>;

export interface NumbersOptions {
  readonly nas: NasOptions;
  readonly clock: Clock;
  /** Further numbers, each joined to a terminal device: number to absolute path. */
  readonly trunks: Readonly<Record<string, string>>;
}

export function numbers({ nas, clock, trunks }: NumbersOptions): DirectoryEntry[] {
  const answers = (number: string, description: string, front: Front): DirectoryEntry => ({
    number,
    description,
    destination: { kind: 'answers', answer: nasAnswer(nas, front) },
  });
  const special = (
    number: string,
    description: string,
    destination: DirectoryEntry['destination'],
  ): DirectoryEntry => ({ number, description, destination });
  return [
    answers('555-0100', 'the provider, CHAP', fronts.chap),
    answers('555-0101', 'the provider, PAP', fronts.pap),
    answers('555-0102', 'the provider, MS-CHAP v2 with MPPE', fronts.mschapv2),
    special('555-0103', 'a terminal login, then PPP', {
      kind: 'answers',
      answer: terminalLogin(nas.accounts, nasAnswer(nas, fronts.nobody), clock),
    }),
    answers('555-0104', 'the provider, EAP', fronts.eap),
    answers('555-0105', 'the provider, MS-CHAP v1', fronts.mschap),
    answers('555-0106', 'the provider, no questions asked', fronts.nobody),
    special('555-0107', 'the provider over a noisy line', {
      kind: 'answers',
      answer: nasAnswer(nas, fronts.chap),
      condition: { noise: { rate: 0.002, seed: 107 } },
    }),
    special('555-0110', 'busy', { kind: 'refused', result: 'BUSY' }),
    special('555-0111', 'nobody answers', { kind: 'rings', result: 'NO ANSWER' }),
    special('555-0112', 'a person answers', { kind: 'rings', result: 'VOICE' }),
    special('555-0113', 'answers without a carrier', { kind: 'rings', result: 'NO CARRIER' }),
    special('555-0114', 'the provider, drops the call after ten seconds', {
      kind: 'answers',
      answer: nasAnswer(nas, fronts.chap),
      dropAfter: 10_000,
    }),
    special('555-0115', 'blacklisted by the modem', { kind: 'refused', result: 'BLACKLISTED' }),
    special('555-0116', 'a line without a dial tone', { kind: 'refused', result: 'NO DIAL TONE' }),
    special('555-0117', 'the modem makes you wait', { kind: 'refused', result: 'DELAYED' }),
    special('555-0118', 'a carrier that only hisses', { kind: 'answers', answer: hissAnswer(clock, 118) }),
    special('555-0119', 'a carrier that says nothing', { kind: 'answers', answer: silentAnswer }),
    ...stationNumbers.map((number) =>
      special(number, 'another modem of this exchange', { kind: 'station', number }),
    ),
    ...Object.entries(trunks).map(([number, path]) =>
      special(number, `trunk to ${path}`, { kind: 'answers', answer: trunkAnswer(path) }),
    ),
  ];
}
