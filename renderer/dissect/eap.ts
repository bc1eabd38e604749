/** EAP packets, and those of MS-CHAP v2 inside them (RFC 3748, draft-kamath-pppext-eap-mschapv2). */
import { eapCode, eapType, mschapV2Op } from '../../protocol/ppp/auth/eap-packet.ts';
import { quoted, readMessage, readValueAndName, secretWords } from './auth.ts';
import { readPacket } from './control.ts';
import type { FieldReader } from './field.ts';

const codes: Readonly<Record<number, string>> = {
  [eapCode.request]: 'Request',
  [eapCode.response]: 'Response',
  [eapCode.success]: 'Success',
  [eapCode.failure]: 'Failure',
};

const types: Readonly<Record<number, string>> = {
  [eapType.identity]: 'Identity',
  [eapType.notification]: 'Notification',
  [eapType.nak]: 'Nak',
  [eapType.md5]: 'MD5-Challenge',
  13: 'TLS',
  21: 'TTLS',
  25: 'PEAP',
  [eapType.mschapV2]: 'MS-CHAP v2',
};

const operations: Readonly<Record<number, string>> = {
  [mschapV2Op.challenge]: 'Challenge',
  [mschapV2Op.response]: 'Response',
  [mschapV2Op.success]: 'Success',
  [mschapV2Op.failure]: 'Failure',
  [mschapV2Op.changePassword]: 'Change-Password',
};

const named = (names: Readonly<Record<number, string>>) => (value: number) =>
  `${value} (${names[value] ?? 'unknown'})`;

function readMschapV2(data: FieldReader, isResponse: boolean): void {
  const operation = data.number('Operation', 1, named(operations));
  // A client acknowledges success and failure with the operation alone.
  if (operation === undefined || data.left === 0) return;
  data.number('MS-CHAP identifier', 1);
  data.number('MS-CHAP length', 2);
  if (operation === mschapV2Op.challenge || operation === mschapV2Op.response)
    readValueAndName(data, operation === mschapV2Op.response);
  else if (!isResponse && (operation === mschapV2Op.success || operation === mschapV2Op.failure)) {
    if (data.left > 0) readMessage(data);
  } else data.rest('Data', secretWords);
}

function readTyped(type: number, data: FieldReader, isResponse: boolean): void {
  switch (type) {
    case eapType.identity:
      data.rest('Identity', quoted);
      break;
    case eapType.notification:
      data.rest('Message', quoted);
      break;
    case eapType.nak:
      while (data.left > 0 && data.fields.length < 16) data.number('Wanted type', 1, named(types));
      data.rest('More types');
      break;
    case eapType.md5:
      readValueAndName(data, isResponse);
      break;
    case eapType.mschapV2:
      readMschapV2(data, isResponse);
      break;
    default:
      data.rest('Data', secretWords);
  }
}

export function readEap(reader: FieldReader): string {
  return readPacket(
    reader,
    (code) => codes[code] ?? 'unknown',
    (code, data) => {
      if (code === eapCode.request || code === eapCode.response) {
        const type = data.number('Type', 1, named(types));
        if (type !== undefined) readTyped(type, data, code === eapCode.response);
      }
      data.rest('Data', secretWords);
    },
  );
}
