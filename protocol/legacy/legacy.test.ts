import fc from 'fast-check';
import { md4 as oracleMd4 } from 'hash-wasm';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { asciiBytes, concat, hex, unhex } from '../bytes.ts';
import { desEncrypt, expandKey } from './des.ts';
import { md4 } from './md4.ts';
import { lmPasswordHash, ntPasswordHash, oemPassword, utf16le } from './password-hash.ts';
import { rc4 } from './rc4.ts';

/** des.js carries no types. */
interface OracleDes {
  create(options: { type: 'encrypt'; key: Uint8Array; padding: false }): {
    update(block: Uint8Array): number[];
  };
}
const { DES: oracleDes } = createRequire(import.meta.url)('des.js') as { DES: OracleDes };

/** Node's own OpenSSL comes without the legacy ciphers, the program brings them; it knows two lengths of key. */
function opensslRc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const cipher = key.length === 5 ? '-rc4-40' : '-rc4';
  const providers = ['-provider', 'legacy', '-provider', 'default'];
  const result = execFileSync('openssl', ['enc', cipher, '-K', hex(key), ...providers], { input: data });
  return new Uint8Array(result);
}

const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });

describe('MD4', () => {
  it.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      'e33b4ddc9c38f2199c3e7b164fcc0536',
    ],
  ])('of "%s" is what RFC 1320 §A.5 prints', (text, digest) => {
    expect(hex(md4(asciiBytes(text)))).toBe(digest);
  });

  it('agrees with an independent implementation for every length around the block borders', async () => {
    for (let length = 0; length <= 200; length += 1) {
      const message = Uint8Array.from({ length }, (_, at) => (at * 7 + length) & 0xff);
      expect(hex(md4(message))).toBe(await oracleMd4(message));
    }
  });
});

describe('DES', () => {
  it('puts the parity into a key as RFC 2759 §9.3 shows', () => {
    expect(hex(expandKey(unhex('FC156AF7EDCD6C')))).toBe('fd0b5b5e7f6e34d9');
    expect(hex(expandKey(unhex('0EDDE3337D427F')))).toBe('0e6e796737ea08fe');
  });

  it('agrees with an independent implementation', () => {
    fc.assert(
      fc.property(bytes(8, 8), bytes(7, 7), (block, key) => {
        const oracle = oracleDes.create({ type: 'encrypt', key: expandKey(key), padding: false });
        expect([...desEncrypt(block, key)]).toEqual(oracle.update(block));
      }),
    );
  });

  it('refuses keys and blocks of another size', () => {
    expect(() => expandKey(new Uint8Array(8))).toThrow(RangeError);
    expect(() => desEncrypt(new Uint8Array(7), new Uint8Array(7))).toThrow(RangeError);
  });
});

describe('RC4', () => {
  it.each([
    ['Key', 'Plaintext', 'bbf316e8d940af0ad3'],
    ['Wiki', 'pedia', '1021bf0420'],
    ['Secret', 'Attack at dawn', '45a01f645fc35b383552544b9bf5'],
  ])('under "%s" gives the published ciphertext', (key, text, cipher) => {
    expect(hex(rc4(asciiBytes(key), asciiBytes(text)))).toBe(cipher);
  });

  it.each([
    ['0102030405', 0, 'b2396305f03dc027ccc3524a0a1118a8'],
    ['0102030405', 4096, 'ff25b58995996707e51fbdf08b34d875'],
    ['0102030405060708090a0b0c0d0e0f10', 0, '9ac7cc9a609d1ef7b2932899cde41b97'],
    ['0102030405060708090a0b0c0d0e0f10', 240, '065902e4b620f6cc36c8589f66432f2b'],
  ])('under %s at offset %i gives the stream of RFC 6229', (key, offset, stream) => {
    expect(hex(rc4(unhex(key), new Uint8Array(offset + 16)).subarray(offset))).toBe(stream);
  });

  it.each([5, 16])('agrees with an independent implementation for keys of %i bytes', (length) => {
    fc.assert(
      fc.property(bytes(length, length), bytes(0, 3_000), (key, data) => {
        expect(rc4(key, data)).toEqual(opensslRc4(key, data));
      }),
      { numRuns: 20 },
    );
  });

  it('refuses an empty key and one of more than 256 bytes', () => {
    expect(() => rc4(new Uint8Array(0), new Uint8Array(1))).toThrow(RangeError);
    expect(() => rc4(new Uint8Array(257), new Uint8Array(1))).toThrow(RangeError);
  });

  it('decrypts what it encrypted', () => {
    fc.assert(
      fc.property(bytes(1, 256), bytes(0, 600), (key, data) => {
        expect(rc4(key, rc4(key, data))).toEqual(data);
      }),
    );
  });
});

describe('password hashes', () => {
  it('NT: as RFC 2433 §B.2, RFC 2759 §9.2 and RFC 3079 §2.5.3 print them', () => {
    expect(hex(ntPasswordHash('MyPw'))).toBe('fc156af7edcd6c0edde3337d427f4eac');
    expect(hex(ntPasswordHash('clientPass'))).toBe('44ebba8d5312b8d611474411f56989ae');
  });

  it('LM: as RFC 3079 §2.5.1 prints it, and the famous one of an empty password', () => {
    expect(hex(lmPasswordHash('clientPass'))).toBe('76a152936096d7830e23902274 04afd2'.replace(' ', ''));
    expect(hex(lmPasswordHash(''))).toBe('aad3b435b51404eeaad3b435b51404ee');
  });

  it('encodes real Unicode, not widened bytes', () => {
    expect(hex(utf16le('Zoë'))).toBe('5a006f00eb00');
    expect(hex(utf16le('пароль'))).toBe('3f04300440043e043b044c04');
    expect(hex(utf16le('🔑'))).toBe('3dd811dd');
  });

  it('puts letters into upper case and into the OEM character set', () => {
    expect(hex(oemPassword('é'))).toBe(hex(concat([0x90, new Uint8Array(13)])));
    expect(hex(oemPassword('ñ'))).toBe(hex(concat([0xa5, new Uint8Array(13)])));
    expect(hex(oemPassword('ß'))).toBe(hex(concat([0xe1, new Uint8Array(13)])));
    expect(hex(oemPassword('д'))).toBe(hex(concat([0x3f, new Uint8Array(13)])));
    expect(oemPassword('abcdefghijklmnopq')).toEqual(asciiBytes('ABCDEFGHIJKLMN'));
  });
});
