/** What to answer to the options of a Configure-Request: Reject outranks Nak outranks Ack (RFC 1661 §5.2–5.4). */
import { concat } from '../../bytes.ts';
import { Code } from '../control-packet.ts';
import { decodeOptions, encodeOption, encodeOptions } from '../options.ts';
import type { Option } from '../options.ts';
import { reject } from './negotiable.ts';
import type { Negotiable } from './negotiable.ts';

export interface ConfigureResponse {
  readonly code: typeof Code.configureAck | typeof Code.configureNak | typeof Code.configureReject;
  readonly data: Uint8Array;
  /** The options of the request, where all of them were acknowledged. */
  readonly acknowledged?: readonly Option[];
}

/**
 * Judges a request. Without `mayNak` (Max-Failure Naks have been sent already) a Nak becomes a Reject and nothing is
 * demanded any more, so that the dialogue ends. `room` bounds the data of a Nak, which can be longer than the request.
 */
export function respond(
  protocol: Negotiable,
  data: Uint8Array,
  mayNak: boolean,
  room: number,
): ConfigureResponse {
  const { options, rest } = decodeOptions(data);
  const present = new Set<number>();
  const rejects: Option[] = [];
  const naks: { readonly option: Option; readonly hint: Option }[] = [];
  for (const option of options) {
    // No option we know may be listed twice (RFC 1661 §6).
    const verdict = present.has(option.type) ? reject : protocol.judge(option);
    present.add(option.type);
    if (verdict.verdict === 'reject') rejects.push(option);
    else if (verdict.verdict === 'nak') naks.push({ option, hint: verdict.hint });
  }
  if (!mayNak) rejects.push(...naks.splice(0).map(({ option }) => option));
  if (rejects.length > 0 || rest.length > 0) {
    return { code: Code.configureReject, data: concat([encodeOptions(rejects), rest]) };
  }
  const hints = naks.map(({ hint }) => hint);
  if (mayNak) hints.push(...protocol.demanded(present));
  if (hints.length > 0) return { code: Code.configureNak, data: fitting(hints, room) };
  return { code: Code.configureAck, data, acknowledged: options };
}

/** As many of the options, from the first on, as fit. */
function fitting(options: readonly Option[], room: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const option of options) {
    const part = encodeOption(option);
    if (length + part.length > room) break;
    parts.push(part);
    length += part.length;
  }
  return concat(parts);
}
