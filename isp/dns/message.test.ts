import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeQuery } from './message.ts';
import { respond } from './server.ts';

const names = { 'intranet.office': '10.99.0.80' };
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const toHex = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && Buffer.from(bytes).toString('hex');
const spaced = (text: string): string => text.replaceAll(' ', '');

/** intranet.office, as it stands on the wire. */
const name = '08 696e7472616e6574 06 6f6666696365 00';
const query = (header: string, question: string): Uint8Array => hex(`${header} ${question}`);
const plain = 'abcd 0100 0001 0000 0000 0000';

describe('a query', () => {
  it('for an address is answered with it', () => {
    expect(toHex(respond(query(plain, `${name} 0001 0001`), names))).toBe(
      spaced(`abcd 8580 0001 0001 0000 0000 ${name} 0001 0001  c00c 0001 0001 0000003c 0004 0a630050`),
    );
  });

  it('may be in any case, and keeps it in the answer', () => {
    const shouted = '08 494e7472616e6574 06 4f6666696345 00';
    expect(toHex(respond(query(plain, `${shouted} 0001 0001`), names))).toBe(
      spaced(`abcd 8580 0001 0001 0000 0000 ${shouted} 0001 0001  c00c 0001 0001 0000003c 0004 0a630050`),
    );
  });

  it('for another type of a name we know gets an empty answer', () => {
    expect(toHex(respond(query(plain, `${name} 001c 0001`), names))).toBe(
      spaced(`abcd 8580 0001 0000 0000 0000 ${name} 001c 0001`),
    );
  });

  it('for a name we do not know, or in another class, gets NXDOMAIN', () => {
    const unknown = '03 777777 00';
    expect(toHex(respond(query(plain, `${unknown} 0001 0001`), names))).toBe(
      spaced(`abcd 8583 0001 0000 0000 0000 ${unknown} 0001 0001`),
    );
    expect(toHex(respond(query(plain, `${name} 0001 0003`), names))).toBe(
      spaced(`abcd 8583 0001 0000 0000 0000 ${name} 0001 0003`),
    );
    const inherited = '0b 636f6e7374727563746f72 00';
    expect(toHex(respond(query(plain, `${inherited} 0001 0001`), names))).toContain('8583');
  });

  it('may carry EDNS after the question', () => {
    const reply = respond(
      query('abcd 0100 0001 0000 0000 0001', `${name} 0001 0001 00 0029 1000 00000000 0000`),
      names,
    );
    expect(toHex(reply)).toMatch(/0a630050$/);
  });
});

describe('what is no proper query', () => {
  it.each([
    ['an answer', query('abcd 8180 0001 0000 0000 0000', `${name} 0001 0001`)],
    ['less than a header', hex('abcd 0100 0001')],
    ['nothing', hex('')],
  ])('%s gets no reply', (_, bytes) => {
    expect(respond(bytes, names)).toBeUndefined();
  });

  it.each([
    ['no question', hex('abcd 0100 0000 0000 0000 0000'), 1],
    ['two questions', query('abcd 0100 0002 0000 0000 0000', `${name} 0001 0001 ${name} 0001 0001`), 1],
    ['a compressed name', query(plain, 'c00c 0001 0001'), 1],
    ['a label past the end', query(plain, '3f 6162'), 1],
    ['a name without an end', query(plain, '01 61'), 1],
    ['no class', query(plain, `${name} 0001`), 1],
    ['a name of 256 bytes', query(plain, `${'01 61'.repeat(128)} 00 0001 0001`), 1],
    [
      'more than 512 bytes',
      Uint8Array.from([...query(plain, `${name} 0001 0001`), ...new Uint8Array(600)]),
      1,
    ],
    ['an inverse query', query('abcd 0900 0001 0000 0000 0000', `${name} 0001 0001`), 4],
  ])('%s gets an error and nothing else', (_, bytes, code) => {
    const reply = respond(bytes, names);
    expect(toHex(reply)).toBe(spaced(`abcd 848${code} 0000 0000 0000 0000`));
  });

  it('does not mistake a dot inside a label for one between labels', () => {
    const oneLabel = '0f 696e7472616e65742e6f6666696365 00';
    expect(toHex(respond(query(plain, `${oneLabel} 0001 0001`), names))).toContain('8583');
  });

  it('truncated anywhere is no question', () => {
    const whole = query(plain, `${name} 0001 0001`);
    for (let length = 0; length < whole.length; length += 1) {
      expect(decodeQuery(whole.subarray(0, length))).not.toHaveProperty('name');
    }
    expect(decodeQuery(whole)).toMatchObject({ name: 'intranet.office', type: 1 });
  });

  it('never throws, never gets an answer longer than it is by more than a record', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const reply = respond(bytes, names);
        return reply === undefined || reply.length <= Math.max(12, bytes.length) + 16;
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        const reply = respond(Uint8Array.from([...hex(plain), ...tail]), names);
        return reply !== undefined && reply.length <= 12 + tail.length + 16;
      }),
    );
  });
});
