/** The two password hashes of Windows (RFC 2433 §A.2 and §A.6). Legacy: only for MS-CHAP and MPPE. */
import { asciiBytes, concat } from '../bytes.ts';
import { desEncrypt } from './des.ts';
import { md4 } from './md4.ts';

/** UTF-16, least significant byte first, without a terminating zero: what Windows NT calls Unicode. */
export function utf16le(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    bytes[2 * at] = unit;
    bytes[2 * at + 1] = unit >>> 8;
  }
  return bytes;
}

export function ntPasswordHash(password: string): Uint8Array {
  const unicode = utf16le(password);
  const hash = md4(unicode);
  unicode.fill(0);
  return hash;
}

/** Code page 850, upper half: the OEM character set of Western Windows; shares its letters' places with 437. */
const oem =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤' +
  'ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

/** Upper case in the OEM character set, 14 bytes; what the set lacks becomes a question mark, as on Windows. */
export function oemPassword(password: string): Uint8Array {
  const bytes = new Uint8Array(14);
  Array.from(password)
    .slice(0, 14)
    .forEach((character, at) => {
      const upper = character.toUpperCase();
      // Not ß, which would become two letters.
      const one = upper.length === 1 ? upper : character;
      const place = oem.indexOf(one);
      const code = one.charCodeAt(0);
      if (code < 0x80) bytes[at] = code;
      else bytes[at] = place < 0 ? 0x3f : 0x80 + place;
    });
  return bytes;
}

const standardText = asciiBytes('KGS!@#$%');

export function lmPasswordHash(password: string): Uint8Array {
  const key = oemPassword(password);
  const hash = concat([
    desEncrypt(standardText, key.subarray(0, 7)),
    desEncrypt(standardText, key.subarray(7, 14)),
  ]);
  key.fill(0);
  return hash;
}
