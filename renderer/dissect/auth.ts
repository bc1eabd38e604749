/** PAP and CHAP packets, CHAP in all its forms (RFC 1334, 1994, 2433, 2759). */
import { chapCode } from '../../protocol/ppp/auth/chap-packet.ts';
import { papCode } from '../../protocol/ppp/auth/pap-packet.ts';
import { displayable, safeText } from '../../protocol/ppp/auth/text.ts';
import { hidden } from './context.ts';
import { readPacket } from './control.ts';
import type { FieldReader } from './field.ts';
import { shortHex } from './field.ts';

export const quoted = (bytes: Uint8Array): string => `"${displayable(bytes)}"`;

/** Bytes that were zeroed before they were logged say so. */
export const secretWords = (bytes: Uint8Array): string =>
  bytes.length > 0 && bytes.every((byte) => byte === 0) ? hidden : shortHex(bytes);

const papNames: Readonly<Record<number, string>> = {
  [papCode.request]: 'Authenticate-Request',
  [papCode.ack]: 'Authenticate-Ack',
  [papCode.nak]: 'Authenticate-Nak',
};

const chapNames: Readonly<Record<number, string>> = {
  [chapCode.challenge]: 'Challenge',
  [chapCode.response]: 'Response',
  [chapCode.success]: 'Success',
  [chapCode.failure]: 'Failure',
  [chapCode.changePassword1]: 'Change-Password version 1',
  [chapCode.changePassword2]: 'Change-Password version 2',
  [chapCode.changePassword3]: 'Change-Password version 3',
};

function counted(reader: FieldReader, label: string, words: (bytes: Uint8Array) => string): void {
  const size = reader.number(`${label} length`, 1);
  if (size !== undefined && size > 0) reader.bytes(label, size, words);
}

export function readPap(reader: FieldReader): string {
  return readPacket(
    reader,
    (code) => papNames[code] ?? 'unknown',
    (code, data) => {
      if (code === papCode.request) {
        counted(data, 'User name', quoted);
        counted(data, 'Password', secretWords);
      } else if (code === papCode.ack || code === papCode.nak) {
        // It may quote the password, so it is zeroed too; servers exist that leave it out together with its length.
        if (data.left > 0) counted(data, 'Message', secretWords);
      }
      data.rest('Data', secretWords);
    },
  );
}

/** LM and NT hashes' answers and a flag (RFC 2433 §6); version 2 has its own challenge in the first part (RFC 2759 §4). */
const microsoftResponse = 49;

function readValue(size: number, isResponse: boolean, reader: FieldReader): void {
  if (!isResponse || size !== microsoftResponse) {
    reader.bytes('Value', size, isResponse ? secretWords : shortHex);
    return;
  }
  reader.group('Value', size, (inside) => {
    inside.bytes('LM response, or peer challenge', 24, secretWords);
    inside.bytes('NT response', 24, secretWords);
    inside.number('Flags', 1);
    return 'MS-CHAP';
  });
}

/** Value-Size, Value, Name: challenges and responses, inside EAP too. */
export function readValueAndName(reader: FieldReader, isResponse: boolean): void {
  const size = reader.number('Value length', 1);
  if (size === undefined) return;
  if (size > 0) readValue(size, isResponse, reader);
  reader.rest('Name', quoted);
}

const refusalFields: Readonly<Record<string, string>> = {
  E: 'Error',
  R: 'May retry',
  C: 'New challenge',
  V: 'Change-password version',
  S: 'Authenticator response',
  M: 'Message',
};

/** MS-CHAP packs fields into the message: "E=691 R=1 C=… V=3 M=…", "S=… M=…". M takes the rest. */
export function readMessage(reader: FieldReader): void {
  const text = String.fromCharCode(...reader.peek(512));
  reader.group('Message', reader.left, (inside) => {
    if (/^[ES]=/.test(text)) readRefusal(text, inside);
    return quoted(reader.peek(reader.left));
  });
}

function readRefusal(text: string, inside: FieldReader): void {
  for (const [whole, letter, value = ''] of text.matchAll(/M=[^]*|([ERCVS])=(\S*)\s*/gy)) {
    const words = letter === 'R' ? (value === '1' ? 'yes' : 'no') : safeText(value);
    const label = refusalFields[letter ?? 'M'] ?? '';
    inside.bytes(label, whole.length, (bytes) => (letter === undefined ? quoted(bytes.subarray(2)) : words));
  }
  inside.rest('Text', quoted);
}

export function readChap(reader: FieldReader): string {
  return readPacket(
    reader,
    (code) => chapNames[code] ?? 'unknown',
    (code, data) => {
      switch (code) {
        case chapCode.challenge:
        case chapCode.response:
          readValueAndName(data, code === chapCode.response);
          break;
        case chapCode.success:
        case chapCode.failure:
          readMessage(data);
          break;
        default:
          data.rest('Data', secretWords);
      }
    },
  );
}
