/** One native link with its two listeners: the port hears of the transport, the PPP runner of the frames. */
import { Link } from '../native/addon/index.js';
import type { Counters, LinkEvent, Transport } from '../native/addon/index.js';
import type { CapturedFrame } from './call-types.ts';

export type Closed = Extract<LinkEvent, { type: 'closed' }>;

/** What happens below PPP. */
export interface TransportListener {
  opened(): void;
  /** Command state only. */
  bytes(bytes: Uint8Array): void;
  closed(event: Closed): void;
  icmp(code: string, mtu: number | undefined): void;
}

/** What happens in PPP. */
export interface FrameListener {
  control(protocol: number, information: Uint8Array): void;
  keyMismatch(protocol: number): void;
  captured(frames: readonly CapturedFrame[], lost: number): void;
}

/** Over GRE the peer's first frames may come before we may answer them: this many wait. */
const earlyFrames = 16;

export class DataPath {
  readonly link: Link;
  readonly #transport: TransportListener;
  #frames: FrameListener | undefined;
  #early: { protocol: number; information: Uint8Array }[] = [];
  #earlyCaptured: CapturedFrame[] = [];
  #lastCounters: Counters | undefined;
  #closed = false;

  /** Throws SystemError when the transport cannot be opened. */
  constructor(transport: Transport, listener: TransportListener) {
    this.#transport = listener;
    this.link = new Link({
      transport,
      onEvents: (events) => {
        this.#dispatch(events);
      },
    });
  }

  /** Frames go to `listener` from now on, those that waited first. */
  listen(listener: FrameListener): void {
    this.#frames = listener;
    const early = this.#early;
    const captured = this.#earlyCaptured;
    this.#early = [];
    this.#earlyCaptured = [];
    if (captured.length > 0) listener.captured(captured, 0);
    for (const { protocol, information } of early) listener.control(protocol, information);
  }

  /** Frames are dropped from now on. */
  mute(): void {
    this.#frames = { control: ignore, keyMismatch: ignore, captured: ignore };
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Still there after `close`, as they were then. */
  counters(): Counters {
    return this.#lastCounters ?? this.link.counters();
  }

  close(): void {
    if (this.#closed) return;
    this.#lastCounters = this.link.counters();
    this.#closed = true;
    this.link.close();
  }

  #dispatch(events: readonly LinkEvent[]): void {
    const captured: CapturedFrame[] = [];
    let lost = 0;
    for (const event of events) {
      if (this.#closed) break;
      if (event.type === 'captured') captured.push(event);
      else if (event.type === 'overflow') lost += event.lost;
      else this.#deliver(event);
    }
    if (this.#frames) {
      if (captured.length > 0 || lost > 0) this.#frames.captured(captured, lost);
    } else {
      this.#earlyCaptured.push(...captured.slice(0, earlyFrames - this.#earlyCaptured.length));
    }
  }

  #deliver(event: Exclude<LinkEvent, { type: 'captured' | 'overflow' }>): void {
    switch (event.type) {
      case 'open': {
        this.#transport.opened();
        return;
      }
      case 'bytes': {
        this.#transport.bytes(event.bytes);
        return;
      }
      case 'closed': {
        this.#transport.closed(event);
        return;
      }
      case 'icmp': {
        this.#transport.icmp(event.code, event.mtu);
        return;
      }
      case 'control':
        if (this.#frames) this.#frames.control(event.protocol, event.information);
        else if (this.#early.length < earlyFrames) this.#early.push(event);
        return;
      case 'key-mismatch':
        return this.#frames?.keyMismatch(event.protocol);
      case 'drain':
        return;
    }
  }
}

function ignore(): void {
  // Nobody listens any more.
}
