import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiBytes, concat, hex, unhex } from '../../bytes.ts';
import { decodeChap, encodeChap } from './chap-packet.ts';
import { decodeFailure, encodeFailure } from './mschap-failure.ts';
import { decodePap, encodePap } from './pap-packet.ts';
import { displayable, safeText, utf8Bytes, wireText } from './text.ts';

const papRequest = unhex('01 07 0014 05 616c696365 09 736573616d65313233'.replaceAll(' ', ''));
const chapChallenge = unhex('0142 0019 10 000102030405060708090a0b0c0d0e0f 4e415331');

describe('PAP packets', () => {
  it('a request is its bytes', () => {
    const message = {
      code: 1,
      identifier: 7,
      peerId: asciiBytes('alice'),
      password: asciiBytes('sesame123'),
    } as const;
    expect(decodePap(papRequest)).toEqual(message);
    expect(encodePap(message)).toEqual(papRequest);
  });

  it('an Ack is its bytes, and is understood without its message length', () => {
    const message = { code: 2, identifier: 9, message: asciiBytes('hi') } as const;
    expect(decodePap(unhex('02090007026869'))).toEqual(message);
    expect(encodePap(message)).toEqual(unhex('02090007026869'));
    expect(decodePap(unhex('02090004'))).toEqual({ code: 2, identifier: 9, message: new Uint8Array(0) });
    expect(decodePap(unhex('03090006ff68'))).toEqual({ code: 3, identifier: 9, message: asciiBytes('h') });
  });

  it.each([...papRequest.keys()])('a request cut after %i bytes is malformed', (length) => {
    expect(decodePap(papRequest.subarray(0, length))).toHaveProperty('malformed');
  });

  it('names and passwords longer than the packet are malformed', () => {
    expect(decodePap(unhex('01010006 ff 61'))).toHaveProperty('malformed');
    expect(decodePap(unhex('01010007 01 61 ff'))).toHaveProperty('malformed');
    expect(decodePap(unhex('01010006 01 61'))).toHaveProperty('malformed');
  });

  it('padding after the packet is ignored', () => {
    expect(decodePap(concat([papRequest, 1, 2, 3]))).toEqual(decodePap(papRequest));
  });
});

describe('CHAP packets', () => {
  it('a challenge is its bytes', () => {
    const message = {
      code: 1,
      identifier: 0x42,
      value: Uint8Array.from({ length: 16 }, (_, at) => at),
      name: asciiBytes('NAS1'),
    } as const;
    expect(decodeChap(chapChallenge)).toEqual(message);
    expect(encodeChap(message)).toEqual(chapChallenge);
  });

  it('success, failure and change-password packets are their bytes', () => {
    expect(encodeChap({ code: 3, identifier: 1, message: asciiBytes('ok') })).toEqual(unhex('030100066f6b'));
    expect(decodeChap(unhex('040100066e6f'))).toEqual({ code: 4, identifier: 1, message: asciiBytes('no') });
    expect(decodeChap(unhex('07020005ff'))).toEqual({ code: 7, identifier: 2, data: unhex('ff') });
  });

  it.each([...chapChallenge.keys()])('a challenge cut after %i bytes is malformed', (length) => {
    expect(decodeChap(chapChallenge.subarray(0, length))).toHaveProperty('malformed');
  });

  it('a value of no bytes, or longer than the packet, is malformed; so is an unknown code', () => {
    expect(decodeChap(unhex('0101000500'))).toHaveProperty('malformed');
    expect(decodeChap(unhex('01010006ff00'))).toHaveProperty('malformed');
    expect(decodeChap(unhex('02010004'))).toHaveProperty('malformed');
    expect(decodeChap(unhex('09010004'))).toHaveProperty('malformed');
  });

  it('any bytes are a packet or malformed, and what is a packet encodes to what it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.integer({ min: 0, max: 8 }), (tail, code) => {
        const bytes = concat([code, 1, 0, 4 + tail.length, tail]);
        const chap = decodeChap(bytes);
        if (!('malformed' in chap)) expect(encodeChap(chap)).toEqual(bytes);
        decodePap(bytes);
        decodeChap(tail);
        decodePap(tail);
      }),
    );
  });
});

describe('MS-CHAP Failure messages', () => {
  const challenge = '00112233445566778899AABBCCDDEEFF';

  it.each([
    [`E=691 R=1 C=${challenge} V=3 M=Wrong`, 691, true, true, 3],
    [`V=3 C=${challenge} R=1 E=646`, 646, true, true, 3],
    [`M=Wrong password E=649 R=0 V=3`, 649, false, false, 3],
    ['E=0000000647 R=0', 647, false, false, undefined],
    ['E=4711 R=1', 691, true, false, undefined],
    ['E=691 R=1 C=0011', 691, true, false, undefined],
    ['E=709', 709, false, false, undefined],
    ['', 691, false, false, undefined],
    ['access denied', 691, false, false, undefined],
    ['E=691 R=0 M=say R=1 to retry', 691, false, false, undefined],
    ['E=99999999999999999999 R=1', 691, true, false, undefined],
  ])('"%s"', (text, number, retry, hasChallenge, version) => {
    const refusal = decodeFailure(utf8Bytes(text), 16);
    expect(refusal).toMatchObject({ number, retry });
    expect(refusal.version).toBe(version);
    expect(refusal.challenge === undefined ? '' : hex(refusal.challenge).toUpperCase()).toBe(
      hasChallenge ? challenge : '',
    );
    expect(refusal.text).not.toContain(challenge);
  });

  it('is written as RFC 2759 §6 has it', () => {
    const fields = { number: 691, retry: true, challenge: unhex(challenge), version: 3, message: 'No' };
    expect(wireText(encodeFailure(fields))).toBe(`E=691 R=1 C=${challenge} V=3 M=No`);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, text) => {
        decodeFailure(bytes, 16);
        decodeFailure(utf8Bytes(`E=${text} R=${text} C=${text}`), 8);
      }),
    );
  });
});

describe('text', () => {
  it('goes out as UTF-8 and comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(wireText(utf8Bytes(text))).toBe(text);
        expect(utf8Bytes(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)));
      }),
    );
  });

  it('is taken for Latin-1 where it is no UTF-8', () => {
    expect(wireText(unhex('5a6feb'))).toBe('Zoë');
    expect(wireText(unhex('c080'))).toBe('À\u0080');
    expect(wireText(unhex('eda080'))).toBe('í\u00a0\u0080');
    expect(wireText(unhex('f4908080'))).toBe('ô\u0090\u0080\u0080');
  });

  it('is shown without controls, bidirectional overrides and line breaks, and not for ever', () => {
    expect(displayable(asciiBytes('a\r\nb\u001b[31m'))).toBe('a..b.[31m');
    expect(safeText('ab\u202ecd\u2028e')).toBe('ab.cd.e');
    expect(displayable(asciiBytes('x'.repeat(5_000)))).toBe(`${'x'.repeat(200)}…`);
  });
});
