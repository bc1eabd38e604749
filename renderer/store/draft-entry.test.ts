import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { entry as entrySchema } from '../../contract/phonebook.ts';
import {
  authMethods,
  edited,
  finished,
  meaningOf,
  problemAt,
  problemsOf,
  same,
  typed,
  withAuthMethod,
  withDevice,
  withEncryptionRequired,
} from './draft-entry.ts';
import type { Draft } from './draft-entry.ts';

const line: Draft = { name: 'Demo ISP', device: { kind: 'modem', port: '/dev/ttyS0' }, phone: '555-0100' };
const tunnel: Draft = { name: 'Office', device: { kind: 'pptp' }, host: '192.0.2.1' };

describe('an entry that is edited', () => {
  it('gains a key when a value is changed, and loses it when the value is changed back', () => {
    const off = edited(line, line, 'useDefaultGateway', false);
    expect(off).toEqual({ ...line, useDefaultGateway: false });
    expect(edited(line, off, 'useDefaultGateway', true)).toStrictEqual(line);
  });

  it('keeps a key that says what would be the case without it', () => {
    const spoken = { ...line, dns: true };
    const off = edited(spoken, spoken, 'dns', false);
    expect(edited(spoken, off, 'dns', true)).toStrictEqual(spoken);
  });

  it('keeps the form in which the file says it', () => {
    const original: Draft = { ...line, idle: { seconds: 90 }, redial: { attempts: 3 } };
    const other = edited(original, edited(original, original, 'idle', 60), 'redial', {
      attempts: 3,
      pause: 10,
    });
    expect(other).toEqual({ ...original, idle: { minutes: 1 }, redial: { attempts: 3, pause: 10 } });
    const back = edited(original, edited(original, other, 'idle', 90), 'redial', { attempts: 3, pause: 30 });
    expect(back).toStrictEqual(original);
  });

  it('may say of its own what the settings or the location would decide', () => {
    const own = edited(line, edited(line, line, 'redial', { attempts: 0, pause: 30 }), 'dialling', 'tone');
    expect(own).toEqual({ ...line, redial: { attempts: 0, pause: 30 }, dialling: 'tone' });
    expect(edited(line, edited(line, own, 'redial', undefined), 'dialling', undefined)).toStrictEqual(line);
  });

  test.each([
    [0, undefined],
    [59, { seconds: 59 }],
    [60, { minutes: 1 }],
    [150, { minutes: 2, seconds: 30 }],
  ])('writes an idle time of %d seconds as %j', (seconds, idle) => {
    const original: Draft = { ...line, idle: { minutes: 9 } };
    expect(edited(original, original, 'idle', seconds).idle).toEqual(idle);
  });

  it('loses a key whose box is emptied', () => {
    const held: Draft = { ...line, areaCode: '206' };
    expect(edited(held, held, 'areaCode', typed(''))).toStrictEqual(line);
  });

  it('is as it was after any change and its reversal', () => {
    const booleans = [
      'useDefaultGateway',
      'dns',
      'ipv6',
      'fieldCompression',
      'redialOnDrop',
      'recordLog',
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...booleans),
        fc.record(Object.fromEntries(booleans.map((key) => [key, fc.boolean()])), { requiredKeys: [] }),
        fc.constantFrom(line, tunnel),
        (key, said, base) => {
          const original: Draft = { ...base, ...said };
          const before = meaningOf(original)[key];
          const there = edited(original, original, key, !before);
          expect(meaningOf(there)[key]).toBe(!before);
          expect(edited(original, there, key, before)).toStrictEqual(original);
        },
      ),
    );
  });
});

describe('data encryption', () => {
  test.each([
    ['none', 'require', 'none'],
    ['optional', 'require', 'optional'],
    ['require', 'require', 'optional'],
    ['maximum', 'maximum', 'optional'],
  ] as const)('of %s becomes %s when it is required and %s when it is not', (before, required, free) => {
    const original: Draft = { ...line, encryption: before };
    expect(meaningOf(withEncryptionRequired(original, original, true)).encryption).toBe(required);
    expect(meaningOf(withEncryptionRequired(original, original, false)).encryption).toBe(free);
  });
});

describe('ways of logging on', () => {
  it('are taken away and come back without a trace', () => {
    const without = withAuthMethod(line, line, 'pap', false);
    expect(without.auth).toEqual(['mschap-v2', 'eap', 'mschap', 'chap']);
    expect(withAuthMethod(line, without, 'pap', true)).toStrictEqual(line);
  });

  it('come in the order of preference, whatever order they are allowed in', () => {
    const original: Draft = { ...line, auth: ['pap'] };
    const all = authMethods.reduceRight(
      (draft, method) => withAuthMethod(original, draft, method, true),
      original,
    );
    expect(all.auth).toEqual([...authMethods]);
  });

  it('never leave none', () => {
    const original: Draft = { ...line, auth: ['eap'] };
    expect(withAuthMethod(original, original, 'eap', false)).toBe(original);
  });

  it('keep the order of the file when the choice is the same again', () => {
    const original: Draft = { ...line, auth: ['pap', 'chap'] };
    const more = withAuthMethod(original, original, 'eap', true);
    expect(withAuthMethod(original, more, 'eap', false)).toStrictEqual(original);
  });
});

describe('another device', () => {
  it('takes over what was set for the connection', () => {
    const set: Draft = { ...line, device: { kind: 'modem', port: '/dev/ttyS0', speed: 57600, init: 'ATX3' } };
    expect(withDevice(set, { kind: 'modem', port: '/dev/ttyUSB0' }).device).toEqual({
      kind: 'modem',
      port: '/dev/ttyUSB0',
      speed: 57600,
      init: 'ATX3',
    });
    expect(withDevice(set, { kind: 'null-modem', port: '/dev/ttyS1' }).device).toEqual({
      kind: 'null-modem',
      port: '/dev/ttyS1',
      speed: 57600,
    });
    expect(withDevice(set, { kind: 'pptp' }).device).toEqual({ kind: 'pptp' });
  });

  it('of another kind is saved without the keys of the old one', () => {
    const dialled: Draft = {
      ...line,
      areaCode: '206',
      useDialingRules: true,
      terminal: 'after',
      speaker: 10,
    };
    const changed = { ...withDevice(dialled, { kind: 'pptp' }), host: '192.0.2.1', user: 'x' };
    expect(finished(dialled, changed)).toStrictEqual({
      name: 'Demo ISP',
      device: { kind: 'pptp' },
      host: '192.0.2.1',
      user: 'x',
    });
    expect(finished(tunnel, { ...tunnel, device: line.device, phone: '1' })).toStrictEqual({
      name: 'Office',
      device: line.device,
      phone: '1',
    });
  });

  it('of the same kind leaves foreign keys of the entry alone', () => {
    const odd: Draft = { ...tunnel, phone: '1' };
    expect(finished(odd, odd)).toBe(odd);
  });
});

describe('what keeps an entry from being saved', () => {
  test.each<[string, Draft, string, string]>([
    ['no number', { name: 'a', device: line.device }, 'phone', 'is missing: the number to dial'],
    ['no server', { name: 'a', device: { kind: 'pptp' } }, 'host', 'is missing: the name of the PPTP server'],
    ['no name', { ...line, name: '' }, 'name', 'is missing'],
    ['blanks around the name', { ...line, name: ' a' }, 'name', 'begins or ends with a blank'],
    ['a long name', { ...line, name: 'a'.repeat(257) }, 'name', 'is too long'],
    ['a bad host', { ...tunnel, host: 'a b' }, 'host', 'is not a host name or an IPv4 address'],
    [
      'no port',
      { ...line, device: { kind: 'modem', port: '' } },
      'device.port',
      'is not a device under /dev',
    ],
    [
      'a bad init line',
      { ...line, device: { kind: 'modem', port: '/dev/ttyS0', init: 'X3' } },
      'device.init',
      'is not an AT command line',
    ],
    ['a bad route', { ...line, routes: ['10.0.0.1/8'] }, 'routes.0', 'has bits set beyond its prefix'],
  ])('is named by key: %s', (_, draft, key, words) => {
    expect(problemsOf(draft)[key]).toBe(words);
  });

  it('is another connection of that name', () => {
    expect(problemsOf(line, ['Demo ISP'])).toEqual({ name: 'is the name of another connection' });
    expect(problemsOf(line, ['Office'])).toEqual({});
  });

  it('reads as a sentence beside its field', () => {
    const problems = problemsOf({ ...line, routes: ['10.0.0.0/8', 'x'] });
    expect(problemAt(problems, 'routes', 'A route')).toBe(
      'A route is not an IPv4 network such as 10.0.0.0/8.',
    );
    expect(problemAt(problems, 'route', 'A route')).toBeUndefined();
  });

  it('is nothing in entries that make sense', () => {
    for (const draft of [line, tunnel]) {
      expect(entrySchema.safeParse(draft).success).toBe(true);
      expect(problemsOf(draft)).toEqual({});
    }
  });
});

test.each([
  [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 0 }, false],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [null, {}, false],
])('%j and %j are the same: %s', (a, b, expected) => {
  expect(same(a, b)).toBe(expected);
});
