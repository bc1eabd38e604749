/** The telephone exchange: stations on one side, a directory on the other, calls between them. */
import type { CallContext, Timing } from './call.ts';
import { Call } from './call.ts';
import type { Clock } from './clock.ts';
import type { Directory } from './directory.ts';
import { digitsOf } from './directory.ts';
import type { OpenPort } from './line/byte-port.ts';
import type { LineCondition } from './line/condition.ts';
import { Station } from './station.ts';

export interface ExchangeOptions {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly timing: Timing;
  /** What every line suffers, unless its number says otherwise. */
  readonly condition: LineCondition;
  log(text: string): void;
}

export class Exchange {
  private readonly options: ExchangeOptions;
  private readonly stations = new Set<Station>();

  private condition: LineCondition;

  constructor(options: ExchangeOptions) {
    this.options = options;
    this.condition = options.condition;
  }

  /** For calls from now on. */
  setCondition(condition: LineCondition): void {
    this.condition = condition;
  }

  /** Breaks every call, as an excavator would. */
  cut(): void {
    for (const station of this.stations) station.cut();
  }

  /** A new station without a terminal; `number` makes it reachable, `name` is for the log. */
  addStation(name: string, number?: string): Station {
    const { clock, timing, directory } = this.options;
    const log = (text: string): void => {
      this.options.log(text);
    };
    const context = (): CallContext => ({
      clock,
      timing,
      condition: this.condition,
      callee: (wanted) =>
        [...this.stations].find(
          (other) => other.idle && other.number !== undefined && digitsOf(other.number) === digitsOf(wanted),
        ),
      log(text) {
        log(`${name}: ${text}`);
      },
    });
    const station = new Station({
      clock,
      ...(number === undefined ? {} : { number }),
      place(dialled, caller) {
        const entry = directory.get(digitsOf(dialled));
        log(`${name} dials ${entry === undefined ? `${dialled}, which nobody has` : describe(entry)}`);
        return new Call(context(), entry?.destination, {
          progress(progress) {
            if (progress.type === 'connected') log(`${name}: CONNECT ${progress.speed}`);
            if (progress.type === 'failed') log(`${name}: ${progress.result}`);
            caller.progress(progress);
          },
          receive: (bytes) => {
            caller.receive(bytes);
          },
          lost() {
            log(`${name}: the other end is gone`);
            caller.lost();
          },
        });
      },
    });
    this.stations.add(station);
    return station;
  }

  /** A caller on a socket: a station of its own for as long as the connection lasts. */
  addVisitor(name: string, open: OpenPort): void {
    const station = this.addStation(name);
    station.plugIn(open, () => {
      this.stations.delete(station);
    });
  }

  close(): void {
    for (const station of this.stations) station.remove();
    this.stations.clear();
  }
}

const describe = (entry: { number: string; description: string }): string =>
  `${entry.number} (${entry.description})`;
