import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asciiBytes, concat, hex, unhex } from '../../bytes.ts';
import { ntPasswordHash } from '../../legacy/password-hash.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import type { AuthMethod, CallingAuth } from '../link-types.ts';
import type { Auth } from './auth-types.ts';
import { decodeChap, encodeChap } from './chap-packet.ts';
import { describeAuthPacket, redactAuthPacket } from './describe.ts';
import { createCallingAuth } from './index.ts';
import { challengeResponse } from './mschap-crypto.ts';
import { openNewPassword } from './password-change.ts';
import { RecordingHost, seededRandom } from './testing/two-ends.ts';

const authenticatorChallenge = unhex('5B5D7C7D7B3F2F3E3C2C602132262628');
const peerChallenge = unhex('21402324255E262A28295F2B3A337C7E');
const response = '82309ecd8d708b5ea08faa3981cd83544233114a3d85d6df';
const proof = 'S=407A5589115FD0D6209F510FE9C04566932CDA56';
const mschapChallenge = unhex('102DB5DF085D3041');
const mschapChallengeTwice = concat([mschapChallenge, mschapChallenge]);

interface End {
  readonly host: RecordingHost;
  readonly peer: Auth;
}

/** A caller whose first random bytes are the RFC's. */
function caller(method: AuthMethod, more: Partial<CallingAuth> = {}): End {
  let first = true;
  const seeded = seededRandom(7);
  const host = new RecordingHost(new FakeClock(), (count) => {
    if (count !== 16 || !first) return seeded(count);
    first = false;
    return peerChallenge;
  });
  const credentials = { user: 'User', password: 'clientPass' };
  const peer = createCallingAuth(
    method,
    { credentials, acceptable: [method], interactive: false, ...more },
    host,
  );
  peer.start();
  return { host, peer };
}

const challenge = (identifier: number, value: Uint8Array) =>
  encodeChap({ code: 1, identifier, value, name: asciiBytes('NAS') });
const success = (identifier: number, text = '') =>
  encodeChap({ code: 3, identifier, message: asciiBytes(text) });
const failure = (identifier: number, text: string) =>
  encodeChap({ code: 4, identifier, message: asciiBytes(text) });
const sentChap = ({ host }: End) => {
  const packet = decodeChap(host.lastSent);
  if ('malformed' in packet) throw new Error(packet.malformed);
  return packet;
};

describe('MS-CHAP v2', () => {
  it('answers the challenge of RFC 2759 §9.2 with the bytes of RFC 2759 §9.2', () => {
    const end = caller('mschap-v2');
    end.peer.receive(challenge(9, authenticatorChallenge));
    expect(hex(end.host.lastSent)).toBe(
      `02 09 003a 31 ${hex(peerChallenge)} 0000000000000000 ${response} 00 55736572`.replaceAll(' ', ''),
    );
  });

  it('hashes the name without its domain and sends it with', () => {
    const end = caller('mschap-v2', {
      credentials: { user: 'User', password: 'clientPass', domain: 'BIGCO' },
    });
    end.peer.receive(challenge(9, authenticatorChallenge));
    expect(hex(end.host.lastSent)).toContain(response);
    expect(sentChap(end)).toMatchObject({ name: asciiBytes('BIGCO\\User') });
  });

  it.each([
    proof,
    `${proof} M=Welcome`,
    `${proof}M=Welcome`,
    `${proof} `,
    proof.toLowerCase().replace('s', 'S'),
  ])('takes the proof "%s"', (text) => {
    const { host, peer } = caller('mschap-v2');
    peer.receive(challenge(9, authenticatorChallenge));
    peer.receive(success(9, text));
    expect(host.failures).toEqual([]);
    expect(host.successes).toMatchObject([{ name: 'MS-CHAP v2', user: 'User' }]);
    expect(hex(host.successes[0]!.keys!(128).receive)).toBe('8b7cdc149b993a1ba118cb153f56dccb');
  });

  it.each([
    '',
    'M=Welcome',
    'S=',
    proof.slice(0, -1),
    `${proof.slice(0, -1)}7`,
    ` ${proof}`,
    `S=${'0'.repeat(40)}`,
    'Access granted',
  ])('ends with 778 at the proof "%s"', (text) => {
    const { host, peer } = caller('mschap-v2');
    peer.receive(challenge(9, authenticatorChallenge));
    peer.receive(success(9, text));
    expect(host.successes).toEqual([]);
    expect(host.failures.map(({ number }) => number)).toEqual([778]);
    peer.receive(success(9, proof));
    expect(host.successes).toEqual([]);
  });

  it('answers a repeated challenge with the same bytes, and the proof still fits', () => {
    const { host, peer } = caller('mschap-v2');
    const packet = challenge(9, authenticatorChallenge);
    peer.receive(packet);
    peer.receive(packet);
    expect(host.sent).toHaveLength(2);
    expect(host.sent[1]).toEqual(host.sent[0]);
    peer.receive(success(9, proof));
    expect(host.successes).toHaveLength(1);
  });

  it('repeats its response until a verdict comes, ten times', () => {
    const { host, peer } = caller('mschap-v2');
    peer.receive(challenge(9, authenticatorChallenge));
    host.clock.advance(29_999);
    expect(host.sent).toHaveLength(10);
    expect(new Set(host.sent.map(hex)).size).toBe(1);
    expect(host.failures).toEqual([]);
    host.clock.advance(1);
    expect(host.failures.map(({ number }) => number)).toEqual([718]);
  });

  it('ignores verdicts on other responses', () => {
    const { host, peer } = caller('mschap-v2');
    peer.receive(success(9, proof));
    peer.receive(challenge(9, authenticatorChallenge));
    peer.receive(success(8, proof));
    peer.receive(failure(10, 'E=691 R=0'));
    expect(host.successes).toEqual([]);
    expect(host.failures).toEqual([]);
    expect(host.logs).toHaveLength(3);
  });

  it.each([0, 8, 15, 17, 255])('drops a challenge of %i bytes', (length) => {
    const { host, peer } = caller('mschap-v2');
    const value = new Uint8Array(length);
    peer.receive(concat([1, 1, (5 + length) >> 8, (5 + length) & 0xff, length, value]));
    expect(host.sent).toEqual([]);
    expect(host.logs).toHaveLength(1);
  });

  it('answers a challenge later in the session, and tells nobody', () => {
    const { host, peer } = caller('mschap-v2');
    peer.receive(challenge(9, authenticatorChallenge));
    peer.receive(success(9, proof));
    peer.receive(challenge(10, mschapChallengeTwice));
    expect(host.sent).toHaveLength(2);
    expect(host.lastSent[1]).toBe(10);
    expect(host.clock.pending).toBe(0);
    peer.receive(failure(10, 'E=691 R=1 C=00112233445566778899AABBCCDDEEFF V=3'));
    expect(host.successes).toHaveLength(1);
    expect(host.failures.map(({ number }) => number)).toEqual([691]);
  });

  it('does not fall for a wrong proof later in the session', () => {
    const { host, peer } = caller('mschap-v2');
    peer.receive(challenge(9, authenticatorChallenge));
    peer.receive(success(9, proof));
    peer.receive(challenge(10, mschapChallengeTwice));
    peer.receive(success(10, proof));
    expect(host.failures.map(({ number }) => number)).toEqual([778]);
  });

  it('tries again with the new challenge, one identifier higher', () => {
    const end = caller('mschap-v2', { interactive: true, credentials: { user: 'User', password: 'guess' } });
    end.peer.receive(challenge(255, mschapChallengeTwice));
    end.peer.receive(failure(255, `E=691 R=1 C=${hex(authenticatorChallenge)} V=3 M=No`));
    expect(end.host.retries).toMatchObject([{ number: 691, evidence: 'CHAP Failure: E=691 R=1 V=3 M=No' }]);
    expect(end.host.clock.pending).toBe(0);
    end.peer.receive(failure(255, `E=691 R=0`));
    end.peer.receive(challenge(255, mschapChallengeTwice));
    expect(end.host.failures).toEqual([]);
    expect(end.host.sent).toHaveLength(1);
    end.peer.retryWith?.({ user: 'User', password: 'clientPass' });
    const packet = sentChap(end);
    expect(packet).toMatchObject({ code: 2, identifier: 0 });
    end.peer.receive(challenge(255, mschapChallengeTwice));
    expect(end.host.sent).toHaveLength(2);
  });

  it('answers a new challenge that came while the user was asked', () => {
    const end = caller('mschap-v2', { interactive: true, credentials: { user: 'User', password: 'guess' } });
    end.peer.receive(challenge(1, mschapChallengeTwice));
    end.peer.receive(failure(1, `E=691 R=1 C=${hex(mschapChallengeTwice)} V=3 M=No`));
    end.peer.receive(challenge(7, authenticatorChallenge));
    expect(end.host.sent).toHaveLength(1);
    end.peer.retryWith?.({ user: 'User', password: 'clientPass' });
    expect(sentChap(end)).toMatchObject({ code: 2, identifier: 7 });
  });

  it('answers no challenge while a new password is on its way', () => {
    const end = caller('mschap-v2', { interactive: true });
    end.peer.receive(challenge(9, authenticatorChallenge));
    end.peer.receive(failure(9, `E=648 R=0 C=${hex(mschapChallengeTwice)} V=3 M=Expired`));
    end.peer.changePassword?.('newPass');
    end.peer.receive(challenge(9, authenticatorChallenge));
    end.peer.receive(challenge(20, authenticatorChallenge));
    expect(end.host.sent).toHaveLength(2);
    expect(end.host.clock.pending).toBe(1);
  });

  it.each([
    ['E=691 R=1 V=3 M=no challenge', 691],
    ['E=691 R=0 C=00112233445566778899AABBCCDDEEFF V=3', 691],
    ['E=648 R=0 C=00112233445566778899AABBCCDDEEFF V=0', 648],
    ['E=646 R=0 V=3', 646],
    ['E=647 R=0 V=3', 647],
    ['E=649 R=0 V=3', 649],
    ['E=12 R=0', 691],
  ])('"%s" is final, with a user to ask or without', (text, number) => {
    for (const interactive of [false, true]) {
      const { host, peer } = caller('mschap-v2', { interactive });
      peer.receive(challenge(9, authenticatorChallenge));
      peer.receive(failure(9, text));
      expect(host.failures.map((failed) => failed.number)).toEqual([number]);
      expect([...host.retries, ...host.expirations]).toEqual([]);
    }
  });

  it('sends the change-password packet of RFC 2759 §7', () => {
    const end = caller('mschap-v2', { interactive: true });
    end.peer.receive(challenge(9, authenticatorChallenge));
    end.peer.receive(failure(9, `E=648 R=0 C=${hex(mschapChallengeTwice)} V=3 M=Expired`));
    expect(end.host.expirations.map(({ number }) => number)).toEqual([648]);
    end.peer.changePassword?.('newPass');
    const packet = end.host.lastSent;
    expect(packet).toHaveLength(586);
    expect(hex(packet.subarray(0, 4))).toBe('070a024a');
    expect(hex(packet.subarray(552, 560))).toBe('00'.repeat(8));
    expect(hex(packet.subarray(584))).toBe('0000');
    expect(openNewPassword(packet.subarray(4), ntPasswordHash('clientPass'))).toBe('newPass');
    expect(openNewPassword(packet.subarray(4), ntPasswordHash('other'))).toBeUndefined();
    const tampered = packet.slice(4);
    tampered[520] = (tampered[520] ?? 0) ^ 1;
    expect(openNewPassword(tampered, ntPasswordHash('clientPass'))).toBeUndefined();
    // No second attempt after a change (RFC 2759 §9.1).
    end.peer.receive(failure(10, 'E=709 R=1 C=00112233445566778899AABBCCDDEEFF V=3'));
    expect(end.host.failures.map(({ number }) => number)).toEqual([709]);
  });
});

describe('MS-CHAP', () => {
  it('answers with a zero LAN Manager response, the NT response of RFC 2433 §B.2, and the flag', () => {
    const end = caller('mschap', { credentials: { user: 'User', password: 'MyPw' } });
    end.peer.receive(challenge(1, mschapChallenge));
    expect(hex(end.host.lastSent)).toBe(
      `0201003a31${'00'.repeat(24)}4e9d3c8f9cfd385d5bf4d3246791956ca4c351ab409a3d610155736572`,
    );
    end.peer.receive(success(1));
    expect(end.host.successes).toMatchObject([{ name: 'MS-CHAP', user: 'User' }]);
  });

  it('adds 23 to the challenge for a retry when the server names none (RFC 2433 §8)', () => {
    const end = caller('mschap', { interactive: true });
    const value = concat([250, mschapChallenge.subarray(1)]);
    end.peer.receive(challenge(1, value));
    end.peer.receive(failure(1, 'E=691 R=1 V=2'));
    end.peer.retryWith?.({ user: 'User', password: 'clientPass' });
    const next = concat([17, mschapChallenge.subarray(1)]);
    expect(end.host.lastSent.subarray(29, 53)).toEqual(challengeResponse(next, ntPasswordHash('clientPass')));
  });

  it('sends version 2 of the change-password packet, and never version 1', () => {
    const end = caller('mschap', { interactive: true });
    end.peer.receive(challenge(1, mschapChallenge));
    end.peer.receive(failure(1, 'E=648 R=0 V=2'));
    end.peer.changePassword?.('newPass');
    const packet = end.host.lastSent;
    expect(packet).toHaveLength(1118);
    expect(hex(packet.subarray(0, 4))).toBe('0602045e');
    expect(packet.subarray(536, 536 + 556)).toEqual(new Uint8Array(556));
    expect(hex(packet.subarray(1116))).toBe('0001');
    expect(openNewPassword(packet.subarray(4), ntPasswordHash('clientPass'))).toBe('newPass');
    const old = caller('mschap', { interactive: true });
    old.peer.receive(challenge(1, mschapChallenge));
    old.peer.receive(failure(1, 'E=648 R=0'));
    expect(old.host.failures.map(({ number }) => number)).toEqual([648]);
  });
});

describe('CHAP MD5', () => {
  it('answers with MD5 over identifier, password and challenge', () => {
    const end = caller('chap');
    end.peer.receive(challenge(0x42, authenticatorChallenge));
    const value = createHash('md5')
      .update(concat([0x42, asciiBytes('clientPass'), authenticatorChallenge]))
      .digest();
    expect(hex(end.host.lastSent)).toBe(`0242001910${hex(value)}55736572`);
    end.peer.receive(success(0x42, 'Welcome'));
    expect(end.host.successes).toEqual([{ name: 'CHAP MD5', user: 'User' }]);
  });

  it('shows what the server said when it refuses, without control characters', () => {
    const { host, peer } = caller('chap', { interactive: true });
    peer.receive(challenge(1, authenticatorChallenge));
    peer.receive(failure(1, 'Go\r\naway \u001b[2J E=647 R=1'));
    expect(host.failures).toMatchObject([{ number: 691, evidence: 'CHAP Failure: Go..away .[2J E=647 R=1' }]);
  });

  it('answers later challenges of any length, but forgets all but the last ten answers', () => {
    const { host, peer } = caller('chap');
    for (let round = 0; round < 200; round += 1) {
      peer.receive(challenge(round & 0xff, Uint8Array.of(round, 1, 2)));
      peer.receive(success(round & 0xff));
    }
    expect(host.sent).toHaveLength(200);
    expect(host.successes).toHaveLength(1);
    expect(host.clock.pending).toBe(0);
  });
});

describe('PAP', () => {
  it('sends its request with a new identifier each time, and takes an answer to any of them', () => {
    const { host, peer } = caller('pap');
    host.clock.advance(6_000);
    expect(host.sent).toHaveLength(3);
    const identifiers = host.sent.map((packet) => packet[1] ?? 0);
    expect(new Set(identifiers).size).toBe(3);
    expect(hex(host.lastSent.subarray(2))).toBe('0014045573657 20a636c69656e7450617373'.replace(' ', ''));
    peer.receive(Uint8Array.of(2, (identifiers[0] ?? 0) + 5, 0, 5, 0));
    expect(host.successes).toEqual([]);
    peer.receive(Uint8Array.of(2, identifiers[0] ?? 0, 0, 5, 0));
    expect(host.successes).toEqual([{ name: 'PAP', user: 'User' }]);
  });

  it('shows a Nak’s message without control characters, and without the password in it', () => {
    const { host, peer } = caller('pap');
    const text = asciiBytes('bad\tpassword clientPass');
    peer.receive(concat([3, host.lastSent[1] ?? 0, 0, 5 + text.length, text.length, text]));
    expect(host.failures).toMatchObject([{ number: 691, evidence: 'PAP Nak: bad.password •••' }]);
    host.clock.advance(60_000);
    expect(host.sent).toHaveLength(1);
  });

  it('passes on what the server says, but not the password it quotes, to no log and no capture', () => {
    const { host, peer } = caller('pap');
    const text = asciiBytes('welcome, clientPass');
    const reply = concat([2, host.lastSent[1] ?? 0, 0, 5 + text.length, text.length, text]);
    peer.receive(reply);
    expect(host.logs).toEqual(['The remote computer says: welcome, •••']);
    expect(describeAuthPacket(0xc023, reply)).not.toContain('client');
    expect(hex(redactAuthPacket(0xc023, reply))).not.toContain(hex(asciiBytes('client')));
  });

  it('gives up after ten requests', () => {
    const { host } = caller('pap');
    host.clock.advance(30_000);
    expect(host.sent).toHaveLength(10);
    expect(host.failures.map(({ number }) => number)).toEqual([718]);
  });

  it('does not send a password that does not fit', () => {
    const { host } = caller('pap', { credentials: { user: 'User', password: 'é'.repeat(128) } });
    expect(host.sent).toEqual([]);
    expect(host.failures.map(({ number }) => number)).toEqual([691]);
  });
});
