import { expect, it, test } from 'vitest';
import { meaningOf } from '../../store/draft-entry.ts';
import type { Draft } from '../../store/draft-entry.ts';
import { securityAdvice } from './security-advice.ts';

const line: Draft = { name: 'a', device: { kind: 'modem', port: '/dev/ttyS0' }, phone: '1' };
const tunnel: Draft = { name: 'b', device: { kind: 'pptp' }, host: '192.0.2.1' };
const advice = (draft: Draft) => securityAdvice(meaningOf(draft)).join('\n');

test.each<[string, Draft, RegExp]>([
  ['a tunnel without encryption', { ...tunnel, encryption: 'none' }, /read by whoever/],
  ['a tunnel that leaves it to the server', { ...tunnel, encryption: 'optional' }, /does not ask/],
  ['a tunnel with PAP', { ...tunnel, auth: ['mschap-v2', 'pap'] }, /in clear across the network/],
  ['a line with PAP', line, /only the provider hears/],
  ['a line without encryption', { ...line, encryption: 'none' }, /most providers/],
  ['a tunnel with the first MS-CHAP', tunnel, /first version/],
  ['encryption without keys', { ...line, auth: ['chap'], encryption: 'require' }, /no call will come up/],
  ['the strongest encryption without keys', { ...tunnel, auth: ['pap'], encryption: 'maximum' }, /no call/],
])('%s is told what that is worth', (_, draft, words) => {
  expect(advice(draft)).toMatch(words);
});

it('has nothing to say where nothing is weak', () => {
  expect(advice({ ...tunnel, auth: ['mschap-v2', 'eap'], encryption: 'maximum' })).toBe('');
  expect(advice({ ...line, auth: ['mschap-v2'], encryption: 'optional' })).toBe('');
});
