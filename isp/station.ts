/** A subscriber's line: a modem, the port its terminal is on, and the call it is in. */
import type { Callee, Caller } from './call.ts';
import type { Clock } from './clock.ts';
import type { FarEnd } from './far-end.ts';
import type { BytePort, OpenPort } from './line/byte-port.ts';
import { Modem } from './modem/modem.ts';

/** A call as its station sees it. */
export interface StationCall {
  send(bytes: Uint8Array): void;
  hangUp(): void;
}

export interface StationOptions {
  readonly clock: Clock;
  /** The number others reach it under, if any. */
  readonly number?: string;
  /** Places a call for this station; what comes of it is told later, never before this returns. */
  place(number: string, caller: Caller): StationCall;
}

export class Station implements Callee {
  readonly number: string | undefined;
  private readonly modem: Modem;
  private port: BytePort | undefined;
  private call: StationCall | undefined;
  private accept: ((callee: Caller) => FarEnd) | undefined;

  constructor(options: StationOptions) {
    this.number = options.number;
    this.modem = new Modem({
      clock: options.clock,
      toTerminal: (bytes) => this.port?.write(bytes),
      toLine: (bytes) => this.call?.send(bytes),
      dial: (number) => {
        this.call = options.place(number, this.asCaller());
      },
      answer: () => {
        const farEnd = this.accept?.(this.asCaller());
        this.accept = undefined;
        if (farEnd === undefined) return;
        this.call = { send: (bytes) => farEnd.receive(bytes), hangUp: () => farEnd.callerGone() };
      },
      hangUp: () => {
        const call = this.call;
        this.call = undefined;
        call?.hangUp();
      },
    });
  }

  /** Plugs a terminal in; when it goes away, so does the call. Throws when the port cannot be opened. */
  plugIn(open: OpenPort, unplugged: () => void): void {
    this.port = open({
      bytes: (bytes) => {
        this.modem.fromTerminal(bytes);
      },
      closed: () => {
        this.port = undefined;
        this.modem.terminalGone();
        unplugged();
      },
    });
  }

  ring(accept: (callee: Caller) => FarEnd): void {
    this.accept = accept;
    this.modem.ring();
  }

  ringingStopped(): void {
    this.accept = undefined;
    this.modem.ringingStopped();
  }

  get idle(): boolean {
    return this.port !== undefined && this.modem.idle;
  }

  /** The line breaks: the modem loses its carrier, the other end its caller. */
  cut(): void {
    const call = this.call;
    if (call === undefined) return;
    this.call = undefined;
    this.modem.carrierLost();
    call.hangUp();
  }

  /** Hangs up and closes the port. */
  remove(): void {
    this.modem.terminalGone();
    this.port?.close();
    this.port = undefined;
  }

  private asCaller(): Caller {
    return {
      progress: (progress) => {
        if (progress.type === 'failed') this.call = undefined;
        this.modem.progress(progress);
      },
      receive: (bytes) => {
        this.modem.fromLine(bytes);
      },
      lost: () => {
        this.call = undefined;
        this.modem.carrierLost();
      },
    };
  }
}
