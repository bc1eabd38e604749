/** Packets of the control protocols: LCP, IPCP, IPV6CP, CCP and those that share their header (RFC 1661 §5). */
import { printable } from '../../protocol/bytes.ts';
import { Code, codeName, headerLength } from '../../protocol/ppp/control-packet.ts';
import { Protocol, protocolName } from '../../protocol/ppp/protocol-numbers.ts';
import { hexNumber } from './context.ts';
import type { Context } from './context.ts';
import type { FieldReader } from './field.ts';
import { readOptions } from './options.ts';

const quoted = (bytes: Uint8Array): string => `"${printable(bytes)}"`;

/** Code, identifier, length, then `read` with exactly the bytes the length covers; what follows is padding. */
export function readPacket(
  reader: FieldReader,
  codeWords: (code: number) => string,
  read: (code: number, inside: FieldReader) => void,
): string {
  const code = reader.number('Code', 1, (value) => `${value} (${codeWords(value)})`);
  const id = reader.number('Identifier', 1);
  const length = reader.number('Length', 2);
  if (code === undefined) return 'empty';
  if (id === undefined || length === undefined) return codeWords(code);
  const wanted = length - headerLength;
  if (wanted < 0) reader.problem('Data', `length field ${length}, less than its own header`);
  else if (wanted > reader.left) {
    const problem = `length field ${length} in ${reader.left + headerLength} bytes`;
    reader.group(
      'Data',
      reader.left,
      (inside) => {
        read(code, inside);
        return '';
      },
      problem,
    );
  } else if (wanted > 0) {
    reader.group('Data', wanted, (inside) => {
      read(code, inside);
      return wanted === 1 ? '1 byte' : `${wanted} bytes`;
    });
  }
  reader.rest('Padding');
  return `${codeWords(code)}, id ${id}`;
}

function readLcpData(code: number, data: FieldReader, context: Context): void {
  if (code === Code.protocolReject) {
    const rejected = data.number('Rejected protocol', 2, (value) => {
      return `${hexNumber(4)(value)} (${protocolName(value)})`;
    });
    if (rejected !== undefined && data.left > 0)
      data.group('Rejected information', data.left, (inside) => context.frame(rejected, inside));
    return;
  }
  data.number('Magic number', 4, hexNumber(8));
  if (code === Code.identification) data.rest('Message', quoted);
  else if (code === Code.timeRemaining && data.left > 0)
    data.number('Seconds', 4, (value) => (value === 0xffffffff ? 'for ever' : String(value)));
  else data.rest('Data', quoted);
}

function readData(protocol: number, code: number, data: FieldReader, context: Context): void {
  switch (code) {
    case Code.configureRequest:
    case Code.configureAck:
    case Code.configureNak:
    case Code.configureReject:
      readOptions(protocol, data);
      return;
    case Code.terminateRequest:
    case Code.terminateAck:
      data.rest('Message', quoted);
      return;
    case Code.codeReject:
      data.group('Rejected packet', data.left, (inside) => context.frame(protocol, inside));
      return;
    case Code.protocolReject:
    case Code.echoRequest:
    case Code.echoReply:
    case Code.discardRequest:
    case Code.identification:
    case Code.timeRemaining:
      if (protocol === Protocol.lcp) readLcpData(code, data, context);
      else data.rest('Data');
      return;
    default:
      data.rest('Data');
  }
}

export function readControl(protocol: number, reader: FieldReader, context: Context): string {
  return readPacket(reader, codeName, (code, data) => readData(protocol, code, data, context));
}
