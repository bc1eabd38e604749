/** What rasdial says while it works: Windows' sentences, or one JSON object a line. */
import type { DialError } from '../contract/dial-error.ts';
import { describeError } from '../contract/dial-error.ts';
import { unansweredDetail } from '../contract/dial-state.ts';
import type { Leg } from '../contract/dial-state.ts';
import type { EventBody } from '../contract/helper.ts';
import { rasError } from '../contract/ras-errors.ts';
import type { ConnectionStatus } from '../contract/status.ts';
import { statusText } from './status-text.ts';

export interface Output {
  out(text: string): void;
  error(text: string): void;
}

export type Result = 'connected' | 'already-connected' | 'disconnected' | 'no-connection';

export interface Reporter {
  state(event: EventBody<'state'>): void;
  result(result: Result, entry: string | undefined, status: ConnectionStatus | undefined): void;
  list(connections: readonly ConnectionStatus[], detailed: boolean): void;
  error(error: DialError): void;
  /** Something worth knowing that stops nothing; to standard error, also beside JSON. */
  warning(text: string): void;
  completed(): void;
}

const completed = 'Command completed successfully.';

export class TextReporter implements Reporter {
  readonly #output: Output;
  #verifying = new Set<string>();

  constructor(output: Output) {
    this.#output = output;
  }

  state({ entry, state, detail, redial }: EventBody<'state'>): void {
    switch (state) {
      case 'openPort':
        this.#verifying.delete(entry);
        this.#output.out(`Connecting to ${entry}...`);
        return;
      case 'authenticate':
        // Once an attempt: a method may be negotiated more than once.
        if (!this.#verifying.has(entry)) this.#output.out('Verifying username and password...');
        this.#verifying.add(entry);
        return;
      case 'allDevicesConnected':
        if (detail === unansweredDetail) this.#output.out(`Still negotiating with ${entry}: ${detail}...`);
        return;
      case 'authProject':
        this.#output.out('Registering your computer on the network...');
        return;
      case 'connected':
        this.#output.out(`Successfully connected to ${entry}.`);
        return;
      case 'waitForRedial':
        if (redial) this.#output.out(describeError(redial.after));
        this.#output.out(`Redialing ${entry}${detail === undefined ? '' : `: ${detail}`}...`);
        return;
      default:
        return;
    }
  }

  result(result: Result, entry: string | undefined): void {
    if (result === 'already-connected' && entry !== undefined)
      this.#output.out(`You are already connected to ${entry}.`);
    if (result === 'no-connection') this.#output.out('No connections');
  }

  list(connections: readonly ConnectionStatus[], detailed: boolean): void {
    if (connections.length === 0) {
      this.#output.out('No connections');
      return;
    }
    if (detailed) {
      for (const connection of connections) this.#output.out(statusText(connection));
      return;
    }
    const up = connections.filter(({ state }) => state === 'connected');
    if (up.length > 0) this.#output.out(['Connected to', ...up.map(({ entry }) => entry)].join('\n'));
    for (const { entry, state } of connections)
      if (state !== 'connected') this.#output.out(`${entry} is not connected yet: ${state}`);
  }

  error(error: DialError): void {
    this.#output.error(describeError(error));
  }

  warning(text: string): void {
    this.#output.error(`Warning: ${text}`);
  }

  completed(): void {
    this.#output.out(completed);
  }
}

export class JsonReporter implements Reporter {
  readonly #output: Output;
  readonly #now: () => number;

  constructor(output: Output, now: () => number = Date.now) {
    this.#output = output;
    this.#now = now;
  }

  #line(time: number, entry: string | undefined, leg: Leg | undefined, rest: object): void {
    this.#output.out(JSON.stringify({ time: new Date(time).toISOString(), entry, leg, ...rest }));
  }

  state({ time, entry, leg, state, detail, redial }: EventBody<'state'>): void {
    this.#line(time, entry, leg, { state, detail, redial });
  }

  result(result: Result, entry: string | undefined, status: ConnectionStatus | undefined): void {
    this.#line(this.#now(), entry, status?.leg, { result, status });
  }

  list(connections: readonly ConnectionStatus[]): void {
    if (connections.length === 0) this.#line(this.#now(), undefined, undefined, { result: 'no-connections' });
    for (const { entry, leg, ...rest } of connections) this.#line(this.#now(), entry, leg, rest);
  }

  error(error: DialError): void {
    const { number, entry, leg, cause, evidence } = error;
    const { what, attempt } = rasError(number);
    this.#line(this.#now(), entry, leg, { error: number, what, cause, evidence, try: attempt });
    // A person who looks at a script's errors sees them as well.
    this.#output.error(describeError(error));
  }

  warning(text: string): void {
    this.#output.error(`Warning: ${text}`);
  }

  completed(): void {
    return;
  }
}
