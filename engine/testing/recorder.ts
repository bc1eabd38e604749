/** A CallHost that remembers everything it is told, and promises what a test waits for. */
import type { DialState } from '../../contract/dial-state.ts';
import type { Failure } from '../../protocol/failure.ts';
import { startCall } from '../call.ts';
import type { Call, CallHost, CallOptions, CapturedFrame, LogLine, Projected } from '../call-types.ts';
import type { Environment } from '../environment.ts';

export interface Ended {
  readonly failure: Failure | undefined;
}

export class RecordedCall {
  readonly states: DialState[] = [];
  readonly log: LogLine[] = [];
  readonly projections: Projected[] = [];
  readonly call: Call;
  readonly captured: CapturedFrame[] = [];
  /** What the terminal has shown. */
  shown = '';
  ended: Ended | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(
    options: CallOptions,
    overrides: Partial<Pick<CallHost, 'resolve' | 'reachServer' | 'projected'>> = {},
    environment?: Environment,
    /** Runs in every new state, from inside the host's callback. */
    react: (state: DialState, call: Call) => void = () => undefined,
  ) {
    const host: CallHost = {
      state: (state) => {
        this.states.push(state);
        react(state, this.call);
        this.#changed();
      },
      log: (line) => {
        this.log.push(line);
        this.#changed();
      },
      resolve: overrides.resolve ?? ((name) => Promise.reject(new Error(`cannot resolve ${name}`))),
      reachServer: overrides.reachServer ?? (() => Promise.resolve()),
      projected: async (projected) => {
        this.projections.push(projected);
        await overrides.projected?.(projected);
      },
      captured: (frames) => {
        this.captured.push(...frames);
        this.#changed();
      },
      terminal: (bytes) => {
        this.shown += String.fromCharCode(...bytes);
        this.#changed();
      },
      ended: (failure) => {
        if (this.ended) throw new Error('ended was told twice');
        this.ended = { failure };
        this.#changed();
      },
    };
    this.call = startCall(options, host, environment);
  }

  /** Resolves when `holds` does; rejects when the call ends first, with what it ended in. */
  until(what: string, holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (!holds() && !this.ended) return;
        this.#waiting.delete(check);
        if (holds()) resolve();
        else reject(new Error(`${what}: the call ended: ${JSON.stringify(this.ended)}\n${this.text()}`));
      };
      this.#waiting.add(check);
      check();
    });
  }

  reached(state: DialState): Promise<void> {
    return this.until(state, () => this.states.includes(state));
  }

  async end(): Promise<Ended> {
    await this.until('end', () => this.ended !== undefined);
    return this.ended ?? { failure: undefined };
  }

  /** The connection log as a page. */
  text(): string {
    return this.log.map((line) => `${line.layer} ${line.direction ?? '-'} ${line.text}`).join('\n');
  }

  #changed(): void {
    for (const check of [...this.#waiting]) check();
  }
}
