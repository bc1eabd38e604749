/** One call of the calling side, from the open port to the last released descriptor. */
import type { Counters } from '../native/addon/index.js';
import { unansweredDetail } from '../contract/dial-state.ts';
import type { DialState } from '../contract/dial-state.ts';
import type { Failure } from '../protocol/failure.ts';
import { parseScript } from '../protocol/scp/parse.ts';
import { scriptFailure } from '../protocol/scp/script-run.ts';
import type { Credentials, LinkAgreement, LinkEvent } from '../protocol/ppp/link-types.ts';
import type { Call, CallHost, CallOptions } from './call-types.ts';
import { systemEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import { linkOptions } from './link-options.ts';
import { Mailbox } from './mailbox.ts';
import { createPort } from './ports/create-port.ts';
import type { Terminal } from './ports/line-terminal.ts';
import type { Connection, Port, PortHost } from './ports/port.ts';
import type { LogOn } from './ports/log-on.ts';
import { PppRunner } from './ppp-runner.ts';
import { asFailure, interfaceFailure } from './system-errors.ts';

/** Milliseconds for the peer to acknowledge our Terminate-Request; a second one would only keep the user waiting. */
const terminateTime = 1_500;
/** Milliseconds for the port to hang up: a modem without DTR needs two guard times of a second and an answer to ATH. */
const portTime = 3_500;
/** Milliseconds without a single frame before the user hears of it: three Configure-Requests. The link itself asks seven times more. */
const silentTime = 9_000;
/** The link's own numbers for "nothing ever answered": 718 and 721. */
const noAnswer: ReadonlySet<number> = new Set([718, 721]);

/** A script that is wrong is told before anything is dialled. */
function logOnOf({
  device,
  terminal,
  script,
  credentials,
  interactive,
}: CallOptions): LogOn & { readonly failure?: Failure } {
  const logOn = { terminal, script: undefined, credentials, interactive };
  if (script === undefined || terminal === 'after' || device.kind === 'pptp') return logOn;
  const parsed = parseScript(script);
  return 'error' in parsed
    ? { ...logOn, failure: scriptFailure(parsed.error) }
    : { ...logOn, script: parsed.script };
}

/** Dials at once; the host hears of it only after this has returned. */
export function startCall(options: CallOptions, host: CallHost, environment = systemEnvironment): Call {
  return new CallingCall(options, host, environment);
}

class CallingCall implements Call {
  readonly #options: CallOptions;
  readonly #host: CallHost;
  readonly #environment: Environment;
  readonly #port: Port;
  readonly #fromPort = new Mailbox<() => void>((run) => {
    run();
  });
  #runner: PppRunner | undefined;
  #connection: Connection | undefined;
  /** How far the end of the call has come. */
  #ending: 'no' | 'terminating' | 'hanging-up' | 'ended' = 'no';
  #failure: Failure | undefined;
  #cancelTimer: (() => void) | undefined;
  #cancelSilence: (() => void) | undefined;
  #linkIsDown = false;
  #projections: Promise<void> = Promise.resolve();
  #capture = false;
  #idleExempt: readonly string[] = [];
  #scriptAddress: string | undefined;
  #state: DialState = 'openPort';

  constructor(options: CallOptions, host: CallHost, environment: Environment) {
    this.#options = options;
    this.#host = host;
    this.#environment = environment;
    const logOn = logOnOf(options);
    this.#port = createPort(options.device, logOn, this.#portHost());
    this.#fromPort.post(() => {
      if (logOn.failure) this.#end(logOn.failure);
      else if (this.#ending === 'no') this.#port.open();
    });
  }

  get state(): DialState {
    return this.#state;
  }

  get lineSpeed(): number | undefined {
    return this.#connection?.speed;
  }

  hangUp(text?: string): void {
    this.#end(undefined, text);
  }

  lowerLost(failure: Failure): void {
    if (this.#ending === 'ended') return;
    if (this.#ending === 'no') this.#failure = failure;
    this.#finish();
  }

  retryWith(credentials: Credentials): void {
    if (this.#state !== 'retryAuthentication') return;
    this.#enter('authenticate');
    this.#runner?.retryWith(credentials);
  }

  changePassword(newPassword: string): void {
    if (this.#state !== 'passwordExpired') return;
    this.#enter('authenticate');
    this.#runner?.changePassword(newPassword);
  }

  terminalWrite(bytes: Uint8Array): boolean {
    const terminal = this.#interactiveTerminal();
    terminal?.write(bytes);
    return terminal !== undefined;
  }

  terminalDone(): boolean {
    const terminal = this.#interactiveTerminal();
    terminal?.finish();
    return terminal !== undefined;
  }

  setCapture(on: boolean): void {
    this.#capture = on;
    this.#applySettings();
  }

  setIdleExempt(addresses: readonly string[]): void {
    this.#idleExempt = addresses;
    this.#applySettings();
  }

  counters(): Counters | undefined {
    return this.#port.path?.counters();
  }

  /** Whatever the port tells, the port's own code has returned before anybody acts on it. */
  #portHost(): PortHost {
    const later = (run: () => void): void => {
      this.#fromPort.post(run);
    };
    return {
      environment: this.#environment,
      state: (state, detail) => {
        later(() => {
          if (this.#ending === 'no') this.#enter(state, detail);
        });
      },
      log: (line) => {
        later(() => {
          this.#host.log(line);
        });
      },
      resolve: (name) => this.#host.resolve(name),
      reachServer: (address) => this.#host.reachServer(address),
      scriptAddress: (address) => {
        later(() => {
          this.#scriptAddress = address;
        });
      },
      terminal: (bytes) => {
        later(() => {
          if (this.#ending === 'no') this.#host.terminal(bytes);
        });
      },
      ready: (connection) => {
        later(() => {
          this.#connected(connection);
        });
      },
      failed: (failure) => {
        later(() => {
          this.#portFailed(failure);
        });
      },
      pathMtu: (mtu) => {
        later(() => {
          this.#runner?.limitMtu(mtu);
        });
      },
      closed: () => {
        later(() => {
          this.#finish();
        });
      },
    };
  }

  #interactiveTerminal(): Terminal | undefined {
    return this.#state === 'interactive' && this.#ending === 'no' ? this.#port.terminal : undefined;
  }

  #enter(state: DialState, detail?: string): void {
    this.#state = state;
    this.#host.state(state, detail);
  }

  #applySettings(): void {
    const path = this.#connection?.path;
    if (!path || path.closed) return;
    path.link.setCapture(this.#capture);
    path.link.setIdleExempt(this.#idleExempt);
  }

  #connected(connection: Connection): void {
    if (this.#ending !== 'no') return;
    this.#connection = connection;
    this.#applySettings();
    this.#enter('allDevicesConnected');
    this.#runner = new PppRunner(
      connection.path,
      linkOptions(this.#options, connection, this.#scriptAddress),
      'dun',
      this.#environment,
      {
        log: (line) => {
          this.#host.log(line);
        },
        event: (event) => {
          this.#heard(event);
        },
        captured: (frames, lost) => {
          this.#host.captured(frames, lost);
        },
      },
    );
    this.#runner.start();
    this.#cancelSilence = this.#environment.clock.after(silentTime, () => {
      this.#tellSilence(connection);
    });
  }

  /** Whether a firewall swallows the tunnel is known only at the end; that nothing comes back, much earlier. */
  #tellSilence({ path }: Connection): void {
    if (this.#ending !== 'no' || this.#state !== 'allDevicesConnected' || path.closed) return;
    if (path.counters().framesReceived === 0) this.#enter('allDevicesConnected', unansweredDetail);
  }

  #heard(event: LinkEvent): void {
    if (event.type === 'down') {
      this.#linkDown(event.failure);
      return;
    }
    if (this.#ending !== 'no') return;
    switch (event.type) {
      case 'phase':
        if (event.phase === 'network') this.#authProject();
        return;
      case 'authenticating':
        if (this.#state !== 'connected') this.#enter('authenticate', event.method);
        return;
      case 'authenticated':
        if (this.#state !== 'connected') this.#enter('authNotify', event.method);
        return;
      case 'retry': {
        this.#enter('retryAuthentication', event.failure.cause);
        return;
      }
      case 'password-expired': {
        this.#enter('passwordExpired', event.failure.cause);
        return;
      }
      case 'up':
        // One at a time: the host finishes with one agreement before it hears of the next.
        this.#projections = this.#projections.then(() => this.#project(event.agreement));
        return;
      case 'suspended': {
        // Before a renegotiation, and before the end.
        this.#host.log({ layer: 'ppp', text: 'no user data passes any more' });
        return;
      }
      case 'log':
        return;
    }
  }

  #authProject(): void {
    // Once is enough: renegotiation happens inside a connected call.
    if (this.#state !== 'connected' && this.#state !== 'authProject') this.#enter('authProject');
  }

  /** The interface first, then the host's routes and DNS, and only then is the call connected. */
  async #project(agreement: LinkAgreement): Promise<void> {
    const runner = this.#runner;
    if (!runner || this.#ending !== 'no') return;
    let raised: ReturnType<PppRunner['project']>;
    try {
      raised = runner.project(agreement);
    } catch (error) {
      this.#end(interfaceFailure(error));
      return;
    }
    const { tun, mtu, changed } = raised;
    if (this.#state === 'connected' && !changed) return;
    if (this.#state !== 'connected') this.#enter('projected', tun.name);
    const server = this.#connection?.server;
    const common = { interfaceName: tun.name, interfaceIndex: tun.index, mtu, agreement };
    try {
      await this.#host.projected(server === undefined ? common : { ...common, server });
    } catch (reason) {
      this.#end(asFailure(reason, 716, 'Routes or name servers for this connection could not be set.'));
      return;
    }
    if (this.#isOver() || this.#state === 'connected') return;
    this.#enter('connected');
  }

  /** Asked after an await, where what was known before may have changed. */
  #isOver(): boolean {
    return this.#ending !== 'no';
  }

  #linkDown(failure: Failure | undefined): void {
    this.#linkIsDown = true;
    if (this.#ending === 'no') {
      this.#end(this.#explain(failure) ?? { number: 629, cause: 'The link to the other end is down.' });
    } else {
      this.#hangUpPort();
    }
  }

  /** Nothing ever came back: some ports know what that means. */
  #explain(failure: Failure | undefined): Failure | undefined {
    const connection = this.#connection;
    if (!failure || !connection?.silence || !noAnswer.has(failure.number)) return failure;
    return connection.path.counters().framesReceived === 0 ? connection.silence() : failure;
  }

  #portFailed(failure: Failure): void {
    if (this.#ending === 'no') {
      if (this.#runner) this.#runner.lowerDown(failure);
      else this.#end(failure);
    } else {
      this.#hangUpPort();
    }
  }

  #end(failure: Failure | undefined, text?: string): void {
    if (this.#ending !== 'no') return;
    this.#failure = failure;
    this.#ending = 'terminating';
    this.#enter('disconnecting', failure?.cause);
    if (!this.#runner || this.#linkIsDown) {
      this.#hangUpPort();
      return;
    }
    this.#limit(terminateTime, () => {
      this.#hangUpPort();
    });
    this.#runner.close(text);
  }

  #hangUpPort(): void {
    if (this.#ending !== 'terminating') return;
    this.#ending = 'hanging-up';
    this.#runner?.dispose();
    this.#limit(portTime, () => {
      this.#finish();
    });
    this.#port.hangUp();
  }

  #finish(): void {
    if (this.#ending === 'ended') return;
    this.#ending = 'ended';
    this.#cancelTimer?.();
    this.#cancelSilence?.();
    this.#runner?.dispose();
    this.#port.close();
    this.#fromPort.close();
    this.#enter('disconnected', this.#failure?.cause);
    this.#host.ended(this.#failure);
  }

  #limit(milliseconds: number, run: () => void): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#environment.clock.after(milliseconds, run);
  }
}
