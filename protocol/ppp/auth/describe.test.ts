import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiBytes, concat, hex, unhex } from '../../bytes.ts';
import { encodeChap, encodeValueAndName } from './chap-packet.ts';
import { describeAuthPacket, redactAuthPacket } from './describe.ts';
import { encodeEap, encodeMschapV2 } from './eap-packet.ts';
import { encodePap } from './pap-packet.ts';

const alice = asciiBytes('alice');
const secret = asciiBytes('XSECRETXSECRETXSECRETXSECRETXSECRETXSECRETXSECRETX').subarray(0, 49);
const proof = '407A5589115FD0D6209F510FE9C04566932CDA56';

const pap = encodePap({ code: 1, identifier: 7, peerId: alice, password: secret });
const chapResponse = encodeChap({ code: 2, identifier: 3, value: secret, name: alice });
const change = encodeChap({ code: 7, identifier: 4, data: concat([secret, new Uint8Array(533)]) });
const eap = (code: 1 | 2, type: number, data: Uint8Array) => encodeEap({ code, identifier: 5, type, data });
const inner = (op: number, data: Uint8Array) => encodeMschapV2({ op, identifier: 6, data });
const valueAndName = encodeValueAndName({ value: secret, name: alice });

const packets: readonly (readonly [string, number, Uint8Array, string])[] = [
  ['PAP request', 0xc023, pap, 'PAP Authenticate-Request id 7: user "alice", password ••••••••'],
  ['CHAP response', 0xc223, chapResponse, 'CHAP Response id 3: 49 bytes from "alice"'],
  ['change of password', 0xc223, change, 'CHAP Change-Password id 4: version 3, 582 bytes'],
  [
    'EAP MD5 response',
    0xc227,
    eap(2, 4, valueAndName),
    'EAP Response id 5: MD5-Challenge: 49 bytes from "alice"',
  ],
  [
    'EAP MS-CHAP v2 response',
    0xc227,
    eap(2, 26, inner(2, valueAndName)),
    'EAP Response id 5: MS-CHAP v2 Response: 49 bytes from "alice"',
  ],
  [
    'EAP change of password',
    0xc227,
    eap(2, 26, inner(7, secret)),
    'EAP Response id 5: MS-CHAP v2 Change-Password',
  ],
  ['EAP token card', 0xc227, eap(2, 6, secret), 'EAP Response id 5: type 6: 49 bytes'],
];

describe.each(packets)('a %s', (_what, protocol, packet, words) => {
  it('is described without its secret', () => {
    expect(describeAuthPacket(protocol, packet)).toBe(words);
  });

  it('is redacted to the same length, with nothing of the secret left', () => {
    const redacted = redactAuthPacket(protocol, packet);
    expect(redacted).toHaveLength(packet.length);
    expect(hex(redacted)).not.toContain(hex(asciiBytes('SECRET')));
    expect(redacted.subarray(0, 4)).toEqual(packet.subarray(0, 4));
  });

  it('leaks nothing when it is cut anywhere, or says a wrong length', () => {
    for (let length = 0; length <= packet.length; length += 1) {
      for (const cut of [packet.subarray(0, length), lying(packet.subarray(0, length))]) {
        expect(hex(redactAuthPacket(protocol, cut))).not.toContain(hex(asciiBytes('SECRET')));
        expect(describeAuthPacket(protocol, cut)).not.toContain('SECRET');
      }
    }
  });

  it('leaks nothing as padding', () => {
    const padded = concat([packet, secret]);
    expect(hex(redactAuthPacket(protocol, padded))).not.toContain(hex(asciiBytes('SECRET')));
  });
});

/** The same bytes with a length field one too large. */
function lying(packet: Uint8Array): Uint8Array {
  const copy = packet.slice();
  if (copy.length >= 4) copy.set([(copy.length + 1) >> 8, (copy.length + 1) & 0xff], 2);
  return copy;
}

it.each([
  [0xc023, '02070006 01 41', 'PAP Authenticate-Ack id 7: 1 bytes'],
  [0xc223, '01010007 01 ff 4e', 'CHAP Challenge id 1: 1 bytes from "N"'],
  [0xc227, '0101000501', 'EAP Request id 1: Identity'],
  [0xc227, '02010006 01 61', 'EAP Response id 1: Identity "a"'],
  [0xc227, '02010007 03 1a04', 'EAP Response id 1: Nak, wants 26, 4'],
  [0xc227, '0201000619 1a', 'EAP Response id 1: type 25: 1 bytes'],
  [0xc227, '02010006 1a 03', 'EAP Response id 1: MS-CHAP v2 Success'],
  [0xc227, '03010004', 'EAP Success id 1'],
  [0xc227, '0401', 'EAP packet, malformed: 2 bytes, a header needs 4'],
  [0xc025, '0401', 'protocol c025, 2 bytes'],
])('%i %s reads "%s"', (protocol, bytes, words) => {
  expect(describeAuthPacket(protocol, unhex(bytes))).toBe(words);
});

it('hides bytes that an inner length leaves out', () => {
  const short = inner(2, encodeValueAndName({ value: Uint8Array.of(1), name: alice }));
  const packet = eap(2, 26, concat([short, secret]));
  expect(hex(redactAuthPacket(0xc227, packet))).not.toContain(hex(asciiBytes('SECRET')));
  const request = concat([1, 1, 0, 4 + 4 + secret.length, 1, 0x61, 1, 0x62, secret]);
  expect(hex(redactAuthPacket(0xc023, request))).not.toContain(hex(asciiBytes('SECRET')));
  expect(hex(redactAuthPacket(0xc023, request)).startsWith('01010039016101000')).toBe(true);
});

it('shows neither proofs nor challenges in messages', () => {
  const success = encodeChap({ code: 3, identifier: 1, message: asciiBytes(`S=${proof} M=Welcome`) });
  expect(describeAuthPacket(0xc223, success)).toBe('CHAP Success id 1 "S=… M=Welcome"');
  const failure = encodeChap({ code: 4, identifier: 1, message: asciiBytes(`E=691 R=1 C=${proof} V=3`) });
  expect(describeAuthPacket(0xc223, failure)).toBe('CHAP Failure id 1 "E=691 R=1 C=… V=3"');
});

it('keeps what is no secret', () => {
  const challenge = encodeChap({ code: 1, identifier: 1, value: secret, name: alice });
  expect(redactAuthPacket(0xc223, challenge)).toEqual(challenge);
  const request = eap(1, 26, inner(1, valueAndName));
  expect(redactAuthPacket(0xc227, request)).toEqual(request);
  expect(hex(redactAuthPacket(0xc223, chapResponse))).toContain(hex(alice));
  expect(hex(redactAuthPacket(0xc023, pap))).toContain(hex(alice));
});

it('any bytes are described and redacted, without control characters', () => {
  const protocols = fc.constantFrom(0xc023, 0xc223, 0xc227, 0x8021);
  fc.assert(
    fc.property(protocols, fc.uint8Array({ maxLength: 80 }), fc.boolean(), (protocol, bytes, honest) => {
      if (honest && bytes.length >= 4) bytes.set([0, bytes.length], 2);
      expect(redactAuthPacket(protocol, bytes)).toHaveLength(bytes.length);
      expect(describeAuthPacket(protocol, bytes)).not.toMatch(/\p{Cc}/u);
    }),
  );
});
