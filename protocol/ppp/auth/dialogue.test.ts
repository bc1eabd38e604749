import { describe, expect, it } from 'vitest';
import type { Account, AnsweringAuth, AuthMethod, CallingAuth } from '../link-types.ts';
import { authOption, createAnsweringAuth, createCallingAuth, methodOf } from './index.ts';
import { connect, type TwoEnds } from './testing/two-ends.ts';

const methods: readonly AuthMethod[] = ['pap', 'chap', 'mschap', 'mschap-v2', 'eap'];
const microsoft: readonly AuthMethod[] = ['mschap', 'mschap-v2', 'eap'];

interface Situation {
  readonly user?: string;
  readonly domain?: string;
  readonly password?: string;
  readonly interactive?: boolean;
  readonly accounts?: Map<string, Account>;
  readonly changing?: boolean;
  readonly loses?: (packet: number) => boolean;
}

function dial(method: AuthMethod, situation: Situation = {}): TwoEnds {
  const { user = 'alice', domain, password = 'Sésame', interactive = false } = situation;
  const accounts = situation.accounts ?? new Map([['alice', { password: 'Sésame' }]]);
  const calling: CallingAuth = {
    credentials: { user, password, ...(domain !== undefined && { domain }) },
    acceptable: [method],
    interactive,
  };
  const answering: AnsweringAuth = {
    name: 'NAS',
    methods: [method],
    account: (name) => accounts.get(name),
    ...(situation.changing === true && {
      changePassword: (name: string, changed: string) => void accounts.set(name, { password: changed }),
    }),
  };
  const ends = connect(
    (host) => createCallingAuth(method, calling, host),
    (host) => createAnsweringAuth(method, answering, host),
    situation.loses,
  );
  ends.peer.start();
  ends.authenticator.start();
  return ends;
}

it('LCP options and methods are each other’s inverse', () => {
  for (const method of methods) expect(methodOf(authOption(method))).toBe(method);
  expect(methodOf({ protocol: 0xc223, algorithm: 0x06 })).toBeUndefined();
  expect(methodOf({ protocol: 0xc223 })).toBeUndefined();
  expect(methodOf({ protocol: 0xc025 })).toBeUndefined();
});

describe.each(methods)('%s', (method) => {
  it('lets the right password in, and leaves no timer behind', () => {
    const { clock, caller, answerer } = dial(method);
    clock.advance(1_000);
    expect(caller.failures).toEqual([]);
    expect(caller.successes).toHaveLength(1);
    expect(answerer.successes).toHaveLength(1);
    expect(answerer.successes[0]?.user).toBe('alice');
    expect(caller.methods).toEqual(answerer.methods);
    expect(clock.pending).toBe(0);
  });

  it('keeps a wrong password out with 691', () => {
    const { clock, caller, answerer } = dial(method, { password: 'guess' });
    clock.advance(200_000);
    expect(caller.failures.map(({ number }) => number)).toEqual([691]);
    expect(answerer.failures.map(({ number }) => number)).toEqual([691]);
    expect([...caller.successes, ...answerer.successes]).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('tells a stranger exactly what it tells a wrong password', () => {
    const stranger = dial(method, { user: 'mallo' });
    const wrong = dial(method, { password: 'guess' });
    stranger.clock.advance(1_000);
    wrong.clock.advance(1_000);
    expect(stranger.caller.failures[0]?.evidence).toBe(wrong.caller.failures[0]?.evidence);
    expect(stranger.answerer.sent.map(({ length }) => length)).toEqual(
      wrong.answerer.sent.map(({ length }) => length),
    );
  });

  it.each([
    ['no name', { user: '', password: 'x', accounts: new Map([['', { password: 'x' }]]) }],
    ['no password', { password: '', accounts: new Map([['alice', { password: '' }]]) }],
    ['neither', { user: '', password: '', accounts: new Map([['', { password: '' }]]) }],
  ])('lets nobody in with %s', (_what, situation) => {
    const { clock, caller, answerer } = dial(method, situation);
    clock.advance(200_000);
    expect([...caller.successes, ...answerer.successes]).toEqual([]);
    expect(caller.failures.map(({ number }) => number)).toEqual([691]);
  });

  it('sends DOMAIN\\user, and finds the account without the domain', () => {
    const { clock, caller, answerer } = dial(method, { domain: 'CORP' });
    clock.advance(1_000);
    expect(caller.successes[0]?.user).toBe('CORP\\alice');
    expect(answerer.successes[0]?.user).toBe('CORP\\alice');
  });

  it('keeps the domain the user typed', () => {
    const { clock, answerer } = dial(method, { user: 'HOME\\alice', domain: 'CORP' });
    clock.advance(1_000);
    expect(answerer.successes[0]?.user).toBe('HOME\\alice');
  });

  it('refuses a name that is too long before sending it', () => {
    const { clock, caller } = dial(method, { user: 'a'.repeat(256) });
    clock.advance(1_000);
    expect(caller.failures.map(({ number }) => number)).toEqual([691]);
    expect(caller.sent).toEqual([]);
  });

  it('gives up when the other end says nothing', () => {
    const { clock, caller, answerer } = dial(method, { loses: () => true });
    clock.advance(200_000);
    expect([718, 721]).toContain(caller.failures[0]?.number);
    expect(answerer.failures.map(({ number }) => number)).toEqual([721]);
    expect(clock.pending).toBe(0);
    if (method !== 'pap') expect(answerer.sent).toHaveLength(10);
  });

  it('stops at once when told to', () => {
    const { clock, caller, answerer, peer, authenticator } = dial(method);
    peer.stop();
    authenticator.stop();
    const sent = caller.sent.length + answerer.sent.length;
    clock.advance(200_000);
    expect(caller.sent.length + answerer.sent.length).toBe(sent);
    expect([...caller.failures, ...answerer.failures, ...caller.successes]).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe.each(methods)('%s on a line that loses packets', (method) => {
  // EAP's closing Success is not repeated (RFC 3748 §4.2): its loss has a test of its own.
  const patterns = Array.from({ length: 32 }, (_, pattern) => pattern);
  it.each(patterns)('gets there, pattern %i', (pattern) => {
    const loses = (packet: number) => packet < 5 && ((pattern >> packet) & 1) === 1;
    const { clock, caller, answerer, peer } = dial(method, { loses });
    clock.advance(29_000);
    if (method === 'eap') peer.networkSeen?.();
    expect(answerer.successes).toHaveLength(1);
    expect(caller.successes).toHaveLength(1);
    expect([...caller.failures, ...answerer.failures]).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe.each(microsoft)('%s', (method) => {
  it.each([646, 647, 648, 649] as const)(
    'brings refusal %i to a caller with the right password',
    (refuse) => {
      const accounts = new Map([['alice', { password: 'Sésame', refuse }]]);
      const { clock, caller, answerer } = dial(method, { accounts, interactive: true });
      clock.advance(1_000);
      const numbers = [...caller.failures, ...caller.expirations].map(({ number }) => number);
      expect(numbers).toEqual([refuse]);
      if (refuse !== 648) expect(answerer.failures.map(({ number }) => number)).toEqual([refuse]);
    },
  );

  it('does not tell a stranger that the account is disabled', () => {
    const accounts = new Map([['alice', { password: 'Sésame', refuse: 647 as const }]]);
    const { clock, caller } = dial(method, { accounts, password: 'guess' });
    clock.advance(1_000);
    expect(caller.failures.map(({ number }) => number)).toEqual([691]);
  });

  it('yields the same keys at both ends', () => {
    const { clock, caller, answerer } = dial(method);
    clock.advance(1_000);
    for (const bits of [40, 56, 128] as const) {
      const ours = caller.successes[0]?.keys?.(bits);
      const theirs = answerer.successes[0]?.keys?.(bits);
      expect(ours?.send).toHaveLength(bits === 128 ? 16 : 8);
      expect(ours?.send).toEqual(theirs?.receive);
      expect(ours?.receive).toEqual(theirs?.send);
    }
  });

  it('asks the user again after a wrong password, three times in all', () => {
    const { clock, caller, answerer, peer } = dial(method, { password: 'one', interactive: true });
    clock.advance(1_000);
    expect(caller.retries.map(({ number }) => number)).toEqual([691]);
    peer.retryWith?.({ user: 'alice', password: 'two' });
    clock.advance(60_000);
    expect(caller.retries).toHaveLength(2);
    expect(caller.failures).toEqual([]);
    peer.retryWith?.({ user: 'alice', password: 'three' });
    clock.advance(1_000);
    expect(caller.retries).toHaveLength(2);
    expect(caller.failures.map(({ number }) => number)).toEqual([691]);
    expect(answerer.failures.map(({ number }) => number)).toEqual([691]);
    expect(clock.pending).toBe(0);
  });

  it('gets in with the second password, and with the second user’s keys', () => {
    const accounts = new Map([['bob', { password: 'secret' }]]);
    const { clock, caller, answerer, peer } = dial(method, { interactive: true, accounts });
    clock.advance(1_000);
    peer.retryWith?.({ user: 'bob', password: 'secret' });
    clock.advance(1_000);
    expect(caller.failures).toEqual([]);
    expect(caller.successes[0]?.user).toBe('bob');
    expect(caller.successes[0]?.keys?.(128).send).toEqual(answerer.successes[0]?.keys?.(128).receive);
  });

  it('waits two minutes for the user, not for ever', () => {
    const { clock, answerer } = dial(method, { password: 'one', interactive: true });
    clock.advance(110_000);
    expect(answerer.failures).toEqual([]);
    clock.advance(30_000);
    expect(answerer.failures.map(({ number }) => number)).toEqual([691]);
    expect(clock.pending).toBe(0);
  });

  it.each([0, 1])('changes an expired password, also when packet %i of the change is lost first', (lost) => {
    const accounts = new Map<string, Account>([['alice', { password: 'Sésame', refuse: 648 }]]);
    let from = Infinity;
    const loses = (packet: number) => packet === from + lost;
    const { clock, caller, answerer, peer } = dial(method, {
      accounts,
      interactive: true,
      changing: true,
      loses,
    });
    clock.advance(1_000);
    expect(caller.expirations.map(({ number }) => number)).toEqual([648]);
    from = caller.sent.length + answerer.sent.length;
    peer.changePassword?.('пароль 🔑');
    clock.advance(29_000);
    expect(caller.failures).toEqual([]);
    expect(accounts.get('alice')).toEqual({ password: 'пароль 🔑' });
    expect(caller.successes).toHaveLength(1);
    expect(caller.successes[0]?.keys?.(128).send).toEqual(answerer.successes[0]?.keys?.(128).receive);
    expect(caller.successes[0]?.keys?.(40).receive).toEqual(answerer.successes[0]?.keys?.(40).send);
    expect(clock.pending).toBe(0);
  });

  it('refuses an empty new password with 709', () => {
    const accounts = new Map<string, Account>([['alice', { password: 'Sésame', refuse: 648 }]]);
    const { clock, caller, answerer, peer } = dial(method, { accounts, interactive: true, changing: true });
    clock.advance(1_000);
    peer.changePassword?.('');
    clock.advance(1_000);
    expect(caller.failures.map(({ number }) => number)).toEqual([709]);
    expect(answerer.failures.map(({ number }) => number)).toEqual([709]);
    expect(accounts.get('alice')?.refuse).toBe(648);
  });

  it('does not send a new password that does not fit', () => {
    const accounts = new Map<string, Account>([['alice', { password: 'Sésame', refuse: 648 }]]);
    const { clock, caller, peer } = dial(method, { accounts, interactive: true, changing: true });
    clock.advance(1_000);
    peer.changePassword?.('x'.repeat(257));
    expect(caller.failures.map(({ number }) => number)).toEqual([709]);
  });

  it('fails at once with 648 when nobody can be asked', () => {
    const accounts = new Map<string, Account>([['alice', { password: 'Sésame', refuse: 648 }]]);
    const { clock, caller } = dial(method, { accounts, changing: true });
    clock.advance(1_000);
    expect(caller.failures.map(({ number }) => number)).toEqual([648]);
    expect(caller.expirations).toEqual([]);
  });
});
