/** The seam between the answering side of a call and the exchange (or server) that runs it. */
import type { Transport } from '../native/addon/index.js';
import type { Failure } from '../protocol/failure.ts';
import type { AnsweringAuth, EncryptionPolicy, LinkAgreement } from '../protocol/ppp/link-types.ts';
import type { LogLine } from './call-types.ts';

/** What a NAS or a PPTP server offers every caller. */
export interface Service {
  /** Undefined: callers are let in unasked. */
  readonly auth?: AnsweringAuth;
  readonly encryption: EncryptionPolicy;
  /** Our own address on the point-to-point link. */
  readonly localAddress: string;
  /** An address for this caller, or undefined when none is left. Given back by `release`. */
  allocate(): string | undefined;
  release(address: string): void;
  readonly dns: readonly string[];
  readonly nbns: readonly string[];
  readonly ipv6: boolean;
  readonly mru: number;
  readonly echo: { readonly interval: number; readonly failures: number };
  /** Names the TUNs, e.g. 'nas' gives nas0, nas1, … */
  readonly interfacePrefix: string;
}

export interface AnswerHost {
  log(line: LogLine): void;
  up(call: {
    readonly user?: string;
    readonly interfaceName: string;
    readonly agreement: LinkAgreement;
  }): void;
  ended(failure: Failure | undefined): void;
}

/** A call being answered; `answerCall(transport, service, host)` in answer.ts makes it. */
export interface AnsweredCall {
  hangUp(text?: string): void;
}
export type AnswerCall = (transport: Transport, service: Service, host: AnswerHost) => AnsweredCall;

/** A PPTP server (PAC); `startPptpServer(options)` in pptp-server.ts resolves once it listens. */
export interface PptpServerOptions {
  readonly address: string;
  /** 1723 unless a test says otherwise. */
  readonly port?: number;
  readonly service: Service;
  readonly maximumCalls: number;
  log(line: LogLine): void;
  /** A call's life, for the exchange's display. */
  callUp?(call: { readonly peer: string; readonly user?: string; readonly interfaceName: string }): void;
  callEnded?(call: { readonly peer: string; readonly failure?: Failure }): void;
}
export interface PptpServer {
  close(): Promise<void>;
}
