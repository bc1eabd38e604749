import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asciiBytes, concat, hex, unhex } from '../../bytes.ts';
import { ntPasswordHash } from '../../legacy/password-hash.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import type { Account, AuthMethod } from '../link-types.ts';
import type { Auth } from './auth-types.ts';
import { encodeChap } from './chap-packet.ts';
import { createAnsweringAuth } from './index.ts';
import { challengeResponse } from './mschap-crypto.ts';
import { RecordingHost, seededRandom } from './testing/two-ends.ts';
import { wireText } from './text.ts';

const authenticatorChallenge = unhex('5B5D7C7D7B3F2F3E3C2C602132262628');
const value = unhex(
  '21402324255E262A28295F2B3A337C7E 0000000000000000 82309ECD8D708B5EA08FAA3981CD83544233114A3D85D6DF 00',
);
const proof = 'S=407A5589115FD0D6209F510FE9C04566932CDA56';

interface End {
  readonly host: RecordingHost;
  readonly authenticator: Auth;
  readonly asked: string[];
}

/** An authenticator that challenges with the RFC's bytes, identifier 9. */
function answerer(method: AuthMethod, account: Account = { password: 'clientPass' }): End {
  const seeded = seededRandom(7);
  let first = true;
  const host = new RecordingHost(new FakeClock(), (count) => {
    if (count === 1) return Uint8Array.of(9);
    if (count !== 16 || !first) return seeded(count);
    first = false;
    return authenticatorChallenge;
  });
  const asked: string[] = [];
  const authenticator = createAnsweringAuth(
    method,
    {
      name: 'NAS',
      methods: [method],
      account(user) {
        asked.push(user);
        return user === 'User' ? account : undefined;
      },
    },
    host,
  );
  authenticator.start();
  return { host, authenticator, asked };
}

const respond = (identifier: number, bytes: Uint8Array, name = 'User') =>
  encodeChap({ code: 2, identifier, value: bytes, name: asciiBytes(name) });

describe('MS-CHAP v2', () => {
  it('challenges and proves itself as RFC 2759 §9.2 has it', () => {
    const { host, authenticator } = answerer('mschap-v2');
    expect(hex(host.lastSent)).toBe(`0109001810${hex(authenticatorChallenge)}4e4153`);
    authenticator.receive(respond(9, value));
    expect(hex(host.lastSent.subarray(0, 2))).toBe('0309');
    expect(wireText(host.lastSent.subarray(4))).toMatch(new RegExp(`^${proof} M=`));
    expect(host.successes).toMatchObject([{ name: 'MS-CHAP v2', user: 'User' }]);
    expect(hex(host.successes[0]!.keys!(128).send)).toBe('8b7cdc149b993a1ba118cb153f56dccb');
    expect(host.clock.pending).toBe(0);
  });

  it('looks at neither the flags nor the reserved bytes: Windows 98 sends 4 in them', () => {
    const { host, authenticator } = answerer('mschap-v2');
    authenticator.receive(respond(9, concat([value.subarray(0, 48), 4])));
    expect(host.successes).toHaveLength(1);
  });

  it('repeats its verdict, and gives nobody a second guess at one challenge', () => {
    const { host, authenticator } = answerer('mschap-v2');
    authenticator.receive(
      respond(
        9,
        value.map((byte) => byte ^ 1),
      ),
    );
    const verdict = host.lastSent;
    expect(verdict[0]).toBe(4);
    authenticator.receive(respond(9, value));
    expect(host.lastSent).toEqual(verdict);
    expect(host.sent).toHaveLength(3);
    expect(host.successes).toEqual([]);
  });

  it('repeats its Success to a caller who missed it', () => {
    const { host, authenticator } = answerer('mschap-v2');
    authenticator.receive(respond(9, value));
    authenticator.receive(respond(9, value));
    expect(host.sent).toHaveLength(3);
    expect(host.sent[2]).toEqual(host.sent[1]);
    expect(host.successes).toHaveLength(1);
  });

  it('offers a retry with a fresh challenge and one identifier higher, then ends', () => {
    const { host, authenticator } = answerer('mschap-v2');
    const wrong = value.map((byte) => byte ^ 1);
    authenticator.receive(respond(9, wrong));
    const failure = wireText(host.lastSent.subarray(4));
    expect(failure).toMatch(/^E=691 R=1 C=[0-9A-F]{32} V=3 M=/);
    expect(failure).not.toContain(hex(authenticatorChallenge).toUpperCase());
    authenticator.receive(respond(11, wrong));
    expect(host.sent).toHaveLength(2);
    authenticator.receive(respond(10, wrong));
    authenticator.receive(respond(11, wrong));
    expect(wireText(host.lastSent.subarray(4))).toMatch(/^E=691 R=0 C=[0-9A-F]{32} V=3 M=/);
    expect(host.failures).toMatchObject([{ number: 691, evidence: 'User User' }]);
    expect(host.clock.pending).toBe(0);
  });

  it.each([
    ['a value longer than the packet', unhex('02090006ff00')],
    ['no value', unhex('0209000500')],
    ['a length beyond its end', unhex('0209ffff31')],
    ['no length', unhex('0209')],
    ['another identifier', respond(8, value)],
    ['a challenge', encodeChap({ code: 1, identifier: 9, value, name: asciiBytes('x') })],
    ['a password change nobody asked for', encodeChap({ code: 7, identifier: 9, data: new Uint8Array(582) })],
  ])('drops a packet with %s, and still takes the right response', (_what, packet) => {
    const { host, authenticator } = answerer('mschap-v2');
    authenticator.receive(packet);
    expect(host.sent).toHaveLength(1);
    expect(host.logs).toHaveLength(1);
    authenticator.receive(respond(9, value));
    expect(host.successes).toHaveLength(1);
  });

  it.each([1, 48, 50, 255])('refuses a response of %i bytes', (length) => {
    const { host, authenticator } = answerer('mschap-v2');
    authenticator.receive(respond(9, concat([value, new Uint8Array(206)]).subarray(0, length)));
    expect(host.lastSent[0]).toBe(4);
    expect(host.successes).toEqual([]);
  });

  it('asks for no account with an empty or an endless name', () => {
    for (const name of ['', 'a'.repeat(256), 'a'.repeat(1_000)]) {
      const { host, authenticator, asked } = answerer('mschap-v2');
      authenticator.receive(respond(9, value, name));
      expect(asked).toEqual([]);
      expect(host.lastSent[0]).toBe(4);
    }
  });

  it('finds the account with its domain before it tries without', () => {
    const { host, authenticator, asked } = answerer('mschap-v2');
    authenticator.receive(respond(9, value, 'BIGCO\\User'));
    expect(asked).toEqual(['BIGCO\\User', 'User']);
    expect(host.successes).toMatchObject([{ user: 'BIGCO\\User' }]);
  });

  it.each([646, 647, 648, 649] as const)('refuses an account in state %i with E=%i R=0', (refuse) => {
    const { host, authenticator } = answerer('mschap-v2', { password: 'clientPass', refuse });
    authenticator.receive(respond(9, value));
    const version = refuse === 648 ? 0 : 3;
    expect(wireText(host.lastSent.subarray(4))).toMatch(
      new RegExp(`^E=${refuse} R=0 C=[0-9A-F]{32} V=${version} M=`),
    );
    expect(host.failures.map(({ number }) => number)).toEqual([refuse]);
  });
});

describe('MS-CHAP', () => {
  it('takes NT responses only', () => {
    const { host, authenticator } = answerer('mschap');
    const sent = host.lastSent.subarray(5, 13);
    const nt = challengeResponse(sent, ntPasswordHash('clientPass'));
    authenticator.receive(respond(9, concat([nt, nt, 0])));
    expect(wireText(host.lastSent.subarray(4))).toMatch(/^E=691 R=1 C=[0-9A-F]{16} V=2$/);
    const next = unhex(/C=(\w+)/.exec(wireText(host.lastSent.subarray(4)))?.[1] ?? '');
    const right = challengeResponse(next, ntPasswordHash('clientPass'));
    authenticator.receive(respond(10, concat([new Uint8Array(24), right, 1])));
    expect(host.successes).toMatchObject([{ name: 'MS-CHAP', user: 'User' }]);
  });
});

describe('CHAP MD5', () => {
  it('accepts MD5 over identifier, password and challenge', () => {
    const { host, authenticator } = answerer('chap');
    const digest = createHash('md5')
      .update(concat([9, asciiBytes('clientPass'), authenticatorChallenge]))
      .digest();
    authenticator.receive(respond(9, digest));
    expect(host.lastSent[0]).toBe(3);
    expect(host.successes).toEqual([{ name: 'CHAP MD5', user: 'User' }]);
  });

  it('refuses a prefix of the right value', () => {
    const { host, authenticator } = answerer('chap');
    const digest = createHash('md5')
      .update(concat([9, asciiBytes('clientPass'), authenticatorChallenge]))
      .digest();
    authenticator.receive(respond(9, digest.subarray(0, 1)));
    expect(host.failures.map(({ number }) => number)).toEqual([691]);
  });
});

describe('PAP', () => {
  const request = unhex('0105001404 55736572 0a 636c69656e7450617373');

  it('acknowledges the right password, again if asked again', () => {
    const { host, authenticator } = answerer('pap');
    authenticator.receive(request);
    authenticator.receive(concat([1, 6, request.subarray(2)]));
    expect(host.sent.map(hex)).toEqual(['0205000500', '0206000500']);
    expect(host.successes).toEqual([{ name: 'PAP', user: 'User' }]);
  });

  it.each([
    ['no name and no password', '0105000600 00'],
    ['a prefix of the password', '0105000e04 55736572 04 636c6965'],
    ['an empty password', '0105000a04 55736572 00'],
  ])('Naks %s', (_what, bytes) => {
    const { host, authenticator } = answerer('pap');
    authenticator.receive(unhex(bytes));
    expect(host.lastSent[0]).toBe(3);
    expect(host.failures.map(({ number }) => number)).toEqual([691]);
  });

  it('drops lengths that do not fit', () => {
    const { host, authenticator } = answerer('pap');
    for (const bytes of ['01050006ff00', '010500070161ff', '01050004', '0105ffff'])
      authenticator.receive(unhex(bytes));
    expect(host.sent).toEqual([]);
    expect(host.logs).toHaveLength(4);
  });

  it('names the state of an account to who knows its password', () => {
    const { host, authenticator } = answerer('pap', { password: 'clientPass', refuse: 649 });
    authenticator.receive(request);
    expect(host.failures.map(({ number }) => number)).toEqual([649]);
    expect(wireText(host.lastSent.subarray(5))).toContain('permission');
  });
});
