/**
 * One connection of the phonebook: its calls one after the other (redials included), its states, its log, and the error
 * it ends with. What lies beneath it, and what rides on it, is the dialer's business.
 */
import type {
  Call,
  CallHost,
  CallOptions,
  Clock,
  Credentials,
  Failure,
  LogLine,
  Projected,
} from '../engine/call-types.ts';
import type { DialError } from '../contract/dial-error.ts';
import { DialFailure } from '../contract/dial-error.ts';
import type { DialState, Leg } from '../contract/dial-state.ts';
import type { EventBody, HelperEvent } from '../contract/helper.ts';
import type { ResolvedEntry } from '../contract/phonebook.ts';
import { oneLine } from '../contract/text.ts';
import type { ConnectionStatus, CounterSnapshot } from '../contract/status.ts';
import { callOptions } from './call-device.ts';
import { connectionStatusOf } from './connection-status.ts';
import { capturedBody, dialErrorOf, logRecordOf, terminalBody } from './call-report.ts';
import type { PortCheck } from './device-port.ts';
import { LogRing } from './log-ring.ts';
import { missingCredentials } from './missing-credentials.ts';
import type { LegNetwork } from './network.ts';
import { Pause } from './pause.ts';
import { allowedRedials, worthRedialling } from './redial-policy.ts';
import { TerminalBacklog } from './terminal-backlog.ts';
import { AnswerLimit } from './unanswered.ts';
import { Waiters } from './waiters.ts';

export interface ConnectionHost {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  wallTime(): number;
  startCall(options: CallOptions, host: CallHost): Call;
  leg(call: number, entry: ResolvedEntry, log: (line: LogLine) => void): LegNetwork;
  resolve(name: string): Promise<readonly string[]>;
  checkPort(path: string): PortCheck;
  publish(event: HelperEvent): void;
  /** True while somebody wants frames. */
  readonly capturing: boolean;
  /** Brings up what lies beneath; undefined when nothing does. Rejects with a DialFailure. */
  beneath(connection: Connection): Promise<Connection | undefined>;
  connected(connection: Connection): void;
  /** The call is over (before a redial, too); the riders lose what carries them. */
  callEnded(connection: Connection, failure: Failure | undefined): void;
  /** Nothing follows. */
  ended(connection: Connection): void;
}

interface CallOutcome {
  readonly wasConnected: boolean;
  readonly error: DialError | undefined;
}

export const hungUp: Failure = { number: 631, cause: 'You hung up before the connection was made.' };

export class Connection {
  readonly entry: ResolvedEntry;
  readonly call: number;
  readonly leg: Leg;
  readonly ring = new LogRing();
  readonly #terminal = new TerminalBacklog();
  readonly dialledAt: number;
  readonly #host: ConnectionHost;
  readonly #network: LegNetwork;
  readonly #interactive: boolean;
  readonly #waiters = new Waiters();
  readonly #answerLimit: AnswerLimit;
  /** The servers of the tunnels that travel inside this connection. */
  readonly #exempt = new Map<Connection, string>();
  #credentials: Credentials;
  #call: Call | undefined;
  #lower: Connection | undefined;
  #state: DialState = 'openPort';
  /** How far the call has come, its end not counted. */
  #reached: DialState = 'openPort';
  #detail: string | undefined;
  #since: number;
  #connectedAt: number | undefined;
  #projected: Projected | undefined;
  #redial: ConnectionStatus['redial'];
  #lastCounters: CounterSnapshot | undefined;
  /** Told to stop: the error it ends with, if any. */
  #stop: { readonly error: DialError | undefined } | undefined;
  readonly #stopped: Promise<undefined>;
  #tellStopped: (nothing: undefined) => void = () => undefined;
  #waiting: Pause | undefined;
  #error: DialError | undefined;
  readonly #finished: Promise<void>;
  #finish: () => void = () => undefined;

  constructor(
    entry: ResolvedEntry,
    call: number,
    credentials: Credentials,
    interactive: boolean,
    host: ConnectionHost,
  ) {
    this.entry = entry;
    this.call = call;
    this.leg = entry.device.kind === 'pptp' ? 'tunnel' : 'isp';
    this.#credentials = credentials;
    this.#interactive = interactive;
    this.#host = host;
    this.#network = host.leg(call, entry, (line) => this.#log(line));
    this.#answerLimit = new AnswerLimit(host.clock, (failure) => {
      this.hangUp(failure);
    });
    this.dialledAt = host.wallTime();
    this.#since = this.dialledAt;
    this.#stopped = new Promise((resolve) => {
      this.#tellStopped = resolve;
    });
    this.#finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  get connected(): boolean {
    return this.#state === 'connected';
  }

  get over(): boolean {
    return this.#stop !== undefined;
  }

  /** The connection beneath, while a call of ours runs inside it. */
  get lower(): Connection | undefined {
    return this.#lower;
  }

  get interfaceName(): string | undefined {
    return this.#projected?.interfaceName;
  }

  /** Dials until it is up or has failed for good; told by `whenConnected` and `whenEnded`. */
  start(): void {
    void this.#run();
  }

  /** Resolves when it is (or next becomes) connected; rejects with a DialFailure when it ends before. */
  whenConnected(): Promise<void> {
    return this.connected ? Promise.resolve() : this.#waiters.wait();
  }

  whenEnded(): Promise<void> {
    return this.#finished;
  }

  /** Hangs up from any state; `failure` says why when it was not the user. */
  hangUp(failure?: Failure): void {
    const never = this.#connectedAt === undefined;
    const reason = failure ?? (never ? hungUp : undefined);
    this.#stop ??= { error: reason && this.#dialError(reason) };
    this.#tellStopped(undefined);
    this.#call?.hangUp();
    this.#waiting?.end();
  }

  /** What carried this call is gone. */
  lowerLost(failure: Failure): void {
    this.#call?.lowerLost(failure);
  }

  retryWith(credentials: Credentials): boolean {
    if (this.#state !== 'retryAuthentication') return false;
    this.#credentials = credentials;
    this.#call?.retryWith(credentials);
    return true;
  }

  changePassword(password: string): boolean {
    if (this.#state !== 'passwordExpired') return false;
    this.#credentials = { ...this.#credentials, password };
    this.#call?.changePassword(password);
    return true;
  }

  /** Types on the line; false outside the state interactive. */
  terminalWrite(bytes: Uint8Array): boolean {
    return this.#call?.terminalWrite(bytes) ?? false;
  }

  terminalDone(): boolean {
    return this.#call?.terminalDone() ?? false;
  }

  /** What the line has said in the state interactive, as long as that lasts. */
  terminalSoFar(): EventBody<'terminal'>[] {
    return this.#terminal.pieces.map((data) => terminalBody(this, data));
  }

  setCapture(on: boolean): void {
    this.#call?.setCapture(on);
  }

  /** What `rider` sends to its server and hears from it is no user traffic of ours; undefined: it sends no more. */
  exempt(rider: Connection, server: string | undefined): void {
    if (server === undefined) this.#exempt.delete(rider);
    else this.#exempt.set(rider, server);
    this.#call?.setIdleExempt([...this.#exempt.values()]);
  }

  counters(): CounterSnapshot | undefined {
    this.#lastCounters = this.#call?.counters() ?? this.#lastCounters;
    return this.#lastCounters;
  }

  status(): ConnectionStatus {
    return connectionStatusOf(
      this,
      {
        state: this.#state,
        detail: this.#detail,
        since: this.#since,
        dialledAt: this.dialledAt,
        connectedAt: this.#connectedAt,
        lineSpeed: this.#call?.lineSpeed,
        counters: this.counters(),
        redial: this.#redial,
      },
      this.#projected,
      this.#network,
    );
  }

  async #run(): Promise<void> {
    let failures = 0;
    let dropped = false;
    for (;;) {
      const { wasConnected, error } = await this.#dialOnce();
      this.#error = error;
      failures = wasConnected ? 1 : failures + 1;
      dropped ||= wasConnected;
      const allowed = allowedRedials(this.entry, dropped);
      const own = error?.entry === this.entry.name;
      if (this.#stop || error === undefined || !own || failures > allowed || !worthRedialling(error.number))
        break;
      await this.#pause(failures, allowed, error);
      if (this.#isStopped()) break;
    }
    this.#end();
  }

  /** Asked after an await, where what was known before may have changed. */
  #isStopped(): boolean {
    return this.#stop !== undefined;
  }

  #end(): void {
    this.#stop ??= { error: this.#error };
    this.#error = this.#stop.error;
    if (this.#state !== 'disconnected') this.#enter('disconnected');
    this.#waiters.failed(new DialFailure(this.#error ?? this.#dialError(hungUp)));
    const counters = this.counters();
    this.#host.publish({
      event: 'ended',
      body: {
        time: this.#host.wallTime(),
        entry: this.entry.name,
        call: this.call,
        leg: this.leg,
        ...(this.#error === undefined ? {} : { error: this.#error }),
        ...(counters === undefined ? {} : { counters }),
      },
    });
    this.#host.ended(this);
    this.#finish();
  }

  /** One call, from what lies beneath it to the last route taken back. */
  async #dialOnce(): Promise<CallOutcome> {
    this.#reached = 'openPort';
    try {
      if (this.entry.dialFirst !== undefined) this.#detail = `"${this.entry.dialFirst}" comes first`;
      // A joined dial goes on without us; hanging up does not wait for it.
      this.#lower = await Promise.race([this.#host.beneath(this), this.#stopped]);
    } catch (error) {
      if (error instanceof DialFailure) return { wasConnected: false, error: error.error };
      throw error;
    }
    this.#detail = undefined;
    if (this.#isStopped()) return { wasConnected: false, error: undefined };
    const made = callOptions(this.entry, this.#credentials, this.#interactive, (path) =>
      this.#host.checkPort(path),
    );
    if ('failure' in made) return { wasConnected: false, error: this.#dialError(made.failure) };
    const outcome = await this.#converse(made.options);
    this.#lower?.exempt(this, undefined);
    this.#lower = undefined;
    this.#projected = undefined;
    await this.#network.release();
    return outcome;
  }

  #converse(options: CallOptions): Promise<CallOutcome> {
    return new Promise((resolve) => {
      let wasConnected = false;
      const call = this.#host.startCall(options, {
        state: (state, detail) => {
          if (state === 'connected') {
            wasConnected = true;
            this.#connectedAt = this.#host.wallTime();
          }
          this.#enter(state, detail);
          if (state === 'authenticate' && !this.#interactive) this.#needCredentials();
        },
        log: (line) => this.#log(line),
        resolve: (name) => this.#host.resolve(name),
        reachServer: async (address) => {
          await this.#network.reachServer(address, this.#lower?.interfaceName);
          this.#lower?.exempt(this, address);
        },
        projected: async (projected) => {
          this.#projected = projected;
          await this.#network.project(projected);
        },
        terminal: (bytes) => {
          for (const data of this.#terminal.push(bytes))
            this.#host.publish({ event: 'terminal', body: terminalBody(this, data) });
        },
        captured: (frames, lost) => {
          this.#host.publish({ event: 'captured', body: capturedBody(this, frames, lost) });
        },
        ended: (failure) => {
          // While the call can still be asked.
          this.counters();
          const error = failure && this.#dialError(failure);
          this.#call = undefined;
          this.#host.callEnded(this, failure);
          resolve({ wasConnected, error });
        },
      });
      this.#call = call;
      call.setCapture(this.#host.capturing);
    });
  }

  #needCredentials(): void {
    const missing = missingCredentials(this.#credentials);
    if (missing) this.hangUp(missing);
  }

  async #pause(attempt: number, allowed: number, after: DialError): Promise<void> {
    const pause = this.entry.redial.pause * 1000;
    this.#redial = { attempt, of: allowed, at: this.#host.wallTime() + pause, after };
    this.#enter('waitForRedial', `attempt ${attempt} of ${allowed} in ${this.entry.redial.pause} seconds`);
    this.#waiting = new Pause();
    // Told to stop between the end of the call and here.
    if (this.#stop) this.#waiting.end();
    await this.#waiting.wait(this.#host.clock, pause);
    this.#redial = undefined;
  }

  #enter(state: DialState, said?: string): void {
    // Modems have their word in it.
    const detail = said === undefined ? undefined : oneLine(said);
    const time = this.#host.wallTime();
    if (state !== 'disconnecting' && state !== 'disconnected') this.#reached = state;
    if (state !== 'interactive') this.#terminal.clear();
    // A state that has more to say of itself began when it began.
    if (state !== this.#state) this.#since = time;
    this.#state = state;
    this.#detail = detail;
    this.#answerLimit.entered(state, detail);
    this.#host.publish({
      event: 'state',
      body: {
        time,
        entry: this.entry.name,
        call: this.call,
        leg: this.leg,
        state,
        ...(detail === undefined ? {} : { detail }),
        ...(state === 'waitForRedial' && this.#redial ? { redial: this.#redial } : {}),
      },
    });
    if (state !== 'connected') return;
    this.#host.connected(this);
    this.#waiters.connected();
  }

  #dialError(failure: Failure): DialError {
    return dialErrorOf(this, this.#reached, failure);
  }

  #log(line: LogLine): void {
    const record = logRecordOf(this, this.#host.wallTime(), line);
    this.ring.push(record);
    this.#host.publish({ event: 'log', body: record });
  }
}
