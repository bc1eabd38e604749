/** What the recorder makes of events: lines for the log, packets for the capture, and when it is over. */
import type { EventBody, HelperEvent } from '../contract/helper.ts';
import { formatLogRecord, logTime } from '../contract/log.ts';
import { describeError } from '../contract/dial-error.ts';
import { enhancedPacket, interfaceDescription, interfaceStatistics, sectionHeader } from '../client/index.ts';

export interface Sink {
  write(bytes: Uint8Array | string): void;
}

export class LogRecording {
  readonly #sink: Sink;
  readonly #entries: ReadonlySet<string>;

  constructor(sink: Sink, entries: ReadonlySet<string>) {
    this.#sink = sink;
    this.#entries = entries;
  }

  event(event: HelperEvent): void {
    if (!this.#entries.has(event.body.entry)) return;
    switch (event.event) {
      case 'log':
        this.#sink.write(`${formatLogRecord(event.body)}\n`);
        return;
      case 'state':
        this.#note(
          event.body,
          `state ${event.body.state}${event.body.detail === undefined ? '' : `: ${event.body.detail}`}`,
        );
        return;
      case 'ended':
        this.#note(
          event.body,
          event.body.error ? describeError(event.body.error).replaceAll('\n', ' ') : 'ended: hung up',
        );
        return;
      case 'captured':
      case 'counters':
      case 'terminal':
        return;
    }
  }

  #note({ time, entry }: { readonly time: number; readonly entry: string }, text: string): void {
    this.#sink.write(`${logTime(time)} [${entry}] ${'call'.padEnd(6)}   ${text}\n`);
  }
}

interface Interface {
  readonly id: number;
  frames: number;
  lost: number;
}

export class CaptureRecording {
  readonly #sink: Sink;
  readonly #entries: ReadonlySet<string>;
  readonly #interfaces = new Map<string, Interface>();

  constructor(sink: Sink, entries: ReadonlySet<string>) {
    this.#sink = sink;
    this.#entries = entries;
    sink.write(sectionHeader('Dial-Up Networking'));
  }

  event(event: HelperEvent): void {
    if (event.event === 'captured' && this.#entries.has(event.body.entry)) this.#captured(event.body);
  }

  #interface(entry: string): Interface {
    let known = this.#interfaces.get(entry);
    if (known === undefined) {
      known = { id: this.#interfaces.size, frames: 0, lost: 0 };
      this.#interfaces.set(entry, known);
      this.#sink.write(interfaceDescription(entry));
    }
    return known;
  }

  #captured({ entry, frames, lost }: EventBody<'captured'>): void {
    const on = this.#interface(entry);
    on.lost += lost;
    on.frames += frames.length;
    const packets = frames.map(({ direction, time, frame }, index) =>
      enhancedPacket({
        interfaceId: on.id,
        direction,
        time,
        frame: Buffer.from(frame, 'base64'),
        lost: index === 0 ? lost : 0,
      }),
    );
    this.#sink.write(Buffer.concat(packets));
  }

  /** `time` in milliseconds. */
  end(time: number): void {
    for (const { id, frames, lost } of this.#interfaces.values())
      this.#sink.write(interfaceStatistics(id, time * 1000, frames + lost, lost));
  }
}
