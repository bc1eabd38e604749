/** Whole tunnels: our PPTP client against our PPTP server, two network namespaces on one cable. */
import { describe, expect, test } from 'vitest';
import type { Failure } from '../protocol/failure.ts';
import type { Order } from './testing/answerer.ts';
import type { ServiceOrder } from './testing/options.ts';
import { runScenario } from './testing/run-scenario.ts';
import type { ConnectResult, DialParameters, HangUpResult, Result } from './testing/scenarios.ts';

const address = '192.0.2.2';
const secure: ServiceOrder = { methods: ['mschap-v2'], encryption: 'require' };
const server = (service = secure, maximumCalls = 4): { readonly order: Order } => ({
  order: { type: 'pptp', address, service, maximumCalls },
});

const run = async <T>(name: string, parameters: object): Promise<T> =>
  (await runScenario(name, parameters)) as T;
const fail = (parameters: DialParameters) => run<Result>('fail', parameters);

describe('a tunnel', () => {
  test('comes up with MS-CHAP v2 and MPPE-128, carries packets both ways, and leaves nothing behind', async () => {
    const result = await run<ConnectResult>('connect', { ...server(), changes: { encryption: 'maximum' } });
    expect(result.projections[0]).toMatchObject({
      interfaceName: 'dun0',
      mtu: 1396,
      server: address,
      agreement: { authentication: 'MS-CHAP v2', encryptionBits: 128, ipv4: { local: '10.98.0.10' } },
    });
    expect(result.pings).toEqual({ small: 3, full: 3, back: 3 });
    expect(result.failure).toBeUndefined();
    expect(result.after).toEqual(result.before);
    expect(result.allocatedAfter).toEqual([]);
  });

  test.each(['near', 'far'])(
    'where the path is narrow at the %s end, full packets cross whole',
    async (narrow) => {
      const result = await run<ConnectResult>('connect', {
        ...server(),
        narrow,
        changes: { encryption: 'maximum', mru: 1500 },
      });
      expect(result.projections[0]).toMatchObject({ mtu: 1356 });
      expect(result.pings).toEqual({ small: 3, full: 3, back: 3 });
      expect(result.fragments).toBe(0);
    },
  );

  test(
    'several run side by side, and one more than the server has lines for is refused',
    { timeout: 40_000 },
    async () => {
      const result = await run<{ pings: number[]; last: Result; allocatedAfter: string[] }>('several', {
        ...server(secure, 3),
        count: 3,
      });
      expect(result.pings).toEqual([3, 3, 3]);
      expect(result.last.failure).toMatchObject({ number: 676 });
      expect(result.allocatedAfter).toEqual([]);
    },
  );

  test('refuses a wrong password with 691', async () => {
    const result = await fail({
      ...server(),
      changes: { credentials: { user: 'alice', password: 'wrong' } },
    });
    expect(result.failure).toMatchObject({ number: 691 });
  });

  test('a server that does not encrypt is 742 where we must', async () => {
    const result = await fail({
      ...server({ methods: ['mschap-v2'], encryption: 'none' }),
      changes: { encryption: 'require' },
    });
    expect(result.failure).toMatchObject({ number: 742 });
    expect(result.projections).toEqual([]);
  });

  test('nobody listening is 808', async () => {
    const result = await fail({});
    expect(result.failure).toMatchObject({ number: 808 });
    expect(result.states).toEqual([
      'openPort',
      'portOpened',
      'connectDevice',
      'disconnecting',
      'disconnected',
    ]);
  });

  test('no answer at all is 809', async () => {
    const result = await fail({ device: { kind: 'pptp', host: '192.0.2.99', connectTimeout: 300 } });
    expect(result.failure).toMatchObject({ number: 809 });
  });

  test('a name that does not resolve is 868', async () => {
    const result = await fail({ device: { kind: 'pptp', host: 'vpn.example', connectTimeout: 300 } });
    expect(result.failure).toMatchObject({ number: 868 });
  });

  test('a server that refuses GRE packets is 806, without waiting for LCP to give up', async () => {
    const result = await fail({ order: { type: 'no-gre', address, how: 'deaf' } });
    expect(result.failure).toMatchObject({ number: 806 });
    expect(result.failure?.evidence).toContain('ENOPROTOOPT');
  });

  test('GRE that vanishes without a trace is 806 too', async () => {
    const result = await fail({ order: { type: 'no-gre', address, how: 'mute' }, haste: 20 });
    expect(result.failure).toMatchObject({ number: 806 });
    // Long before that, the user hears that nothing comes back.
    const told = result.states.filter((state) => state === 'allDevicesConnected');
    expect(told).toHaveLength(2);
  });

  test(
    'connections that never call keep nobody out for longer than they last',
    { timeout: 40_000 },
    async () => {
      const result = await run<{ crowded: Failure | undefined; states: string[] }>('crowd', {
        ...server(),
        count: 10,
        turnedAway: 2,
      });
      expect(result.crowded).toBeDefined();
      expect(result.states).toContain('connected');
    },
  );

  test('a first packet that overtakes the reply to our request is answered, not asked for again', async () => {
    const result = await run<Result & { statesBefore: string[] }>('overtaken', {
      order: { type: 'eager', address, service: secure },
    });
    expect(result.statesBefore.at(-1)).toBe('connectDevice');
    expect(result.states).toContain('connected');
    expect(result.far.match(/sent LCP Configure-Request/g)).toHaveLength(1);
    expect(result.after).toEqual(result.before);
  });

  test('the server hanging up is told with its reason', async () => {
    const result = await run<Result>('peerLeaves', server());
    expect(result.failure).toBeDefined();
    expect(result.after).toEqual(result.before);
  });

  test(
    'hanging up in any state ends it soon, without failure, and releases everything',
    { timeout: 60_000 },
    async () => {
      const states = [
        'openPort',
        'connectDevice',
        'deviceConnected',
        'allDevicesConnected',
        'authenticate',
        'authProject',
        'projected',
        'connected',
      ];
      const results = await run<HangUpResult[]>('hangUpAt', { ...server(), states });
      expect(results.map((result) => result.state)).toEqual(states);
      for (const result of results) {
        expect(result.failure, result.state).toBeUndefined();
        expect(result.milliseconds, result.state).toBeLessThan(5_000);
        expect(result.after, result.state).toEqual(result.before);
      }
    },
  );
});
