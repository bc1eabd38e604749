/**
 * The conversation with the helper, as long as the program runs: finds one that runs, starts one when something is to be dialled,
 * listens to all it tells, and looks again after it has gone.
 */
import { failure, textOf } from '../../client/index.ts';
import type { Environment } from '../../contract/app.ts';
import type { DialError } from '../../contract/dial-error.ts';
import { DialFailure } from '../../contract/dial-error.ts';
import type { HelperEvent, Request, Response, Verb } from '../../contract/helper.ts';
import type { ConnectionStatus } from '../../contract/status.ts';
import type { Clock } from './clock.ts';

/** What we use of a HelperConnection. */
export interface HelperLink {
  /** Tells this life of the helper from any other. */
  readonly run: string;
  readonly closed: Promise<void>;
  request<V extends Verb>(verb: V, body: Request<V>): Promise<Response<V>>;
  listen(listener: (event: HelperEvent) => void): () => void;
  close(): void;
}

export interface HelperSessionHost {
  readonly clock: Clock;
  /** A helper that runs; undefined where none does. */
  find(): Promise<HelperLink | undefined>;
  /** One that runs, or that is started now; the user may be asked for rights. */
  start(): Promise<HelperLink>;
  /** Before it is asked for the lines it has kept; `run` tells this life of a helper from any other. */
  meet(run: string): Promise<void>;
  /** It has told its lines, and these are its connections. */
  settle(connections: readonly ConnectionStatus[]): Promise<void>;
  changed(state: Environment['helper']): void;
  connections(list: readonly ConnectionStatus[]): void;
  event(event: HelperEvent): void;
  /** It has gone, and with it every call. */
  lost(error: DialError): void;
  report(what: string, error?: unknown): void;
}

/** How often to look whether somebody else has started a helper, and how fast the list of connections is asked for again. */
const lookEvery = 3_000;
const refreshEvery = 100;

const helperGone = 834;

const errorOf = (error: unknown): DialError =>
  (error instanceof DialFailure ? error : failure(711, 'The helper could not be reached.', textOf(error)))
    .error;

export class HelperSession {
  readonly #host: HelperSessionHost;
  #link: HelperLink | undefined;
  #opening: Promise<HelperLink | undefined> | undefined;
  #connections: readonly ConnectionStatus[] = [];
  #refreshing = false;
  #refreshAgain = false;
  #cancelLook: (() => void) | undefined;
  #closed = false;

  constructor(host: HelperSessionHost) {
    this.#host = host;
  }

  /** Takes up with a helper that runs; asks nobody for anything. Looks again, now and then, while there is none. */
  async look(): Promise<void> {
    if (this.#closed || this.#link) return;
    try {
      await this.#open(() => this.#host.find());
    } catch (error) {
      this.#host.changed({ state: 'refused', error: errorOf(error) });
    }
    this.#lookLater();
  }

  /** The helper, started if need be. Rejects with a DialFailure; a prompt that was dismissed is one. */
  async ensure(): Promise<HelperLink> {
    if (this.#link) return this.#link;
    // A look that is under way may already find it.
    const found = await this.#opening?.catch(() => undefined);
    if (found) return found;
    this.#host.changed({ state: 'starting' });
    try {
      const link = await this.#open(() => this.#host.start());
      if (link) return link;
      throw failure(711, 'The helper was started and ended at once.');
    } catch (error) {
      this.#host.changed({ state: 'refused', error: errorOf(error) });
      this.#lookLater();
      throw error;
    }
  }

  /** The helper that is there; without one nothing is connected. */
  get link(): HelperLink | undefined {
    return this.#link;
  }

  /** What is up stays up. */
  close(): void {
    this.#closed = true;
    this.#cancelLook?.();
    this.#link?.close();
  }

  #open(way: () => Promise<HelperLink | undefined>): Promise<HelperLink | undefined> {
    // Two that want the helper at once wait for one prompt.
    this.#opening ??= this.#begin(way).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #begin(way: () => Promise<HelperLink | undefined>): Promise<HelperLink | undefined> {
    const link = await way();
    if (!link) return undefined;
    if (this.#closed) {
      link.close();
      throw failure(helperGone, 'The program is ending.');
    }
    await this.#host.meet(link.run);
    link.listen((event) => {
      this.#heard(event, link);
    });
    void link.closed.then(() => {
      this.#lost(link);
    });
    const wanted = { states: true, log: 'replay', capture: false, counters: true, terminal: true } as const;
    const { connections } = await link.request('subscribe', wanted).catch((error: unknown) => {
      // The helper counts its clients, and we shall look again.
      link.close();
      throw error;
    });
    this.#link = link;
    this.#cancelLook?.();
    this.#host.changed({ state: 'connected' });
    this.#tell(connections);
    await this.#host.settle(connections);
    return link;
  }

  #tell(connections: readonly ConnectionStatus[]): void {
    this.#connections = connections;
    this.#host.connections(connections);
  }

  /** A fault of ours is no reason to leave a helper that is dialling: it would hang up. */
  #heard(event: HelperEvent, link: HelperLink): void {
    const steps = [
      () => {
        this.#host.event(event);
      },
      () => {
        this.#event(event, link);
      },
    ];
    for (const step of steps)
      try {
        step();
      } catch (error) {
        this.#host.report(`"${event.event}" of the helper could not be followed`, error);
      }
  }

  #event(event: HelperEvent, link: HelperLink): void {
    if (event.event === 'state') {
      this.#patch(event.body);
      this.#refresh(link);
    } else if (event.event === 'ended') {
      const { entry, call } = event.body;
      this.#tell(this.#connections.filter((each) => each.entry !== entry || each.call !== call));
    }
  }

  /** The new state at once; everything else about the connection when the helper has been asked. */
  #patch({
    time,
    entry,
    call,
    state,
    detail,
    redial,
  }: Extract<HelperEvent, { event: 'state' }>['body']): void {
    if (!this.#connections.some((each) => each.entry === entry && each.call === call)) return;
    this.#tell(
      this.#connections.map((each) => {
        if (each.entry !== entry || each.call !== call) return each;
        return {
          ...withoutPassing(each),
          state,
          since: time,
          ...(detail === undefined ? {} : { detail }),
          ...(redial === undefined ? {} : { redial }),
        };
      }),
    );
  }

  /** Asks for the whole list, now or when the last question is long enough ago; the helper counts what it is asked. */
  #refresh(link: HelperLink): void {
    this.#refreshAgain = true;
    if (this.#refreshing) return;
    this.#refreshing = true;
    void this.#refreshOnce(link);
  }

  async #refreshOnce(link: HelperLink): Promise<void> {
    this.#refreshAgain = false;
    try {
      this.#tell((await link.request('status', {})).connections);
    } catch (error) {
      // Its end is told by `closed`; any other answer is a fault worth a line.
      if (!(error instanceof DialFailure) || error.error.number !== helperGone)
        this.#host.report('the helper did not tell its connections', error);
    }
    this.#host.clock.after(refreshEvery, () => {
      this.#refreshing = false;
      if (this.#refreshAgain && this.#link === link) this.#refresh(link);
    });
  }

  #lost(link: HelperLink): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    if (this.#closed) return;
    const error: DialError = { number: helperGone, cause: 'The helper has gone, and every call with it.' };
    const calls = this.#connections.length;
    this.#tell([]);
    this.#host.changed({ state: 'absent', ...(calls === 0 ? {} : { error }) });
    this.#host.lost(error);
    this.#lookLater();
  }

  #lookLater(): void {
    this.#cancelLook?.();
    if (this.#closed || this.#link) return;
    this.#cancelLook = this.#host.clock.after(lookEvery, () => void this.look());
  }
}

/** Without what belonged to the state before. */
function withoutPassing(status: ConnectionStatus): ConnectionStatus {
  const passing = new Set<string>(['detail', 'redial'] satisfies (keyof ConnectionStatus)[]);
  return Object.fromEntries(Object.entries(status).filter(([key]) => !passing.has(key))) as ConnectionStatus;
}
