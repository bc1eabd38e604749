/** Whole calls on a line: our calling engine against our answering engine, two network namespaces, real interfaces. */
import { describe, expect, test } from 'vitest';
import type { ConnectResult, DialParameters, HangUpResult, Result } from './testing/scenarios.ts';
import type { ServiceOrder } from './testing/options.ts';
import type { RekeyResult } from './testing/rekeying.ts';
import { runScenario } from './testing/run-scenario.ts';

const chap: ServiceOrder = { methods: ['chap'], encryption: 'optional' };
const onPty = (service: ServiceOrder = chap): DialParameters => ({ order: { type: 'pty', service } });

const run = async <T>(name: string, parameters: object): Promise<T> =>
  (await runScenario(name, parameters)) as T;
const connect = (parameters: DialParameters) => run<ConnectResult>('connect', parameters);
const fail = (parameters: DialParameters) => run<Result>('fail', parameters);

const allPings = { small: 3, full: 3, back: 3 };

describe('a null modem', () => {
  test('comes up with CHAP, carries packets both ways, and leaves nothing behind', async () => {
    const result = await connect(onPty());
    expect(result.states).toEqual([
      'openPort',
      'portOpened',
      'connectDevice',
      'deviceConnected',
      'allDevicesConnected',
      'authenticate',
      'authNotify',
      'authProject',
      'projected',
      'connected',
      'disconnecting',
      'disconnected',
    ]);
    expect(result.projections).toHaveLength(1);
    expect(result.projections[0]).toMatchObject({
      interfaceName: 'dun0',
      mtu: 1400,
      agreement: {
        encryptionBits: 0,
        ipv4: { local: '10.98.0.10', remote: '10.98.0.1', dns: ['10.98.0.53'] },
      },
    });
    expect(result.pings).toEqual(allPings);
    expect(result.failure).toBeUndefined();
    expect(result.after).toEqual(result.before);
    expect(result.allocatedAfter).toEqual([]);
    expect(result.log).not.toContain('pass word');
  });

  test.each(['pap', 'mschap', 'mschap-v2', 'eap'] as const)('comes up with %s', async (method) => {
    const result = await connect(onPty({ methods: [method], encryption: 'none' }));
    expect(result.pings).toEqual(allPings);
    expect(result.log).not.toContain('pass word');
  });

  test('goes on by itself where the other end speaks PPP and no terminal is needed', async () => {
    const result = await connect({ ...onPty(), changes: { interactive: true, terminal: 'before' } });
    expect(result.states.slice(3, 6)).toEqual(['deviceConnected', 'interactive', 'allDevicesConnected']);
    expect(result.pings).toEqual(allPings);
    expect(result.after).toEqual(result.before);
  });

  test('runs the script of the entry', async () => {
    const script = 'proc main\n waitfor "never" until 60\nendproc';
    const result = await connect({ ...onPty(), changes: { script } });
    expect(result.log).toContain('waits for "never"');
    expect(result.pings).toEqual(allPings);
  });

  test('a script that is wrong is 752 before the port is opened', async () => {
    const result = await fail({ ...onPty(), changes: { script: 'proc main\n what?\nendproc' } });
    expect(result.failure).toMatchObject({ number: 752, evidence: 'line 2, column 6' });
    expect(result.states).toEqual(['disconnecting', 'disconnected']);
    expect(result.after).toEqual(result.before);
  });

  test('encrypts with 128 bits and takes the four bytes from the MTU', async () => {
    const result = await connect({
      ...onPty({ methods: ['mschap-v2'], encryption: 'require' }),
      changes: { encryption: 'maximum' },
    });
    expect(result.projections[0]).toMatchObject({ mtu: 1396, agreement: { encryptionBits: 128 } });
    expect(result.pings).toEqual(allPings);
  });

  test('carries IPv6 interface identifiers', async () => {
    const result = await connect({
      ...onPty({ methods: ['chap'], encryption: 'none', ipv6: true }),
      changes: { ipv6: true },
    });
    expect(result.projections[0]?.agreement.ipv6).toBeDefined();
    expect(result.pings).toEqual(allPings);
  });

  test.each(['pap', 'chap', 'mschap', 'mschap-v2', 'eap'] as const)(
    'refuses a wrong password with 691: %s',
    async (method) => {
      const result = await fail({
        ...onPty({ methods: [method], encryption: 'none' }),
        changes: { credentials: { user: 'alice', password: 'wrong' } },
      });
      expect(result.failure).toMatchObject({ number: 691 });
      expect(result.states.at(-1)).toBe('disconnected');
      expect(result.after).toEqual(result.before);
    },
  );

  test('a user who mistyped the password may try again', async () => {
    const result = await run<Result>('retry', {
      ...onPty({ methods: ['mschap-v2'], encryption: 'none' }),
      changes: { interactive: true, credentials: { user: 'alice', password: 'wrong' } },
    });
    expect(result.states).toContain('retryAuthentication');
    expect(result.failure).toBeUndefined();
  });

  test('a disabled account is 647', async () => {
    const result = await fail({
      ...onPty({ methods: ['mschap-v2'], encryption: 'none' }),
      changes: { credentials: { user: 'disabled', password: 'pass word' } },
    });
    expect(result.failure).toMatchObject({ number: 647 });
  });

  test('a peer that does not encrypt is 742 where we must', async () => {
    const result = await fail({
      ...onPty({ methods: ['mschap-v2'], encryption: 'none' }),
      changes: { encryption: 'require' },
    });
    expect(result.failure).toMatchObject({ number: 742 });
    expect(result.projections).toEqual([]);
  });

  test('a port that does not exist is 615', async () => {
    const device = { kind: 'null-modem', path: '/dev/ttyNONE', speed: 115_200, flow: 'none' } as const;
    const result = await fail({ device });
    expect(result.failure).toMatchObject({ number: 615 });
    expect(result.states).toEqual(['openPort', 'disconnecting', 'disconnected']);
  });

  test('the other end hanging up is told with its reason', async () => {
    const result = await run<Result>('peerLeaves', onPty());
    expect(result.failure?.number).toBe(719);
    expect(result.after).toEqual(result.before);
  });

  test('losing the link beneath ends the call at once', async () => {
    const result = await run<Result & { atOnce: boolean }>('lowerLost', onPty());
    expect(result.atOnce).toBe(true);
    expect(result.failure).toMatchObject({ number: 629, cause: 'The call beneath was lost.' });
    expect(result.after).toEqual(result.before);
  });

  test(
    'hanging up in any state ends it soon, without failure, and releases everything',
    { timeout: 60_000 },
    async () => {
      const states = [
        'openPort',
        'portOpened',
        'deviceConnected',
        'allDevicesConnected',
        'authenticate',
        'authNotify',
        'authProject',
        'projected',
        'connected',
      ];
      const results = await run<HangUpResult[]>('hangUpAt', { ...onPty(), states });
      expect(results.map((result) => result.state)).toEqual(states);
      for (const result of results) {
        expect(result.failure, result.state).toBeUndefined();
        expect(result.milliseconds, result.state).toBeLessThan(5_000);
        expect(result.states.at(-1)).toBe('disconnected');
        expect(result.after, result.state).toEqual(result.before);
      }
    },
  );
});

describe('a line over TCP', () => {
  test.each([
    { kind: 'null-modem', host: '127.0.0.1', port: 9, speed: 0, flow: 'none' } as const,
    {
      kind: 'tcp-modem',
      host: '127.0.0.1',
      port: 9,
      init: [],
      dialling: 'tone',
      number: '1',
      carrierTimeout: 1_000,
    } as const,
  ])('that nobody answers is 633: $kind', async (device) => {
    const result = await fail({ device });
    expect(result.failure).toMatchObject({ number: 633 });
    expect(result.after).toEqual(result.before);
  });

  test('to a name that does not resolve is 868', async () => {
    const result = await fail({
      device: { kind: 'null-modem', host: 'modems.example', port: 9, speed: 0, flow: 'none' },
    });
    expect(result.failure).toMatchObject({ number: 868 });
  });
});

describe('a modem', () => {
  const dialling = (onDial?: string): DialParameters => ({
    order: { type: 'modem', service: chap, ...(onDial === undefined ? {} : { onDial }) },
  });

  test('is dialled, connects, carries packets, and is hung up', { timeout: 40_000 }, async () => {
    const result = await connect(dialling('CONNECT 57600'));
    expect(result.pings).toEqual(allPings);
    expect(result.failure).toBeUndefined();
    expect(result.log).toContain('CONNECT 57600');
    expect(result.log).not.toContain('5550100');
    expect(result.log).toContain('ATQ0V1E0');
    expect(result.log).toContain('ATS0=0');
  });

  test.each([{ init: ['AT&F'] }, { init: [] }])(
    'gets the init of the entry instead of ours: $init',
    { timeout: 40_000 },
    async ({ init }) => {
      const result = await fail({ ...dialling('BUSY'), init });
      expect(result.failure).toMatchObject({ number: 676 });
      for (const line of init) expect(result.log).toContain(line);
      expect(result.log).not.toContain('ATQ0V1E0');
      expect(result.log).not.toContain('ATS0=0');
    },
  );

  test.each([
    ['BUSY', 676],
    ['NO ANSWER', 678],
    ['NO CARRIER', 679],
    ['NO DIALTONE', 680],
  ])('that says %s is error %i', { timeout: 40_000 }, async (answer, number) => {
    const result = await fail(dialling(answer));
    expect(result.failure).toMatchObject({ number });
    expect(result.states).not.toContain('deviceConnected');
  });

  test('hanging up while it dials ends it soon', { timeout: 40_000 }, async () => {
    const results = await run<HangUpResult[]>('hangUpAt', { ...dialling(), states: ['connectDevice'] });
    for (const result of results) {
      expect(result.failure).toBeUndefined();
      expect(result.milliseconds).toBeLessThan(5_000);
      expect(result.after).toEqual(result.before);
    }
  });

  test(
    'where encryption is required no packet leaves without keys, whenever they are negotiated, or given up',
    { timeout: 40_000 },
    async () => {
      const rounds = 4;
      const result = await run<RekeyResult>('rekey', {
        order: {
          type: 'modem',
          service: { methods: ['mschap-v2'], encryption: 'require' },
          onDial: 'CONNECT 57600',
        },
        changes: { encryption: 'maximum' },
        rounds,
      });
      expect(result).toMatchObject({ clear: 0, early: 0 });
      expect(result.failure).toBeDefined();
      expect(result.sentAfterEach).toHaveLength(rounds + 1);
      expect(Math.min(...result.sentAfterEach)).toBeGreaterThan(0);
    },
  );

  test(
    'a peer that negotiates anew gets the same interface back, and nobody is told again',
    { timeout: 40_000 },
    async () => {
      const result = await run<Result & { ping: number; interfaceBefore: number; interfaceAfter: number }>(
        'renegotiate',
        dialling('CONNECT 57600'),
      );
      expect(result.ping).toBe(3);
      expect(result.interfaceAfter).toBe(result.interfaceBefore);
      expect(result.projections).toHaveLength(1);
      expect(result.states.filter((state) => state === 'connected')).toHaveLength(1);
      expect(result.after).toEqual(result.before);
    },
  );
});
