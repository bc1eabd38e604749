import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChap, encodeChap } from './chap-packet.ts';
import type { ChapPacket } from './chap-packet.ts';
import { decodeEap, decodeMschapV2, encodeEap, encodeMschapV2, mschapV2Op } from './eap-packet.ts';
import type { EapPacket, MschapV2Packet } from './eap-packet.ts';
import { decodeFailure, encodeFailure } from './mschap-failure.ts';
import type { Malformed } from './packet.ts';
import { decodePap, encodePap } from './pap-packet.ts';
import type { PapPacket } from './pap-packet.ts';

const u8 = fc.nat(0xff);
const identifier = u8;
const upTo = (maxLength: number, minLength = 0) => fc.uint8Array({ minLength, maxLength });

/** One kind of packet: what it can say, and its way to bytes and back. */
interface Codec<Packet extends object> {
  readonly name: string;
  readonly packets: fc.Arbitrary<Packet>;
  readonly encode: (packet: Packet) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => Packet | Malformed;
}

const pap: Codec<PapPacket> = {
  name: 'PAP',
  packets: fc.oneof(
    fc.record({ code: fc.constant(1), identifier, peerId: upTo(255), password: upTo(255) }),
    fc.record({ code: fc.constantFrom(2, 3), identifier, message: upTo(255) }),
  ),
  encode: encodePap,
  decode: decodePap,
};

const chap: Codec<ChapPacket> = {
  name: 'CHAP',
  packets: fc.oneof(
    fc.record({ code: fc.constantFrom(1, 2), identifier, value: upTo(255, 1), name: upTo(100) }),
    fc.record({ code: fc.constantFrom(3, 4), identifier, message: upTo(300) }),
    fc.record({ code: fc.constantFrom(5, 6, 7), identifier, data: upTo(600) }),
  ),
  encode: encodeChap,
  decode: decodeChap,
};

const eap: Codec<EapPacket> = {
  name: 'EAP',
  packets: fc.oneof(
    fc.record({ code: fc.constantFrom(1, 2), identifier, type: u8, data: upTo(300) }),
    fc.record({ code: fc.constantFrom(3, 4), identifier }),
  ),
  encode: encodeEap,
  decode: decodeEap,
};

/** A Success or Failure cut to its opcode is an acknowledgement: those two are not among the ops that are cut. */
const { challenge, response, changePassword } = mschapV2Op;
const mschapV2: Codec<MschapV2Packet> = {
  name: 'MS-CHAP v2 inside EAP',
  packets: fc.record({
    op: fc.constantFrom(challenge, response, changePassword),
    identifier,
    data: upTo(600),
  }),
  encode: encodeMschapV2,
  decode: decodeMschapV2,
};

function behaves<Packet extends object>({ name, packets, encode, decode }: Codec<Packet>): void {
  describe(`${name} packets`, () => {
    it('come back as they went out, whatever padding follows', () => {
      fc.assert(
        fc.property(packets, upTo(20), (packet, padding) => {
          const bytes = encode(packet);
          expect(decode(bytes)).toEqual(packet);
          expect(decode(Uint8Array.from([...bytes, ...padding]))).toEqual(packet);
        }),
      );
    });

    it('are malformed when cut anywhere', () => {
      fc.assert(
        fc.property(packets, (packet) => {
          const bytes = encode(packet);
          for (let length = 0; length < bytes.length; length += 1) {
            expect('malformed' in decode(bytes.subarray(0, length))).toBe(true);
          }
        }),
      );
    });

    it('never throw, whatever the bytes, with a header that fits them or without', () => {
      fc.assert(
        fc.property(upTo(100), fc.nat(9), (bytes, code) => {
          decode(bytes);
          decode(Uint8Array.from([code, 1, 0, 4 + bytes.length, ...bytes]));
        }),
      );
    });
  });
}

behaves(pap);
behaves(chap);
behaves(eap);
behaves(mschapV2);

describe('a Success or Failure of MS-CHAP v2 inside EAP', () => {
  it('comes back as it went out, and is an acknowledgement as a lone opcode', () => {
    const ops = fc.constantFrom(mschapV2Op.success, mschapV2Op.failure);
    fc.assert(
      fc.property(ops, identifier, upTo(300), (op, id, data) => {
        const packet = { op, identifier: id, data };
        expect(decodeMschapV2(encodeMschapV2(packet))).toEqual(packet);
        expect(decodeMschapV2(Uint8Array.of(op))).toEqual({ op, identifier: 0, data: new Uint8Array(0) });
      }),
    );
  });
});

describe('the Failure message of MS-CHAP', () => {
  const length = 16;
  const fields = fc.record(
    {
      number: fc.constantFrom(646, 647, 648, 649, 691, 709),
      retry: fc.boolean(),
      version: fc.nat(3),
      challenge: upTo(length, length),
      message: fc.string({ maxLength: 80 }).filter((text) => !text.includes('=')),
    },
    { requiredKeys: ['number', 'retry', 'version'] },
  );

  it('comes back as it went out', () => {
    fc.assert(
      fc.property(fields, (said) => {
        const { number, retry, version, challenge: next } = said;
        const refusal = decodeFailure(encodeFailure(said), length);
        expect(refusal).toMatchObject({ number, retry, version });
        expect(refusal.challenge).toEqual(next);
      }),
    );
  });

  it('cut anywhere grants nothing that was not said', () => {
    fc.assert(
      fc.property(fields, (said) => {
        const bytes = encodeFailure(said);
        for (let cut = 0; cut < bytes.length; cut += 1) {
          const refusal = decodeFailure(bytes.subarray(0, cut), length);
          expect([said.number, 691]).toContain(refusal.number);
          expect([said.retry, false]).toContain(refusal.retry);
          expect([said.version, undefined]).toContain(refusal.version);
          expect([said.challenge, undefined]).toContainEqual(refusal.challenge);
        }
      }),
    );
  });
});
