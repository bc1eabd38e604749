/** The seam between the Hayes dialogue and whoever owns the line to the modem. */
import type { Clock } from '../clock.ts';
import type { Failure } from '../failure.ts';

export interface DialogueHost {
  readonly clock: Clock;
  send(bytes: Uint8Array): void;
  /** Raise or drop Data Terminal Ready; false when the line has no such signal (a pty, TCP). */
  setDtr(on: boolean): boolean;
  emit(event: DialogueEvent): void;
}

export interface DialOptions {
  /** Init strings in order, each a whole AT line; each must be answered with OK. Empty: plain `AT` alone. */
  readonly init: readonly string[];
  /** The number exactly as dialled: digits and Hayes modifiers (`,` `W` `@` `!` `*` `#` `T` `P` `;`), or `host:port` in quotes. */
  readonly number: string;
  /** 'tone' sends ATDT, 'pulse' ATDP. */
  readonly dialling: 'tone' | 'pulse';
  /** Milliseconds for the modem to answer one command. */
  readonly commandTimeout: number;
  /** Milliseconds from dialling to CONNECT (S7). */
  readonly carrierTimeout: number;
}

export type DialogueEvent =
  | { readonly type: 'initialising' }
  | { readonly type: 'dialling' }
  /** The modem is ringing the other end (RINGING, RRING). */
  | { readonly type: 'ringing' }
  /** CONNECT: `text` as the modem said it, `speed` its number if any, `rest` the bytes that followed in the same read. */
  | {
      readonly type: 'connected';
      readonly text: string;
      readonly speed?: number;
      readonly rest: Uint8Array;
    }
  /** RING while waiting for a call (`answer`). */
  | { readonly type: 'ring' }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** Hung up, by whatever worked; `how` says it in words. Follows `hangUp`. */
  | { readonly type: 'hung-up'; readonly how: string }
  /** One line each way for the connection log, dialled digits already masked. */
  | { readonly type: 'sent' | 'received' | 'log'; readonly text: string };

/** `HayesDialogue` in dialogue.ts implements it. */
export interface Dialogue {
  /** Init strings, then the dial string. */
  dial(options: DialOptions): void;
  /** Init strings, then wait for RING and answer with ATA (S0 stays 0). */
  answer(options: Omit<DialOptions, 'number' | 'dialling'>): void;
  /** Bytes from the modem, in command state. */
  receive(bytes: Uint8Array): void;
  /** Stops a dial in progress (any character aborts it), then hangs up. `failed` with 631 follows. */
  cancel(): void;
  /** From data state: DTR, then guard time, `+++`, guard time, ATH. `hung-up` follows. */
  hangUp(): void;
  /** The line itself went away. */
  lost(evidence: string): void;
}
