import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asciiBytes, concat, hex, unhex } from '../../bytes.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import type { Auth } from './auth-types.ts';
import { decodeEap, decodeMschapV2, encodeEap, encodeMschapV2 } from './eap-packet.ts';
import { encodeValueAndName } from './chap-packet.ts';
import { createAnsweringAuth, createCallingAuth } from './index.ts';
import { RecordingHost, seededRandom } from './testing/two-ends.ts';

const authenticatorChallenge = unhex('5B5D7C7D7B3F2F3E3C2C602132262628');
const peerChallenge = unhex('21402324255E262A28295F2B3A337C7E');
const response = '82309ecd8d708b5ea08faa3981cd83544233114a3d85d6df';
const proof = 'S=407A5589115FD0D6209F510FE9C04566932CDA56';

const request = (identifier: number, type: number, data: Uint8Array = new Uint8Array(0)) =>
  encodeEap({ code: 1, identifier, type, data });
const reply = (identifier: number, type: number, data: Uint8Array = new Uint8Array(0)) =>
  encodeEap({ code: 2, identifier, type, data });
const success = (identifier: number) => encodeEap({ code: 3, identifier });
const failure = (identifier: number) => encodeEap({ code: 4, identifier });
const valueAndName = (value: Uint8Array, name = '') => encodeValueAndName({ value, name: asciiBytes(name) });
const mschap = (op: number, data: Uint8Array, identifier = 0x55) => encodeMschapV2({ op, identifier, data });

describe('EAP packets', () => {
  it('are their bytes', () => {
    expect(request(7, 1)).toEqual(unhex('0107000501'));
    expect(decodeEap(unhex('0207000801616263'))).toEqual({
      code: 2,
      identifier: 7,
      type: 1,
      data: asciiBytes('abc'),
    });
    expect(success(3)).toEqual(unhex('03030004'));
    expect(mschap(3, asciiBytes('S='))).toEqual(unhex('03550006533d'));
    expect(decodeMschapV2(unhex('03'))).toEqual({ op: 3, identifier: 0, data: new Uint8Array(0) });
  });

  it.each(['', '01', '010700', '01070004', '01070006 01', '05070004', '0107ffff01'])(
    '"%s" is malformed',
    (bytes) => {
      expect(decodeEap(unhex(bytes))).toHaveProperty('malformed');
    },
  );

  it.each(['', '01', '0155', '01550003', '0155000601', '02', '07'])(
    'MS-CHAP v2 inside: "%s" is malformed',
    (bytes) => {
      expect(decodeMschapV2(unhex(bytes))).toHaveProperty('malformed');
    },
  );
});

describe('calling', () => {
  function caller(interactive = false): { host: RecordingHost; peer: Auth } {
    let first = true;
    const seeded = seededRandom(7);
    const host = new RecordingHost(new FakeClock(), (count) => {
      if (count !== 16 || !first) return seeded(count);
      first = false;
      return peerChallenge;
    });
    const credentials = { user: 'User', password: 'clientPass', domain: 'BIGCO' };
    const peer = createCallingAuth('eap', { credentials, acceptable: ['eap'], interactive }, host);
    peer.start();
    return { host, peer };
  }

  const challenge = (identifier: number) =>
    request(identifier, 26, mschap(1, valueAndName(authenticatorChallenge, 'NAS')));

  it('says who it is, with the domain', () => {
    const { host, peer } = caller();
    peer.receive(request(1, 1, asciiBytes('Who are you?')));
    expect(hex(host.lastSent)).toBe(hex(reply(1, 1, asciiBytes('BIGCO\\User'))));
    expect(host.methods).toEqual([]);
  });

  it('shows a notification and acknowledges it', () => {
    const { host, peer } = caller();
    peer.receive(request(1, 2, asciiBytes('Maintenance\ntonight')));
    expect(hex(host.lastSent)).toBe('0201000502');
    expect(host.logs).toEqual(['The remote computer says: Maintenance.tonight']);
  });

  it('does MS-CHAP v2 with the bytes of RFC 2759 §9.2', () => {
    const { host, peer } = caller();
    peer.receive(challenge(4));
    expect(hex(host.lastSent)).toBe(
      `02040045 1a 02550040 31 ${hex(peerChallenge)} 0000000000000000 ${response} 00 ${hex(asciiBytes('BIGCO\\User'))}`.replaceAll(
        ' ',
        '',
      ),
    );
    peer.receive(request(5, 26, mschap(3, asciiBytes(`${proof} M=Hello`))));
    expect(hex(host.lastSent)).toBe('020500061a03');
    expect(host.successes).toEqual([]);
    peer.receive(success(5));
    expect(host.methods).toEqual(['EAP MS-CHAP v2']);
    expect(host.successes).toMatchObject([{ name: 'EAP MS-CHAP v2', user: 'BIGCO\\User' }]);
    expect(hex(host.successes[0]!.keys!(40).receive)).toBe('8b7cdc149b993a1b');
    expect(host.clock.pending).toBe(0);
  });

  describe('when encryption needs keys', () => {
    function keyed() {
      const host = new RecordingHost();
      host.keysNeeded = true;
      const credentials = { user: 'User', password: 'clientPass' };
      const peer = createCallingAuth('eap', { credentials, acceptable: ['eap'], interactive: false }, host);
      peer.start();
      return { host, peer };
    }

    it('refuses MD5 and asks for MS-CHAP v2', () => {
      const { host, peer } = keyed();
      peer.receive(request(9, 4, valueAndName(authenticatorChallenge, 'NAS')));
      expect(hex(host.lastSent)).toBe('02090006031a');
      expect(host.methods).toEqual([]);
      peer.receive(challenge(10));
      expect(host.methods).toEqual(['EAP MS-CHAP v2']);
    });

    it('ends with 742 when the authenticator has nothing but MD5', () => {
      const { host, peer } = keyed();
      peer.receive(request(9, 4, valueAndName(authenticatorChallenge, 'NAS')));
      peer.receive(failure(9));
      expect(host.failures).toMatchObject([{ number: 742, evidence: 'EAP: the peer insists on MD5' }]);
    });

    it('offers no MD5 as the authenticator', () => {
      const host = new RecordingHost();
      host.keysNeeded = true;
      const account = () => ({ password: 'clientPass' });
      const nas = createAnsweringAuth('eap', { name: 'NAS', methods: ['eap'], account }, host);
      nas.start();
      const identifier = host.lastSent[1]!;
      nas.receive(reply(identifier, 1, asciiBytes('User')));
      nas.receive(reply(host.lastSent[1]!, 3, Uint8Array.of(4)));
      expect(host.lastSent[0]).toBe(4);
      expect(host.failures).toHaveLength(1);
    });
  });

  it('does MD5 over identifier, password and challenge', () => {
    const { host, peer } = caller();
    peer.receive(request(0x42, 4, valueAndName(authenticatorChallenge, 'NAS')));
    const value = createHash('md5')
      .update(concat([0x42, asciiBytes('clientPass'), authenticatorChallenge]))
      .digest();
    expect(host.lastSent).toEqual(reply(0x42, 4, valueAndName(value, 'BIGCO\\User')));
    peer.receive(success(0x43));
    expect(host.successes).toEqual([{ name: 'EAP MD5', user: 'BIGCO\\User' }]);
  });

  it.each([5, 6, 13, 25, 254, 255])('Naks type %i, naming what it has', (type) => {
    const { host, peer } = caller();
    peer.receive(request(1, type, new Uint8Array(9)));
    expect(hex(host.lastSent)).toBe('02010007031a04');
    peer.receive(failure(1));
    expect(host.failures.map(({ number }) => number)).toEqual([850]);
  });

  it('gives a repeated request the same response', () => {
    const { host, peer } = caller();
    peer.receive(challenge(4));
    peer.receive(challenge(4));
    expect(host.sent[1]).toEqual(host.sent[0]);
    // Asked again under another EAP identifier it is still the same challenge.
    peer.receive(challenge(5));
    expect(hex(host.lastSent)).toContain(response);
  });

  it('takes no Success before there was a proof', () => {
    const first = caller();
    first.peer.receive(request(1, 1));
    first.peer.receive(success(1));
    expect(first.host.successes).toEqual([]);
    expect(first.host.failures).toEqual([]);

    const second = caller();
    second.peer.receive(challenge(4));
    second.peer.receive(success(4));
    expect(second.host.successes).toEqual([]);
    expect(second.host.failures.map(({ number }) => number)).toEqual([778]);
  });

  it.each(['', 'M=Hello', `S=${'0'.repeat(40)}`])('ends with 778 at the proof "%s"', (text) => {
    const { host, peer } = caller();
    peer.receive(challenge(4));
    peer.receive(request(5, 26, mschap(3, asciiBytes(text))));
    peer.receive(success(5));
    peer.networkSeen?.();
    expect(host.successes).toEqual([]);
    expect(host.failures.map(({ number }) => number)).toEqual([778]);
  });

  it('takes a network packet for a lost Success, but only after the proof', () => {
    const { host, peer } = caller();
    peer.networkSeen?.();
    peer.receive(challenge(4));
    peer.networkSeen?.();
    expect(host.successes).toEqual([]);
    peer.receive(request(5, 26, mschap(3, asciiBytes(proof))));
    peer.networkSeen?.();
    peer.networkSeen?.();
    expect(host.successes).toHaveLength(1);
  });

  it('is not talked down from MS-CHAP v2 to MD5', () => {
    const { host, peer } = caller();
    peer.receive(challenge(4));
    peer.receive(request(5, 1));
    peer.receive(request(6, 4, valueAndName(authenticatorChallenge)));
    expect(host.sent).toHaveLength(2);
    peer.receive(success(5));
    expect(host.successes).toEqual([]);
  });

  it('goes through a second conversation later, telling nobody', () => {
    const { host, peer } = caller();
    peer.receive(challenge(4));
    peer.receive(request(5, 26, mschap(3, asciiBytes(proof))));
    peer.receive(success(5));
    peer.receive(request(6, 1));
    peer.receive(challenge(7));
    expect(host.sent).toHaveLength(4);
    peer.receive(request(8, 26, mschap(4, asciiBytes('E=691 R=0'))));
    expect(host.successes).toHaveLength(1);
    expect(host.failures.map(({ number }) => number)).toEqual([691]);
  });

  it('acknowledges a final refusal and ends with its number', () => {
    const { host, peer } = caller(true);
    peer.receive(challenge(4));
    peer.receive(request(5, 26, mschap(4, asciiBytes('E=649 R=0 V=3 M=No dial-in'))));
    expect(hex(host.lastSent)).toBe('020500061a04');
    expect(host.failures).toMatchObject([
      { number: 649, evidence: 'EAP MS-CHAP v2 Failure: E=649 R=0 V=3 M=No dial-in' },
    ]);
  });

  it('ends with 691 when the server gives up while the user is asked', () => {
    const { host, peer } = caller(true);
    peer.receive(challenge(4));
    const refusal = mschap(4, asciiBytes('E=691 R=1 C=00112233445566778899AABBCCDDEEFF V=3'));
    peer.receive(request(5, 26, refusal));
    peer.receive(request(5, 26, refusal));
    expect(host.retries).toHaveLength(1);
    expect(host.sent).toHaveLength(1);
    peer.receive(failure(5));
    expect(host.failures).toMatchObject([{ number: 691, evidence: 'EAP MS-CHAP v2 Failure: E=691 R=1 V=3' }]);
  });

  it('keeps to the method of the first conversation in every later one', () => {
    const { host, peer } = caller();
    peer.receive(challenge(4));
    peer.receive(request(5, 26, mschap(3, asciiBytes(proof))));
    peer.receive(success(5));
    peer.receive(request(6, 4, valueAndName(authenticatorChallenge)));
    expect(host.sent).toHaveLength(2);
    peer.receive(request(7, 26, mschap(1, valueAndName(authenticatorChallenge))));
    expect(host.sent).toHaveLength(3);
    peer.receive(request(8, 26, mschap(3, asciiBytes(proof))));
    expect(host.failures.map(({ number }) => number)).toEqual([778]);
  });

  it('drops conclusions to what it never said', () => {
    const { host, peer } = caller();
    peer.receive(failure(1));
    peer.receive(request(4, 1));
    peer.receive(failure(9));
    expect(host.failures).toEqual([]);
    peer.receive(failure(4));
    expect(host.failures.map(({ number }) => number)).toEqual([691]);
  });

  it.each([
    ['a value longer than the packet', unhex('01550006ff00')],
    ['an empty value', unhex('0155000500')],
    ['a challenge of fifteen bytes', mschap(1, valueAndName(new Uint8Array(15)))],
    ['a length of its own beyond the end', unhex('0155ffff10')],
    ['an unknown opcode', mschap(9, new Uint8Array(4))],
    ['a response', mschap(2, valueAndName(new Uint8Array(49)))],
  ])('drops a request with %s', (_what, data) => {
    const { host, peer } = caller();
    peer.receive(request(4, 26, data));
    expect(host.sent).toEqual([]);
    expect(host.logs).toHaveLength(1);
    peer.receive(challenge(4));
    expect(host.sent).toHaveLength(1);
  });
});

describe('answering', () => {
  function answerer(): { host: RecordingHost; authenticator: Auth } {
    const host = new RecordingHost(new FakeClock(), seededRandom(3));
    const authenticator = createAnsweringAuth(
      'eap',
      {
        name: 'NAS',
        methods: ['eap'],
        account: (user) => (user === 'User' ? { password: 'clientPass' } : undefined),
      },
      host,
    );
    authenticator.start();
    return { host, authenticator };
  }
  const current = ({ host }: { host: RecordingHost }) => host.lastSent[1] ?? 0;

  it('asks for the identity, then offers MS-CHAP v2, then on a Nak MD5', () => {
    const end = answerer();
    const { host, authenticator } = end;
    expect(hex(host.lastSent.subarray(2))).toBe('000501');
    authenticator.receive(reply(current(end), 1, asciiBytes('User')));
    expect(host.lastSent[4]).toBe(26);
    authenticator.receive(reply(current(end), 3, Uint8Array.of(4)));
    expect(host.lastSent[4]).toBe(4);
    const identifier = current(end);
    const value = createHash('md5')
      .update(concat([identifier, asciiBytes('clientPass'), host.lastSent.subarray(6, 22)]))
      .digest();
    // No name in the response: the identity counts.
    authenticator.receive(reply(identifier, 4, valueAndName(value)));
    expect(host.lastSent).toEqual(success(identifier));
    expect(host.methods).toEqual(['EAP MD5']);
    expect(host.successes).toEqual([{ name: 'EAP MD5', user: 'User' }]);
    authenticator.receive(reply(identifier, 4, valueAndName(value)));
    expect(host.lastSent).toEqual(success(identifier));
    expect(host.successes).toHaveLength(1);
  });

  it.each([[[]], [[0]], [[13, 25]], [[26]]])('fails a caller who Naks with %j', (wanted) => {
    const end = answerer();
    end.authenticator.receive(reply(current(end), 1, asciiBytes('User')));
    end.authenticator.receive(reply(current(end), 3, Uint8Array.from(wanted)));
    expect(end.host.lastSent[0]).toBe(4);
    expect(end.host.failures.map(({ number }) => number)).toEqual([691]);
    expect(end.host.clock.pending).toBe(0);
  });

  it('takes no Nak once the method is under way', () => {
    const end = answerer();
    end.authenticator.receive(reply(current(end), 1, asciiBytes('User')));
    end.authenticator.receive(reply(current(end), 26, mschap(2, valueAndName(new Uint8Array(49), 'User'))));
    const sent = end.host.sent.length;
    end.authenticator.receive(reply(current(end), 3, Uint8Array.of(4)));
    expect(end.host.sent).toHaveLength(sent);
  });

  it('takes no identity of more than 255 bytes', () => {
    const end = answerer();
    end.authenticator.receive(reply(current(end), 1, new Uint8Array(300).fill(0x41)));
    expect(end.host.sent).toHaveLength(1);
    expect(end.host.logs).toHaveLength(1);
  });

  it.each([256, 1_000])('survives a name of %i bytes', (length) => {
    const end = answerer();
    end.authenticator.receive(reply(current(end), 1, asciiBytes('User')));
    end.authenticator.receive(
      reply(current(end), 26, mschap(2, valueAndName(new Uint8Array(49), 'A'.repeat(length)))),
    );
    expect(end.host.lastSent[5]).toBe(4);
    expect(end.host.successes).toEqual([]);
  });

  it('takes an acknowledgement of success only for a success', () => {
    const end = answerer();
    end.authenticator.receive(reply(current(end), 1, asciiBytes('User')));
    end.authenticator.receive(reply(current(end), 26, unhex('03')));
    end.authenticator.receive(reply(current(end), 26, mschap(2, valueAndName(new Uint8Array(49), 'User'))));
    end.authenticator.receive(reply(current(end), 26, unhex('03')));
    end.authenticator.receive(reply(current(end), 26, mschap(7, new Uint8Array(582))));
    expect(end.host.successes).toEqual([]);
    end.authenticator.receive(reply(current(end), 26, unhex('04')));
    expect(end.host.failures.map(({ number }) => number)).toEqual([691]);
  });
});
