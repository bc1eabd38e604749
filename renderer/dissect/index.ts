/** A logged PPP frame as a tree of fields: what each byte means. Bytes from the line are hostile; nothing here throws. */
import { isNetworkControl, Protocol, protocolName } from '../../protocol/ppp/protocol-numbers.ts';
import { readChap, readPap } from './auth.ts';
import type { Context, Dissector } from './context.ts';
import { readControl } from './control.ts';
import { readEap } from './eap.ts';
import type { Field } from './field.ts';
import { FieldReader } from './field.ts';
import { readIpv4, readIpv6 } from './internet.ts';

export type { Field } from './field.ts';

/** A Protocol-Reject of a Protocol-Reject of … ends here. */
const deepest = 4;

const dissectors = new Map<number, Dissector>([
  [Protocol.pap, readPap],
  [Protocol.chap, readChap],
  [Protocol.eap, readEap],
  [Protocol.ip, readIpv4],
  [Protocol.ipv6, readIpv6],
]);

function readFrame(protocol: number, reader: FieldReader, depth: number): string {
  const name = protocolName(protocol);
  const context: Context = {
    frame: (inner, inside) => {
      if (depth + 1 < deepest) return readFrame(inner, inside, depth + 1);
      inside.problem('Information', 'too deep inside other frames to take apart');
      return protocolName(inner);
    },
  };
  const dissector = dissectors.get(protocol);
  if (dissector !== undefined) return joined(name, dissector(reader, context));
  if (protocol === Protocol.lcp || isNetworkControl(protocol))
    return joined(name, readControl(protocol, reader, context));
  reader.rest('Information');
  return name;
}

const joined = (name: string, words: string): string => (words === '' ? name : `${name} ${words}`);

/** `information` is what follows the protocol number, secrets zeroed; the root covers all of it. */
export function dissect(protocol: number, information: Uint8Array): Field {
  const reader = new FieldReader(information);
  const value = readFrame(protocol, reader, 0);
  return { label: 'Frame', value, offset: 0, length: information.length, children: reader.fields };
}
