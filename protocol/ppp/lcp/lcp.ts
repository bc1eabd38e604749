/** The Link Control Protocol (RFC 1661 §5–6, RFC 1570): what we ask of a link, and what we let the peer have. */
import { concat, printable, u16, u32, u32Bytes } from '../../bytes.ts';
import type { Random } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import { ack, nak, reject } from '../automaton/negotiable.ts';
import type { Negotiable, Verdict } from '../automaton/negotiable.ts';
import type { Event } from '../automaton/table.ts';
import { Code } from '../control-packet.ts';
import type { ControlPacket } from '../control-packet.ts';
import { noKeysAllowed } from '../link-failures.ts';
import type { Framing, LinkOptions } from '../link-types.ts';
import type { Option } from '../options.ts';
import { Protocol } from '../protocol-numbers.ts';
import { describeMethods, LcpAuth } from './lcp-auth.ts';
import {
  decodeSetting,
  decodeSettings,
  defaultAccm,
  defaultMru,
  encodeSettings,
  LcpOption,
  magicOption,
  mruOption,
} from './lcp-options.ts';
import type { LcpSettings } from './lcp-options.ts';

/** Below this a link is of no use; pppd draws the same line. */
const smallestMru = 128;
/** Escape XON and XOFF only: boxes with software flow control survive, and 30 of 32 control characters travel bare. */
const wantedAccm = 0x000a0000;
/** Our own magic number coming back this often is no coincidence (RFC 1661 §6.4). */
const loopsUntilSure = 5;

export interface LcpHost {
  readonly random: Random;
  reply(code: number, id: number, data: Uint8Array): void;
  /** The peer does not know this protocol. */
  protocolRejected(protocol: number): void;
  /** An Echo-Reply that is not our own request come back. */
  echoAnswered(id: number): void;
  /** The peer cannot answer this code. */
  codeRejected(code: number): void;
  opened(): boolean;
  log(text: string): void;
}

export class Lcp implements Negotiable {
  readonly name = 'LCP';
  readonly auth: LcpAuth;
  readonly #options: LinkOptions;
  readonly #host: LcpHost;
  #wanted: LcpSettings = {};
  #granted: LcpSettings = {};
  #peerGranted: LcpSettings = {};
  #loops = 0;

  constructor(options: LinkOptions, host: LcpHost) {
    this.#options = options;
    this.#host = host;
    this.auth = new LcpAuth(options);
  }

  /** What was agreed about our side: how the peer sends to us, and how we ask it to log on. */
  get agreed(): LcpSettings {
    return this.#granted;
  }

  /** What was agreed about the peer's side: how we send to it, and how it asks us to log on. */
  get peerAgreed(): LcpSettings {
    return this.#peerGranted;
  }

  get sending(): Framing {
    return framing(this.#peerGranted);
  }

  get receiving(): Framing {
    return framing(this.#granted);
  }

  /**
   * How frames may arrive while we negotiate: by default framing, but with the ACCM we ask for. The peer may use it as
   * soon as it has acknowledged it, and its next frame can be right behind that Configure-Ack.
   */
  get listening(): Framing {
    return framing(this.#options.async ? { accm: wantedAccm } : {});
  }

  /** Ours in Echo and Identification packets; 0 when none was agreed (RFC 1661 §6.4). */
  get magic(): number {
    return this.#granted.magic ?? 0;
  }

  reset(): void {
    const { mru, async, fieldCompression } = this.#options;
    this.auth.reset();
    this.#granted = {};
    this.#peerGranted = {};
    this.#wanted = {
      ...(mru === defaultMru ? {} : { mru }),
      ...(async ? { accm: wantedAccm } : {}),
      magic: this.#newMagic(),
      pfc: fieldCompression,
      acfc: fieldCompression,
    };
  }

  wanted(): readonly Option[] {
    const auth = this.auth.asking;
    return encodeSettings(auth === undefined ? this.#wanted : { ...this.#wanted, auth });
  }

  naked(hints: readonly Option[]): void {
    for (const hint of hints) this.#adopt(decodeSetting(hint) ?? {});
  }

  /** A smaller MRU is taken even where we asked for none; other options suggested on top of ours are left alone. */
  #adopt(hint: LcpSettings): void {
    const wanted = this.#wanted;
    if (hint.mru !== undefined) {
      const largest = Math.max(defaultMru, this.#options.mru);
      const { mru, ...others } = wanted;
      const fits = hint.mru >= smallestMru && hint.mru <= largest && hint.mru !== mru;
      this.#wanted = fits ? { ...wanted, mru: hint.mru } : others;
    } else if (hint.accm !== undefined && wanted.accm !== undefined) {
      this.#wanted = { ...wanted, accm: (wanted.accm | hint.accm) >>> 0 };
    } else if (hint.magic !== undefined && wanted.magic !== undefined) {
      this.#wanted = { ...wanted, magic: this.#newMagic() };
    } else if (hint.auth !== undefined && this.auth.asking !== undefined) {
      this.auth.naked(hint.auth);
    }
  }

  rejected(options: readonly Option[]): void {
    const refused = new Set(options.map((option) => option.type));
    const { mru, accm, magic, pfc, acfc } = this.#wanted;
    if (refused.has(LcpOption.auth)) this.auth.rejected();
    this.#wanted = {
      ...(mru !== undefined && !refused.has(LcpOption.mru) ? { mru } : {}),
      ...(accm !== undefined && !refused.has(LcpOption.accm) ? { accm } : {}),
      ...(magic !== undefined && !refused.has(LcpOption.magic) ? { magic } : {}),
      pfc: pfc === true && !refused.has(LcpOption.pfc),
      acfc: acfc === true && !refused.has(LcpOption.acfc),
    };
  }

  judge(option: Option): Verdict {
    // An end of a multilink bundle that is none: harmless to know (RFC 1990 §5.1.3).
    if (option.type === LcpOption.endpoint) return option.data.length >= 1 ? ack : reject;
    const setting = decodeSetting(option);
    if (setting === undefined) return reject;
    if (setting.mru !== undefined && setting.mru < smallestMru) return nak(mruOption(smallestMru));
    if (setting.magic !== undefined) return this.#judgeMagic(setting.magic);
    if (setting.auth !== undefined) return this.auth.judge(setting.auth);
    return ack;
  }

  #judgeMagic(magic: number): Verdict {
    if (magic === this.#wanted.magic) this.#loops += 1;
    else if (magic !== 0) return ack;
    return nak(magicOption(this.#newMagic()));
  }

  demanded(): readonly Option[] {
    return [];
  }

  granted(options: readonly Option[]): void {
    this.#granted = decodeSettings(options);
  }

  peerGranted(options: readonly Option[]): void {
    // Somebody else than ourselves is there after all.
    this.#loops = 0;
    this.auth.settled();
    this.#peerGranted = decodeSettings(options);
  }

  hopeless(): Failure | undefined {
    if (this.auth.contradictory) return noKeysAllowed(describeMethods(this.auth.keyless));
    if (this.#loops >= loopsUntilSure) {
      return {
        number: 737,
        cause: 'The line is looped: whatever we send comes straight back.',
        evidence: `LCP Configure-Requests with our own magic number came back ${this.#loops} times`,
      };
    }
    if (this.auth.declined) {
      return {
        number: 919,
        cause: 'The caller refuses to authenticate itself.',
        evidence: `asked for ${describeMethods(this.auth.methods)}, all refused`,
      };
    }
    return undefined;
  }

  extension(packet: ControlPacket): Event | 'none' | undefined {
    switch (packet.code) {
      case Code.protocolReject:
        return this.#receiveProtocolReject(packet);
      case Code.echoReply:
        this.#receiveEchoReply(packet);
        return 'RXR';
      case Code.echoRequest:
      case Code.discardRequest:
        return 'RXR';
      case Code.identification:
        this.#host.log(`peer identifies itself as "${printable(packet.data.subarray(4))}"`);
        return 'none';
      case Code.timeRemaining:
        if (packet.data.length >= 8) this.#host.log(`peer grants ${u32(packet.data, 4)} more seconds`);
        return 'none';
      default:
        return undefined;
    }
  }

  codeRejected(code: number): void {
    this.#host.codeRejected(code);
  }

  /** `ser`: only in Opened, with our own magic number (RFC 1661 §5.8). */
  echoReply(request: ControlPacket): void {
    if (request.code !== Code.echoRequest) return;
    if (request.data.length < 4) {
      this.#host.log('dropped an Echo-Request without a magic number');
      return;
    }
    const theirs = u32(request.data, 0);
    if (theirs !== 0 && theirs === this.magic) {
      this.#host.log('dropped an Echo-Request with our own magic number: the line looped it back');
      return;
    }
    const room = Math.max(4, this.sending.mru - 4);
    const data = concat([u32Bytes(this.magic), request.data.subarray(4)]).subarray(0, room);
    this.#host.reply(Code.echoReply, request.id, data);
  }

  #receiveEchoReply(packet: ControlPacket): void {
    if (!this.#host.opened() || packet.data.length < 4) return;
    const theirs = u32(packet.data, 0);
    if (theirs !== 0 && theirs === this.magic) {
      this.#host.log('an Echo-Reply carries our own magic number: the line is looped, it does not count');
      return;
    }
    this.#host.echoAnswered(packet.id);
  }

  /** Only valid while LCP is Opened (RFC 1661 §5.7). */
  #receiveProtocolReject(packet: ControlPacket): Event | 'none' {
    if (!this.#host.opened()) return 'none';
    if (packet.data.length < 2) {
      this.#host.log('dropped a Protocol-Reject that names no protocol');
      return 'none';
    }
    const protocol = u16(packet.data, 0);
    if (protocol === Protocol.lcp) return 'RXJ-';
    this.#host.protocolRejected(protocol);
    return 'RXJ+';
  }

  #newMagic(): number {
    const magic = u32(this.#host.random(4), 0);
    return magic === 0 ? 1 : magic;
  }
}

function framing(settings: LcpSettings): Framing {
  return {
    accm: settings.accm ?? defaultAccm,
    pfc: settings.pfc ?? false,
    acfc: settings.acfc ?? false,
    mru: settings.mru ?? defaultMru,
  };
}
