/** The seam between the PPTP control connection (RFC 2637) and whoever owns the TCP socket. */
import type { Clock, Random } from '../clock.ts';
import type { Failure } from '../failure.ts';

export interface ControlHost {
  readonly clock: Clock;
  readonly random: Random;
  /** Bytes for the TCP stream, in order. */
  send(bytes: Uint8Array): void;
  /** Close the TCP connection, after what was sent. */
  closeTransport(): void;
  emit(event: ControlEvent): void;
}

export interface ControlOptions {
  readonly role: 'pns' | 'pac';
  readonly hostName: string;
  readonly vendor: string;
  /** GRE packets we are ready to buffer: what we advertise. */
  readonly receiveWindow: number;
  /** Send one Set-Link-Info after a call connects, as Windows does. */
  readonly sendLinkInfo: boolean;
}

/** The other end, as it described itself in Start-Control-Connection. */
export interface ControlPeer {
  readonly hostName: string;
  readonly vendor: string;
  readonly firmware: number;
  readonly framing: number;
  readonly bearer: number;
  readonly maxChannels: number;
}

export interface CallUp {
  readonly callId: number;
  readonly peerCallId: number;
  /** Packets the peer is ready to buffer. */
  readonly peerWindow: number;
  /** Bits per second as the peer says; may be nonsense. */
  readonly speed: number;
  /** The peer's packet processing delay, in tenths of a second. */
  readonly processingDelay: number;
}

export type ControlEvent =
  /** Start-Control-Connection succeeded. */
  | { readonly type: 'ready'; readonly peer: ControlPeer }
  /** Our Outgoing-Call-Request (PNS), or an incoming call we accepted, is connected. */
  | { readonly type: 'call-up'; readonly call: CallUp }
  /** PAC: the peer asks for a call. Answer with `acceptCall` or `refuseCall`. */
  | {
      readonly type: 'call-requested';
      readonly peerCallId: number;
      readonly peerWindow: number;
      readonly phoneNumber: string;
      readonly minimumBps: number;
      readonly maximumBps: number;
    }
  /** PAC: the peer took its request back before it was answered; accepting or refusing it now does nothing. */
  | { readonly type: 'call-withdrawn'; readonly peerCallId: number }
  /** A call that was up or asked for is over. `failure` undefined: we cleared it. */
  | { readonly type: 'call-down'; readonly callId: number; readonly failure?: Failure }
  | {
      readonly type: 'link-info';
      readonly callId: number;
      readonly sendAccm: number;
      readonly receiveAccm: number;
    }
  | { readonly type: 'wan-errors'; readonly callId: number; readonly errors: WanErrors }
  /** The control connection is over and every call with it; nothing follows. */
  | { readonly type: 'closed'; readonly failure?: Failure }
  | { readonly type: 'log'; readonly text: string };

export interface WanErrors {
  readonly crc: number;
  readonly framing: number;
  readonly hardwareOverrun: number;
  readonly bufferOverrun: number;
  readonly timeout: number;
  readonly alignment: number;
}

/** What the control connection offers; `PptpControl` in control.ts implements it. */
export interface Control {
  /** TCP is up: the PNS sends its Start-Control-Connection-Request. */
  transportUp(): void;
  receive(bytes: Uint8Array): void;
  /** TCP is gone; `evidence` is the socket's error, undefined for an orderly end. */
  transportDown(evidence?: string): void;
  /** PNS, once ready: Outgoing-Call-Request with a call id the caller has already bound its GRE socket to. */
  placeCall(callId: number, phoneNumber?: string): void;
  /** PAC: answers `call-requested`. */
  acceptCall(peerCallId: number, callId: number, speed: number): void;
  /** PAC: result code 2..7 of Outgoing-Call-Reply. */
  refuseCall(peerCallId: number, result: number, error?: number): void;
  /** PNS: Call-Clear-Request; PAC: Call-Disconnect-Notify. */
  clearCall(callId: number): void;
  /** Stop-Control-Connection, then `closed`. */
  stop(): void;
}
