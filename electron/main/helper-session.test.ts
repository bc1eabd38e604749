import { describe, expect, it } from 'vitest';
import { failure } from '../../client/index.ts';
import type { Environment } from '../../contract/app.ts';
import type { DialError } from '../../contract/dial-error.ts';
import type { ConnectionStatus } from '../../contract/status.ts';
import { FakeHelper, status } from '../testing/fake-helper.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import type { HelperLink } from './helper-session.ts';
import { HelperSession } from './helper-session.ts';

function made(
  ways: {
    find?: () => Promise<HelperLink | undefined>;
    start?: () => Promise<HelperLink>;
    event?: () => void;
  } = {},
) {
  const clock = new ManualClock();
  const told = {
    states: [] as Environment['helper'][],
    connections: [] as (readonly ConnectionStatus[])[],
    lost: [] as DialError[],
    reports: [] as string[],
    starts: 0,
  };
  const session = new HelperSession({
    clock,
    find: ways.find ?? (() => Promise.resolve(undefined)),
    start: () => {
      told.starts += 1;
      return ways.start?.() ?? Promise.reject(failure(711, 'You did not allow the helper to be started.'));
    },
    meet: () => Promise.resolve(),
    settle: () => Promise.resolve(),
    changed: (state) => told.states.push(state),
    connections: (list) => told.connections.push(list),
    event: ways.event ?? (() => undefined),
    lost: (error) => told.lost.push(error),
    report: (what) => told.reports.push(what),
  });
  return { clock, session, told };
}
/** What was begun has come as far as it can without time passing. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('looking for a helper at the start', () => {
  it('takes up with one that runs and knows its connections', async () => {
    const helper = new FakeHelper();
    helper.connections = [status('Office')];
    const { session, told } = made({ find: () => Promise.resolve(helper) });
    await session.look();
    expect(told.connections).toEqual([[status('Office')]]);
    expect(told.states).toEqual([{ state: 'connected' }]);
    expect(helper.of('subscribe')[0]?.body).toEqual({
      states: true,
      log: 'replay',
      capture: false,
      counters: true,
      terminal: true,
    });
  });

  it('asks nobody for rights, and looks again later', async () => {
    let finds = 0;
    const helper = new FakeHelper();
    const { clock, session, told } = made({
      find: () => Promise.resolve((finds += 1) > 1 ? helper : undefined),
    });
    await session.look();
    expect(told.starts).toBe(0);
    expect(session.link).toBeUndefined();
    clock.advance(3_000);
    await settled();
    expect(session.link).toBe(helper);
    expect(clock.waiting).toBe(0);
  });

  it('says why when the helper belongs to somebody else', async () => {
    const { session, told } = made({
      find: () => Promise.reject(failure(711, 'It belongs to another user.')),
    });
    await session.look();
    expect(told.states).toEqual([
      { state: 'refused', error: { number: 711, cause: 'It belongs to another user.' } },
    ]);
  });
});

describe('a dial that needs the helper', () => {
  it('starts it once, however many wait', async () => {
    const helper = new FakeHelper();
    const { session, told } = made({ start: () => Promise.resolve(helper) });
    expect(await Promise.all([session.ensure(), session.ensure()])).toEqual([helper, helper]);
    expect(told.starts).toBe(1);
  });

  it('fails with the answer when the prompt was dismissed, and does not ask again by itself', async () => {
    const { clock, session, told } = made();
    await expect(session.ensure()).rejects.toThrow('did not allow');
    expect(told.states.at(-1)).toMatchObject({ state: 'refused', error: { number: 711 } });
    clock.advance(60_000);
    await settled();
    expect(told.starts).toBe(1);
  });
});

describe('a helper that dies', () => {
  it('takes its connections with it, tells so with a number, and is started by the next dial', async () => {
    const [first, second] = [new FakeHelper(), new FakeHelper()];
    first.connections = [status('Office')];
    const helpers = [first, second];
    const { session, told } = made({ start: () => Promise.resolve(helpers.shift() ?? first) });
    await session.ensure();
    first.die();
    await settled();
    expect(told.connections.at(-1)).toEqual([]);
    expect(told.lost).toMatchObject([{ number: 834 }]);
    expect(told.states.at(-1)).toMatchObject({ state: 'absent', error: { number: 834 } });
    expect(await session.ensure()).toBe(second);
  });

  it('is no loss when we are the ones who leave', async () => {
    const helper = new FakeHelper();
    const { session, told } = made({ find: () => Promise.resolve(helper) });
    await session.look();
    session.close();
    await settled();
    expect(helper.closedByUs).toBe(true);
    expect(told.lost).toEqual([]);
  });
});

describe('connections', () => {
  it('show a new state at once and the rest when the helper has answered', async () => {
    const helper = new FakeHelper();
    helper.connections = [status('Office', { state: 'authenticate' })];
    const { session, told } = made({ find: () => Promise.resolve(helper) });
    await session.look();
    helper.connections = [status('Office', { state: 'connected', interfaceName: 'ppp0' })];
    helper.state('Office', 'connected');
    expect(told.connections.at(-1)).toMatchObject([{ state: 'connected' }]);
    await settled();
    expect(told.connections.at(-1)).toMatchObject([{ interfaceName: 'ppp0' }]);
  });

  it('are asked for once for many states in a row', async () => {
    const helper = new FakeHelper();
    const { clock, session } = made({ find: () => Promise.resolve(helper) });
    await session.look();
    for (let times = 0; times < 50; times += 1) helper.state('Office', 'authNotify');
    await settled();
    expect(helper.of('status')).toHaveLength(1);
    clock.advance(100);
    await settled();
    expect(helper.of('status')).toHaveLength(2);
    clock.advance(1_000);
    await settled();
    expect(helper.of('status')).toHaveLength(2);
  });

  it('leave the list when they end, but not for the end of an earlier call', async () => {
    const helper = new FakeHelper();
    helper.connections = [status('Office', { call: 2 })];
    const { session, told } = made({ find: () => Promise.resolve(helper) });
    await session.look();
    helper.tell({ event: 'ended', body: { time: 1, entry: 'Office', call: 1, leg: 'isp' } });
    expect(told.connections.at(-1)).toHaveLength(1);
    helper.tell({ event: 'ended', body: { time: 1, entry: 'Office', call: 2, leg: 'isp' } });
    expect(told.connections.at(-1)).toEqual([]);
  });
});

describe('what goes wrong on this side', () => {
  it('while an event is followed is reported and costs nobody a call', async () => {
    const helper = new FakeHelper();
    helper.connections = [status('Office', { state: 'authenticate' })];
    const event = () => {
      throw new Error('no space left on device');
    };
    const { session, told } = made({ find: () => Promise.resolve(helper), event });
    await session.look();
    helper.state('Office', 'connected');
    expect(told.reports).toEqual(['"state" of the helper could not be followed']);
    expect(told.connections.at(-1)).toMatchObject([{ state: 'connected' }]);
    expect(session.link).toBe(helper);
  });

  it('while taking up with a helper leaves no conversation behind that nobody follows', async () => {
    const helper = new FakeHelper();
    helper.request = () => Promise.reject(failure(635, 'The helper refuses.'));
    const { session, told } = made({ find: () => Promise.resolve(helper) });
    await session.look();
    expect(told.states.at(-1)).toMatchObject({ state: 'refused', error: { cause: 'The helper refuses.' } });
    expect(helper.closedByUs).toBe(true);
  });
});
