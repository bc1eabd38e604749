/** LCP's Configuration Options (RFC 1661 §6, RFC 1662 §7.1): numbers, and values to bytes and back. */
import { concat, u16, u16Bytes, u32, u32Bytes, u8 } from '../../bytes.ts';
import type { AuthOption } from '../auth/auth-types.ts';
import type { Option } from '../options.ts';
import { Protocol } from '../protocol-numbers.ts';

export const LcpOption = {
  mru: 1,
  accm: 2,
  auth: 3,
  quality: 4,
  magic: 5,
  pfc: 7,
  acfc: 8,
  callback: 13,
  mrru: 17,
  shortSequence: 18,
  endpoint: 19,
  linkDiscriminator: 23,
} as const;

/** Values an option list leaves out have their defaults (RFC 1661 §6). */
export interface LcpSettings {
  readonly mru?: number;
  readonly accm?: number;
  readonly auth?: AuthOption;
  readonly magic?: number;
  readonly pfc?: boolean;
  readonly acfc?: boolean;
}

export const defaultMru = 1500;
export const defaultAccm = 0xffffffff;

export function mruOption(mru: number): Option {
  return { type: LcpOption.mru, data: u16Bytes(mru) };
}

export function magicOption(magic: number): Option {
  return { type: LcpOption.magic, data: u32Bytes(magic) };
}

export function authOptionOf(auth: AuthOption): Option {
  const protocol = u16Bytes(auth.protocol);
  const data = auth.algorithm === undefined ? protocol : concat([protocol, auth.algorithm]);
  return { type: LcpOption.auth, data };
}

export function encodeSettings(settings: LcpSettings): Option[] {
  const options: Option[] = [];
  if (settings.mru !== undefined) options.push(mruOption(settings.mru));
  if (settings.accm !== undefined) options.push({ type: LcpOption.accm, data: u32Bytes(settings.accm) });
  if (settings.auth !== undefined) options.push(authOptionOf(settings.auth));
  if (settings.magic !== undefined) options.push(magicOption(settings.magic));
  if (settings.pfc === true) options.push({ type: LcpOption.pfc, data: new Uint8Array(0) });
  if (settings.acfc === true) options.push({ type: LcpOption.acfc, data: new Uint8Array(0) });
  return options;
}

/** One option's value; undefined when its type is none of ours or its length is wrong. */
export function decodeSetting(option: Option): LcpSettings | undefined {
  const { type, data } = option;
  switch (type) {
    case LcpOption.mru:
      return data.length === 2 ? { mru: u16(data, 0) } : undefined;
    case LcpOption.accm:
      return data.length === 4 ? { accm: u32(data, 0) } : undefined;
    case LcpOption.auth:
      return decodeAuth(data);
    case LcpOption.magic:
      return data.length === 4 ? { magic: u32(data, 0) } : undefined;
    case LcpOption.pfc:
      return data.length === 0 ? { pfc: true } : undefined;
    case LcpOption.acfc:
      return data.length === 0 ? { acfc: true } : undefined;
    default:
      return undefined;
  }
}

/** CHAP carries one algorithm byte; PAP and EAP nothing. */
function decodeAuth(data: Uint8Array): LcpSettings | undefined {
  if (data.length < 2) return undefined;
  const protocol = u16(data, 0);
  if (protocol === Protocol.chap)
    return data.length === 3 ? { auth: { protocol, algorithm: u8(data, 2) } } : undefined;
  return data.length === 2 ? { auth: { protocol } } : undefined;
}

/** All values of a list whose options are known to be sound; unknown ones are skipped. */
export function decodeSettings(options: readonly Option[]): LcpSettings {
  return options.reduce<LcpSettings>((settings, option) => ({ ...settings, ...decodeSetting(option) }), {});
}
