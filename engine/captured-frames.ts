/** Frames on their way to a capture file: as they crossed the line, but with passwords and responses zeroed. */
import { concat } from '../protocol/bytes.ts';
import { redactPacket } from '../protocol/ppp/describe.ts';
import type { CapturedFrame } from './call-types.ts';

/** Where the information field begins, and the protocol before it (RFC 1662 §3.1, RFC 1661 §6.5 and §6.6). */
function dissect(frame: Uint8Array): { readonly protocol: number; readonly header: number } | undefined {
  const at = frame[0] === 0xff && frame[1] === 0x03 ? 2 : 0;
  const [first, second] = [frame[at], frame[at + 1]];
  if (first === undefined) return undefined;
  // The least significant bit ends the protocol field.
  if ((first & 1) === 1) return { protocol: first, header: at + 1 };
  return second === undefined ? undefined : { protocol: (first << 8) | second, header: at + 2 };
}

export function withoutSecrets(captured: CapturedFrame): CapturedFrame {
  const { frame } = captured;
  const found = dissect(frame);
  if (found === undefined) return captured;
  const information = frame.subarray(found.header);
  const redacted = redactPacket(found.protocol, information);
  if (redacted === information) return captured;
  return { ...captured, frame: concat([frame.subarray(0, found.header), redacted]) };
}
