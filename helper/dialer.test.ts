/** Chains, redials, idleness and cancellation, with calls that a test plays and a clock that it moves. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DialFailure } from '../contract/dial-error.ts';
import type { HelperEvent } from '../contract/helper.ts';
import type { Entry } from '../contract/phonebook.ts';
import { Secret } from '../contract/secret.ts';
import type { Call, CallHost, CallOptions, Failure } from '../engine/call-types.ts';
import { Dialer } from './dialer.ts';
import { FakeClock, settle } from './testing/fake-clock.ts';

const agreement = {
  encryptionBits: 0,
  send: { accm: 0, pfc: false, acfc: false, mru: 1500 },
  receive: { accm: 0, pfc: false, acfc: false, mru: 1500 },
  ipv4: { local: '10.0.0.2', remote: '10.0.0.1', dns: [], nbns: [] },
} as const;

/** A call whose other end is the test. */
class PlayedCall implements Call {
  readonly options: CallOptions;
  readonly host: CallHost;
  state: Call['state'] = 'openPort';
  lineSpeed: number | undefined;
  idle = 0;
  exempt: readonly string[] = [];
  typed = '';
  hungUp = false;
  over = false;

  constructor(options: CallOptions, host: CallHost) {
    this.options = options;
    this.host = host;
  }
  hangUp(): void {
    this.hungUp = true;
    this.end(undefined);
  }
  lowerLost(failure: Failure): void {
    this.end(failure);
  }
  retryWith(): void {
    this.enter('authenticate');
  }
  changePassword(): void {
    this.enter('authenticate');
  }
  terminalWrite(bytes: Uint8Array): boolean {
    if (this.state !== 'interactive') return false;
    this.typed += String.fromCharCode(...bytes);
    return true;
  }
  terminalDone(): boolean {
    if (this.state !== 'interactive') return false;
    this.enter('allDevicesConnected');
    return true;
  }
  setCapture(): void {
    // The tests of the real engine look at frames.
  }
  setIdleExempt(addresses: readonly string[]): void {
    this.exempt = addresses;
  }
  counters() {
    return { idle: this.idle } as ReturnType<Call['counters']>;
  }
  enter(state: Call['state']): void {
    this.state = state;
    this.host.state(state);
  }
  async up(interfaceName: string, server = '198.51.100.1'): Promise<void> {
    if (this.options.device.kind === 'pptp') await this.host.reachServer(server);
    await this.host.projected({ interfaceName, interfaceIndex: 1, mtu: 1500, agreement });
    this.enter('connected');
  }
  end(failure: Failure | undefined): void {
    if (this.over) return;
    this.over = true;
    this.enter('disconnected');
    this.host.ended(failure);
  }
}

const isp: Entry = { name: 'ISP', device: { kind: 'modem', port: '/dev/ttyS9' }, phone: '1' };
const office: Entry = { name: 'Office', device: { kind: 'pptp' }, host: 'vpn.example.net', dialFirst: 'ISP' };
const busy: Failure = { number: 676, cause: 'The line is busy.', evidence: 'BUSY' };
const dropped: Failure = { number: 629, cause: 'The other end hung up.', evidence: 'NO CARRIER' };

describe('the dialer', () => {
  let clock: FakeClock;
  let calls: PlayedCall[];
  let events: HelperEvent[];
  let network: string[];
  let dialer: Dialer;
  beforeEach(() => {
    clock = new FakeClock();
    [calls, events, network] = [[], [], []];
    dialer = new Dialer({
      clock,
      wallTime: () => clock.now(),
      startCall: (options, host) => {
        const call = new PlayedCall(options, host);
        calls.push(call);
        return call;
      },
      testModem: () => Promise.resolve({ dialogue: [] }),
      leg: (call) => ({
        reachServer: (address, beneath) => {
          network.push(`${call} reach ${address} by ${beneath ?? 'the host'}`);
          return Promise.resolve();
        },
        project: ({ interfaceName }) => {
          network.push(`${call} project ${interfaceName}`);
          return Promise.resolve();
        },
        release: () => {
          network.push(`${call} release`);
          return Promise.resolve();
        },
        routes: [],
        dns: [],
      }),
      resolve: () => Promise.resolve(['198.51.100.1']),
      checkPort: (path) => ({ path }),
      publish: (event) => {
        events.push(event);
      },
      changed: () => undefined,
    });
  });

  /** Dials, and keeps how it ends. */
  function dial(entry: string, ...entries: readonly Entry[]) {
    const credentials = { [entry]: { user: 'alice', password: new Secret('pw') } };
    const told: { connected?: true; error?: DialFailure } = {};
    dialer.dial({ entry, entries: [...entries], credentials, interactive: true }, 0).connected.then(
      () => {
        told.connected = true;
      },
      (error: unknown) => {
        if (error instanceof DialFailure) told.error = error;
      },
    );
    return told;
  }
  const kinds = () => calls.map(({ options }) => options.device.kind);
  const ended = (name: string) =>
    events.flatMap((event) => (event.event === 'ended' && event.body.entry === name ? [event.body] : []));
  async function chainUp(top: Entry = office, bottom: Entry = isp) {
    const told = dial('Office', top, bottom);
    await settle();
    await calls.at(-1)?.up('dun0');
    await settle();
    await calls.at(-1)?.up('dun1');
    await settle();
    expect(told.connected).toBe(true);
    return told;
  }

  it('dials what comes first, and the tunnel only when that is connected', async () => {
    dial('Office', office, isp);
    await settle();
    expect(kinds()).toEqual(['modem']);
    await calls[0]!.up('dun0');
    await settle();
    expect(kinds()).toEqual(['modem', 'pptp']);
    await calls[1]!.up('dun1');
    expect(network).toContain('1 reach 198.51.100.1 by dun0');
    expect(calls[0]!.exempt).toEqual(['198.51.100.1']);
  });

  it('uses a connection that is up already', async () => {
    dial('ISP', isp);
    await settle();
    await calls[0]!.up('dun0');
    dial('Office', office, isp);
    await settle();
    expect(kinds()).toEqual(['modem', 'pptp']);
  });

  it.each([
    ['user name', { user: '', password: new Secret('pw') }],
    ['password', { user: 'alice', password: new Secret('') }],
  ])('ends with 703 when the other end asks and there is no %s', async (missing, credentials) => {
    const redialled = { ...isp, redial: { attempts: 3 } };
    const { connected } = dialer.dial(
      { entry: 'ISP', entries: [redialled], credentials: { ISP: credentials }, interactive: false },
      0,
    );
    const refused = expect(connected).rejects.toMatchObject({
      error: { number: 703, leg: 'isp', entry: 'ISP', cause: expect.stringContaining(missing) },
    });
    await settle();
    calls[0]!.enter('authenticate');
    await refused;
    expect(calls).toHaveLength(1);
    expect(calls[0]!.hungUp).toBe(true);
    expect(network).toEqual(['1 release']);
  });

  it('connects without a name where nobody asks for one', async () => {
    const { connected } = dialer.dial(
      { entry: 'ISP', entries: [isp], credentials: {}, interactive: false },
      0,
    );
    await settle();
    await calls[0]!.up('dun0');
    await connected;
    expect(calls[0]!.options.credentials.user).toBe('');
  });

  it('takes no credentials for an entry that was given none, whatever it is called', async () => {
    const entry = { ...isp, name: 'constructor' };
    dialer.dial({ entry: entry.name, entries: [entry], credentials: {}, interactive: false }, 0);
    await settle();
    expect(calls[0]!.options.credentials).toEqual({ user: '', password: '' });
  });

  it('leaves the provider connected when the tunnel is hung up', async () => {
    await chainUp();
    expect(await dialer.hangUp('Office')).toBe(true);
    expect(calls[0]!.hungUp).toBe(false);
    expect(calls[0]!.exempt).toEqual([]);
    expect(ended('Office')[0]?.error).toBeUndefined();
  });

  it('exempts the servers of all tunnels inside a call, each as long as its own tunnel lasts', async () => {
    await chainUp();
    for (const [name, server] of [
      ['Branch', '198.51.100.2'],
      ['Again', '198.51.100.1'],
    ] as const) {
      dial(name, { ...office, name }, isp);
      await settle();
      await calls.at(-1)!.up(`dun${calls.length}`, server);
      await settle();
    }
    expect(calls[0]!.exempt).toEqual(['198.51.100.1', '198.51.100.2', '198.51.100.1']);
    await dialer.hangUp('Office');
    expect(calls[0]!.exempt).toEqual(['198.51.100.2', '198.51.100.1']);
    await dialer.hangUp('Branch');
    expect(calls[0]!.exempt).toEqual(['198.51.100.1']);
  });

  it('hangs up the tunnel before the provider', async () => {
    await chainUp();
    await dialer.hangUp('ISP');
    expect(events.flatMap((event) => (event.event === 'ended' ? [event.body.entry] : []))).toEqual([
      'Office',
      'ISP',
    ]);
    expect(ended('Office')[0]?.error).toBeUndefined();
  });

  it('ends the tunnel with 807 and the evidence when the provider is lost', async () => {
    await chainUp();
    calls[0]!.end(dropped);
    await settle();
    expect(ended('Office')[0]?.error).toMatchObject({ number: 807, leg: 'tunnel', entry: 'Office' });
    expect(ended('Office')[0]?.error?.evidence).toContain('629');
    expect(ended('ISP')[0]?.error).toMatchObject({ number: 629, leg: 'isp', entry: 'ISP' });
  });

  it('leaves nothing behind when the tunnel fails, and tells the tunnel error', async () => {
    const told = dial('Office', office, isp);
    await settle();
    await calls[0]!.up('dun0');
    await settle();
    calls[1]!.end({ number: 808, cause: 'Refused.' });
    await settle();
    await settle();
    expect(told.error?.error).toMatchObject({ number: 808, entry: 'Office', leg: 'tunnel' });
    expect(calls[0]!.hungUp).toBe(true);
    expect(dialer.size).toBe(0);
  });

  it('keeps a provider that was dialled by itself when the tunnel fails', async () => {
    dial('ISP', isp);
    await settle();
    await calls[0]!.up('dun0');
    dial('Office', office, isp);
    await settle();
    calls[1]!.end({ number: 808, cause: 'Refused.' });
    await settle();
    expect(calls[0]!.hungUp).toBe(false);
  });

  it('names the leg that failed: the modem before carrier, the provider after', async () => {
    const first = dial('Office', office, isp);
    await settle();
    calls[0]!.enter('connectDevice');
    calls[0]!.end(busy);
    await settle();
    expect(first.error?.error).toMatchObject({ number: 676, leg: 'modem', entry: 'ISP', evidence: 'BUSY' });
    const second = dial('ISP', isp);
    await settle();
    calls[1]!.enter('authenticate');
    calls[1]!.end({ number: 691, cause: 'Wrong.' });
    await settle();
    expect(second.error?.error).toMatchObject({ number: 691, leg: 'isp' });
  });

  it('refuses what is being dialled already with 756, and circles with 625', async () => {
    dial('ISP', isp);
    await settle();
    expect(() => dial('ISP', isp)).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ number: 756 }) }),
    );
    const circle = { ...isp, name: 'A', dialFirst: 'A' };
    expect(() => dial('A', circle)).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ number: 625 }) }),
    );
  });

  it('refuses the seventeenth connection', async () => {
    for (let line = 0; line < 16; line += 1) dial(`ISP ${line}`, { ...isp, name: `ISP ${line}` });
    await settle();
    expect(() => dial('ISP', isp)).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ number: 614 }) }),
    );
  });

  it('cancels the whole chain while the bottom is still being dialled', async () => {
    const told = dial('Office', office, isp);
    await settle();
    await dialer.hangUp('Office');
    await settle();
    expect(told.error?.error).toMatchObject({ number: 631, entry: 'Office' });
    expect(calls[0]!.hungUp).toBe(true);
    expect(dialer.size).toBe(0);
  });

  it('redials as often as the entry says, with its pause, then tells the last error', async () => {
    const told = dial('ISP', { ...isp, redial: { attempts: 2, pause: 30 } });
    await settle();
    calls[0]!.end(busy);
    await settle();
    expect(dialer.status()[0]).toMatchObject({
      state: 'waitForRedial',
      redial: { attempt: 1, of: 2, at: 30_000 },
    });
    await clock.advance(29_999);
    expect(calls).toHaveLength(1);
    await clock.advance(1);
    expect(calls).toHaveLength(2);
    calls[1]!.end(busy);
    await clock.advance(30_000);
    calls[2]!.end(busy);
    await settle();
    expect(calls).toHaveLength(3);
    expect(told.error?.error.number).toBe(676);
  });

  it.each([691, 677, 742, 615])('does not redial after %i', async (number) => {
    const told = dial('ISP', { ...isp, redial: { attempts: 5, pause: 1 } });
    await settle();
    calls[0]!.end({ number, cause: 'No.' });
    await settle();
    expect(told.error?.error.number).toBe(number);
  });

  it('stops waiting for a redial when it is hung up', async () => {
    const told = dial('ISP', { ...isp, redial: { attempts: 5, pause: 30 } });
    await settle();
    calls[0]!.end(busy);
    await settle();
    await dialer.hangUp('ISP');
    await settle();
    expect(told.error?.error.number).toBe(631);
    await clock.advance(60_000);
    expect(calls).toHaveLength(1);
  });

  it('dials the whole chain again when a dropped tunnel is to be redialled', async () => {
    await chainUp({ ...office, redialOnDrop: true, redial: { pause: 5 } });
    calls[0]!.end(dropped);
    await settle();
    expect(dialer.status()).toMatchObject([{ entry: 'Office', state: 'waitForRedial' }]);
    await clock.advance(5_000);
    expect(kinds()).toEqual(['modem', 'pptp', 'modem']);
    await calls[2]!.up('dun0');
    await settle();
    await calls[3]!.up('dun1');
    expect(dialer.status().map(({ state }) => state)).toEqual(['connected', 'connected']);
  });

  it('hangs up an idle connection with 828, and not before', async () => {
    dial('ISP', { ...isp, idle: { seconds: 60 } });
    await settle();
    await calls[0]!.up('dun0');
    calls[0]!.idle = 59_999;
    await clock.advance(2_000);
    expect(calls[0]!.hungUp).toBe(false);
    calls[0]!.idle = 60_000;
    await clock.advance(1_000);
    expect(ended('ISP')[0]?.error).toMatchObject({ number: 828 });
  });

  it('counts traffic inside the tunnel as the provider’s', async () => {
    await chainUp(office, { ...isp, idle: { seconds: 60 } });
    calls[0]!.idle = 100_000;
    calls[1]!.idle = 10_000;
    await clock.advance(3_000);
    expect(calls[0]!.hungUp).toBe(false);
    calls[1]!.idle = 100_000;
    await clock.advance(1_000);
    expect(calls[1]!.hungUp).toBe(true);
    expect(ended('ISP')[0]?.error).toMatchObject({ number: 828 });
  });

  it('takes routes and name servers back before a connection is said to have ended', async () => {
    await chainUp();
    await dialer.hangUp('ISP');
    expect(network.slice(-2)).toEqual(['1 release', '2 release']);
  });

  it('uses what the user answered for later redials', async () => {
    dial('ISP', { ...isp, redial: { attempts: 1, pause: 1 } });
    await settle();
    calls[0]!.enter('retryAuthentication');
    expect(dialer.retryWith('ISP', { user: 'bob', password: 'other' })).toBe(true);
    calls[0]!.end(dropped);
    await clock.advance(1_000);
    expect(calls[1]!.options.credentials).toEqual({ user: 'bob', password: 'other' });
    expect(dialer.retryWith('ISP', { user: 'x', password: 'y' })).toBe(false);
  });

  it.each([
    ['retryAuthentication', 691],
    ['passwordExpired', 648],
  ] as const)('does not wait for ever in %s: %i, and no redial', async (state, number) => {
    const told = dial('ISP', { ...isp, redial: { attempts: 3, pause: 1 } });
    await settle();
    calls[0]!.enter(state);
    await clock.advance(119_999);
    expect(calls[0]!.hungUp).toBe(false);
    await clock.advance(10_000);
    expect(told.error?.error).toMatchObject({ number, entry: 'ISP' });
    expect(calls).toHaveLength(1);
  });

  it('gives whoever answered in time all the time the call needs', async () => {
    dial('ISP', isp);
    await settle();
    calls[0]!.enter('retryAuthentication');
    dialer.retryWith('ISP', { user: 'bob', password: 'other' });
    await clock.advance(200_000);
    expect(calls[0]!.hungUp).toBe(false);
  });

  it('tells every leg’s states in order to a window, up to the last', async () => {
    await chainUp();
    await dialer.hangUp('ISP');
    const states = (name: string) =>
      events.flatMap((event) =>
        event.event === 'state' && event.body.entry === name ? [event.body.state] : [],
      );
    expect(states('ISP')).toEqual(['connected', 'disconnected']);
    expect(states('Office')).toEqual(['connected', 'disconnected']);
    const order = events.flatMap(({ event, body }) =>
      event === 'state' || event === 'ended'
        ? [`${body.entry} ${event === 'state' ? body.state : event}`]
        : [],
    );
    expect(order).toEqual([
      'ISP connected',
      'Office connected',
      'Office disconnected',
      'Office ended',
      'ISP disconnected',
      'ISP ended',
    ]);
  });

  it('carries what is typed and what the line says, and forgets it when the call goes on', async () => {
    dial('ISP', { ...isp, terminal: 'after' });
    await settle();
    expect(dialer.terminalWrite('ISP', Buffer.from('early'))).toBe(false);
    calls[0]!.enter('interactive');
    calls[0]!.host.terminal(Buffer.alloc(5000, 'a'));
    expect(dialer.terminals().map(({ data }) => Buffer.from(data, 'base64').length)).toEqual([4096, 904]);
    for (let turn = 0; turn < 30; turn += 1) calls[0]!.host.terminal(Buffer.alloc(4096, 'b'));
    const kept = dialer.terminals().map(({ data }) => Buffer.from(data, 'base64').toString());
    expect(kept.join('')).toBe('b'.repeat(65_536));
    expect(dialer.terminalWrite('ISP', Buffer.from('login'))).toBe(true);
    expect(calls[0]!.typed).toBe('login');
    expect(dialer.terminalDone('ISP')).toBe(true);
    expect(dialer.terminals()).toEqual([]);
    expect(dialer.terminalDone('ISP')).toBe(false);
  });

  it('keeps the log of a call that has ended, for who comes late', async () => {
    dial('ISP', isp);
    await settle();
    calls[0]!.host.log({ layer: 'modem', direction: 'received', text: 'BUSY' });
    calls[0]!.end(busy);
    await settle();
    expect(dialer.log()).toMatchObject([{ entry: 'ISP', layer: 'modem', text: 'BUSY' }]);
  });
});
