import { readdirSync, readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from './dial-error.ts';
import { FrameReader, frameHeader, maximumMessage } from './framing.ts';
import { helper, requestMessage, verbNames } from './helper.ts';
import { formatLogRecord } from './log.ts';
import { entry, knownKeys, phonebookFile, resolveEntry } from './phonebook.ts';
import { rasErrors } from './ras-errors.ts';
import { Secret } from './secret.ts';
import { oneLine } from './text.ts';
import { version } from './version.ts';
import { z } from './zod.ts';

const office = { name: 'Office', device: { kind: 'pptp' }, host: 'vpn.example.net' } as const;
const bodies = {
  hello: { protocol: 2, program: 'test' },
  dial: {
    entry: 'Office',
    entries: [office],
    credentials: { Office: { user: 'alice', password: 'pw' } },
    interactive: false,
  },
  hangup: { entry: 'Office' },
  status: {},
  subscribe: { states: true, log: 'replay', capture: false, counters: true },
  retryWith: { entry: 'Office', credentials: { user: 'alice', password: 'pw' } },
  changePassword: { entry: 'Office', password: 'pw' },
  terminalWrite: { entry: 'Office', data: 'cHcNCg==' },
  terminalDone: { entry: 'Office' },
  testModem: { device: { kind: 'modem', port: '/dev/ttyS0' } },
} as const;

/** What is no RAS error though it has three such digits: a modem's pause, a port's time limit, a file's mode. */
const otherwise = new Set(['600']);

/**
 * Every number that the code could raise, whatever it is wrapped in: a field, an argument, a row of a table. The list of
 * errors that a redial does not mend raises none.
 */
function raisedNumbers(): Set<string> {
  const root = new URL('../', import.meta.url);
  const sources = ['protocol', 'engine', 'helper', 'client', 'cli'].flatMap((room) =>
    readdirSync(new URL(`${room}/`, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|(?:^|\/)testing\/|^redial-policy/.test(name))
      .map((name) => readFileSync(new URL(`${room}/${name}`, root), 'utf8')),
  );
  const code = sources.map((source) => source.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, '')).join('\n');
  const numbers = [...code.matchAll(/(?<![\w.#'-])[6-9]\d\d(?![\w.])/g)].map(([number]) => number);
  return new Set(numbers.filter((number) => !otherwise.has(number)));
}

describe('the verbs', () => {
  it.each(verbNames)('%s takes its body and refuses an unknown key', (verb) => {
    const { request } = helper.verbs[verb];
    expect(request.safeParse(bodies[verb]).success).toBe(true);
    expect(request.safeParse({ ...bodies[verb], path: '/etc/passwd' }).success).toBe(false);
  });

  it('refuse an unknown key inside an entry and inside credentials', () => {
    const { request } = helper.verbs.dial;
    expect(request.safeParse({ ...bodies.dial, entries: [{ ...office, program: 'x' }] }).success).toBe(false);
    const device = { kind: 'pptp', options: 'x' };
    expect(request.safeParse({ ...bodies.dial, entries: [{ ...office, device }] }).success).toBe(false);
    const credentials = { Office: { user: 'a', password: 'b', shell: 'c' } };
    expect(request.safeParse({ ...bodies.dial, credentials }).success).toBe(false);
  });

  it('refuse control characters and endless strings wherever a string is', () => {
    for (const name of ['a\nb', 'a\0b', '\u001b[2J', 'a\u2028b', 'x'.repeat(300), ''])
      expect(helper.verbs.hangup.request.safeParse({ entry: name }).success).toBe(false);
    const modem = { name: 'ISP', device: { kind: 'modem', port: '/dev/ttyS0' } };
    for (const phone of ['1\r\nATH', '1'.repeat(200)])
      expect(entry.safeParse({ ...modem, phone }).success).toBe(false);
    for (const port of ['ttyS0', '/etc/passwd', '/dev/tty S0'])
      expect(entry.safeParse({ name: 'ISP', phone: '1', device: { kind: 'modem', port } }).success).toBe(
        false,
      );
    expect(entry.safeParse({ ...office, host: '-oProxyCommand=x' }).success).toBe(false);
    expect(entry.safeParse({ ...office, routes: ['10.0.0.0/8; reboot'] }).success).toBe(false);
  });

  it('are a closed list', () => {
    expect(requestMessage.safeParse({ id: 1, verb: 'run', body: {} }).success).toBe(false);
    expect(requestMessage.safeParse({ id: 1, verb: 'status', body: {}, uid: 0 }).success).toBe(false);
  });
});

describe('a secret', () => {
  const shown = new Secret('hunter2');
  it('prints as dots', () => {
    for (const text of [
      String(shown),
      shown.toString(),
      JSON.stringify({ shown }),
      inspect({ shown }, { depth: 9, showHidden: true }),
    ])
      expect(text).not.toContain('hunter2');
  });
  it('is text on the wire and a Secret on either side', () => {
    const { request } = helper.verbs.changePassword;
    const wire = z.encode(request, { entry: 'Office', password: shown });
    expect(wire).toEqual({ entry: 'Office', password: 'hunter2' });
    expect(request.parse(wire).password.reveal()).toBe('hunter2');
  });
});

describe('framing', () => {
  const framed = (bodies_: readonly Uint8Array[]) =>
    Uint8Array.from(bodies_.flatMap((body) => [...frameHeader(body.length), ...body]));

  it('cuts a stream into the same messages however it is split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 })),
        fc.array(fc.nat(60)),
        (messages, cuts) => {
          const stream = framed(messages);
          const reader = new FrameReader();
          const got: Uint8Array[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn += 1) {
            const end = at + 1 + (cuts[turn % Math.max(1, cuts.length)] ?? 0);
            const read = reader.push(stream.subarray(at, end));
            if ('malformed' in read) throw new Error(read.malformed);
            got.push(...read.messages);
            at = end;
          }
          expect(got).toEqual(messages);
        },
      ),
    );
  });
  it('refuses empty and oversized messages before reading them', () => {
    expect(new FrameReader().push(Uint8Array.of(0, 0, 0, 0))).toEqual({ malformed: 'an empty message' });
    expect(new FrameReader().push(Uint8Array.of(0xff, 0xff, 0xff, 0xff))).toHaveProperty('malformed');
    expect(() => frameHeader(maximumMessage + 1)).toThrow(RangeError);
  });
  it('never throws on random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void new FrameReader().push(bytes)));
  });
});

describe('the phonebook', () => {
  it('demands no password in clear and encryption of a tunnel, and neither of a line', () => {
    expect(resolveEntry(entry.parse(office))).toMatchObject({ encryption: 'require', mru: 1400 });
    expect(resolveEntry(entry.parse(office)).auth).not.toContain('pap');
    const isp = entry.parse({ name: 'ISP', phone: '1', device: { kind: 'modem', port: '/dev/ttyS0' } });
    expect(resolveEntry(isp)).toMatchObject({ encryption: 'optional', mru: 1500 });
    expect(resolveEntry(isp).auth).toContain('pap');
  });
  it('adds minutes and seconds of idleness', () => {
    expect(resolveEntry(entry.parse({ ...office, idle: { minutes: 2, seconds: 5 } })).idle).toBe(125);
  });
  it('says what an entry lacks', () => {
    const lacking = [
      [{ name: 'a', device: { kind: 'pptp' } }, 'host'],
      [{ name: '__proto__', host: 'h', device: { kind: 'pptp' } }, 'name'],
      [{ name: 'a', device: { kind: 'modem', port: '/dev/ttyS0' } }, 'phone'],
      [{ name: 'a', device: { kind: 'null-modem', port: 2000 } }, 'device.port'],
    ] as const;
    for (const [value, path] of lacking)
      expect(entry.safeParse(value).error?.issues[0]?.path.join('.')).toBe(path);
  });
  it('keeps foreign keys in the file and off the wire', () => {
    const written = {
      version: 1,
      theme: 'teal',
      entries: [{ ...office, icon: 'x', idle: { minutes: 1, jitter: 2 } }],
    };
    const read = phonebookFile.parse(written);
    expect(read).toEqual(written);
    expect(knownKeys(read.entries[0]!)).toEqual({ ...office, idle: { minutes: 1 } });
  });
  it('refuses two entries of one name', () => {
    expect(phonebookFile.safeParse({ version: 1, entries: [office, office] }).success).toBe(false);
  });
});

describe('errors', () => {
  it('have a sentence and an advice each, in full', () => {
    for (const text of Object.values(rasErrors)) {
      expect(text?.name).toMatch(/^ERROR_[A-Z_]+$/);
      expect(text?.what).toMatch(/^[A-Z].*\.$/);
      expect(text?.attempt).toMatch(/^[A-Z].*\.$/);
    }
  });
  it('have a row for every number that is raised, and no other', () => {
    const raised = raisedNumbers();
    expect(raised.size).toBeGreaterThan(50);
    expect(Object.keys(rasErrors)).toEqual([...raised].sort());
  });
  it('name number, leg, entry and evidence', () => {
    const told = describeError({
      number: 691,
      leg: 'tunnel',
      entry: 'Office',
      cause: 'Refused.',
      evidence: 'E=691 R=0',
    });
    expect(told).toMatch(/^Error 691: /);
    for (const part of ['tunnel', '"Office"', 'Refused.', 'E=691 R=0']) expect(told).toContain(part);
  });
});

it('a log line has time, entry, layer, direction and words', () => {
  const time = new Date(2026, 2, 1, 12, 3, 4, 56).getTime();
  expect(
    formatLogRecord({
      time,
      entry: 'ISP',
      layer: 'lcp',
      direction: 'sent',
      text: 'Echo-Request',
    }),
  ).toBe('2026-03-01 12:03:04.056 [ISP] lcp    > Echo-Request');
});

it('the version is the package’s', () => {
  const { version: packaged } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as {
    version: string;
  };
  expect(version).toBe(packaged);
});

describe('text that a peer had a part in', () => {
  const hostile = 'NO\u001b[2J\r\nError 0: fine\u009b\u202e\u0000';
  it('stays on its line and cannot speak to a terminal', () => {
    expect(oneLine(hostile)).toBe('NO\\u001b[2J\\u000d\\u000aError 0: fine\\u009b\\u202e\\u0000');
    expect(oneLine('Zürich "555-0100" €')).toBe('Zürich "555-0100" €');
  });
  it('adds no line to a log or to an error', () => {
    const record = { time: 0, entry: 'A', call: 1, leg: 'isp', layer: 'modem', text: hostile } as const;
    expect(oneLine(formatLogRecord(record))).toBe(formatLogRecord(record));
    const lines = describeError({ number: 691, entry: 'A', cause: hostile, evidence: hostile }).split('\n');
    expect(lines.map((line) => line.trimStart().split(' ')[0])).toEqual([
      'Error',
      'Where:',
      'Cause:',
      'Evidence:',
      'Try:',
    ]);
    expect(lines.map(oneLine)).toEqual(lines);
  });
});

it('a route leads to a network, not to an address with a prefix', () => {
  const withRoute = (route: string) => entry.safeParse({ ...office, routes: [route] }).success;
  for (const good of ['10.0.0.0/8', '10.99.0.0/24', '192.0.2.7', '192.0.2.7/32', '0.0.0.0/0', '128.0.0.0/1'])
    expect([good, withRoute(good)]).toEqual([good, true]);
  for (const bad of [
    '10.1.2.3/8',
    '10.99.0.1/24',
    '64.0.0.0/1',
    '10.0.0.0/33',
    '--help',
    '10.0.0.0/8 dev eth0',
  ])
    expect([bad, withRoute(bad)]).toEqual([bad, false]);
});
