/** A telephone call through a Hayes modem, on a serial port or behind TCP. */
import { interactiveDetail } from '../../contract/dial-state.ts';
import { HayesDialogue } from '../../protocol/hayes/dialogue.ts';
import type { DialogueEvent, DialOptions } from '../../protocol/hayes/dialogue-types.ts';
import { lineLost } from '../../protocol/hayes/dial-failures.ts';
import { defaultInit } from '../../protocol/hayes/init.ts';
import type { Failure } from '../../protocol/failure.ts';
import type { DataPath } from '../data-path.ts';
import { Mailbox } from '../mailbox.ts';
import { lostFailure } from '../system-errors.ts';
import { Line } from './line.ts';
import type { LineTarget } from './line.ts';
import type { LineTerminal } from './line-terminal.ts';
import type { LogOn, TerminalOwner } from './log-on.ts';
import { afterDialling, beforeDialling } from './log-on.ts';
import type { Port, PortHost } from './port.ts';

export interface Dialling extends Pick<DialOptions, 'number' | 'dialling' | 'carrierTimeout'> {
  readonly init: readonly string[] | undefined;
}

/** Milliseconds a modem gets for one command; some take seconds for a reset. */
const commandTimeout = 5_000;

export class ModemPort implements Port {
  readonly #host: PortHost;
  readonly #line: Line;
  readonly #dialogue: HayesDialogue;
  readonly #events: Mailbox<DialogueEvent>;
  readonly #dialling: Dialling;
  readonly #logOn: LogOn;
  /**
   * Who has the line. 'waiting': it is not open yet; 'typing': a person, to the modem; 'dialling': the dialogue;
   * 'logging-on': a person, or the script, to the other end; 'data': PPP; 'silent': nobody.
   */
  #mode: 'waiting' | 'typing' | 'dialling' | 'logging-on' | 'data' | 'hanging-up' | 'silent' = 'waiting';
  #terminal: LineTerminal | undefined;
  /** Who has the line while logging on. */
  #logOnDetail: string | undefined;
  #failureTold = false;
  /** As the modem said it with CONNECT. */
  #speed: number | undefined;

  constructor(target: LineTarget, dialling: Dialling, logOn: LogOn, host: PortHost) {
    this.#host = host;
    this.#dialling = dialling;
    this.#logOn = logOn;
    this.#events = new Mailbox((event) => {
      this.#heard(event);
    });
    this.#line = new Line(target, {
      resolve: (name) => host.resolve(name),
      opened: () => {
        host.state('portOpened');
        if (logOn.terminal === 'before') this.#type();
        else this.#dial();
      },
      bytes: (bytes) => {
        if (this.#terminal) this.#terminal.receive(bytes);
        else this.#dialogue.receive(bytes);
      },
      failed: (failure) => {
        this.#failed(failure);
      },
      lost: (failure) => {
        this.#lost(failure);
      },
    });
    this.#dialogue = new HayesDialogue({
      clock: host.environment.clock,
      send: (bytes) => {
        this.#usable()?.link.write(bytes);
      },
      setDtr: (on) => this.#usable()?.link.setDtr(on) ?? false,
      emit: (event) => {
        // At once: the bytes behind CONNECT are PPP's already.
        if (event.type === 'connected') this.#online(event.rest);
        this.#events.post(event);
      },
    });
  }

  get path() {
    return this.#line.path;
  }

  get terminal() {
    return this.#terminal;
  }

  open(): void {
    this.#host.state('openPort', this.#line.name);
    this.#line.open();
  }

  hangUp(): void {
    const path = this.#usable();
    if (!path || this.#mode === 'waiting' || this.#mode === 'silent') {
      this.#finish();
      return;
    }
    if (this.#mode === 'hanging-up') return;
    this.#endTerminal();
    if (this.#mode === 'logging-on' || this.#mode === 'data') path.link.watchCarrier(false);
    if (this.#mode === 'data') path.link.stopFraming();
    this.#mode = 'hanging-up';
    this.#dialogue.hangUp();
  }

  close(): void {
    this.#endTerminal();
    this.#mode = 'silent';
    this.#events.close();
    this.#line.close();
    // The dialogue's timers end with its line.
    this.#dialogue.lost('the port is closed');
  }

  /** The path, while it can be written to. */
  #usable(): DataPath | undefined {
    const path = this.#line.path;
    return path && !path.closed ? path : undefined;
  }

  #dial(): void {
    this.#mode = 'dialling';
    this.#host.state('connectDevice', this.#line.name);
    const init = this.#dialling.init ?? defaultInit;
    this.#dialogue.dial({ ...this.#dialling, init, commandTimeout });
  }

  /** The modem first gets what a person has to say to it. */
  #type(): void {
    this.#mode = 'typing';
    const owner = this.#owner(() => {
      this.#log('the modem is initialized again, whatever it was told');
      this.#dial();
    });
    this.#terminal = beforeDialling(owner);
    this.#host.state('interactive', interactiveDetail.before);
    this.#terminal.begin();
  }

  /** The line has the other end on it. What came in with CONNECT, `rest`, and from here on, is its. */
  #online(rest: Uint8Array): void {
    const path = this.#usable();
    if (!path || this.#mode !== 'dialling') return;
    // First: the modem's next words may be in what it has said already.
    path.link.watchCarrier(true);
    const owner = this.#owner((frames) => {
      this.#mode = 'data';
      path.link.startFraming(frames);
      this.#ready(path);
    });
    const logOn = afterDialling(this.#logOn, owner);
    if (!logOn) {
      this.#mode = 'data';
      path.link.startFraming(rest);
      return;
    }
    this.#mode = 'logging-on';
    this.#logOnDetail = logOn.detail;
    this.#terminal = logOn.terminal;
    this.#terminal.receive(rest);
  }

  #owner(goOn: (rest: Uint8Array) => void): TerminalOwner {
    return {
      host: this.#host,
      send: (bytes) => {
        this.#usable()?.link.write(bytes);
      },
      carrierLost: () => {
        this.#lost(lostFailure({ type: 'closed', reason: 'carrier' }));
      },
      failed: (failure) => {
        this.#failed(failure);
      },
      done: (rest) => {
        this.#terminal = undefined;
        goOn(rest);
      },
    };
  }

  #endTerminal(): void {
    this.#terminal?.close();
    this.#terminal = undefined;
  }

  #heard(event: DialogueEvent): void {
    switch (event.type) {
      case 'initialising': {
        this.#log('initializing the modem');
        return;
      }
      case 'dialling': {
        this.#host.state('connectDevice', 'dialling');
        return;
      }
      case 'ringing': {
        this.#log('the other end is ringing');
        return;
      }
      case 'connected': {
        this.#connected(event);
        return;
      }
      case 'failed':
        this.#mode = this.#mode === 'hanging-up' ? this.#mode : 'silent';
        {
          this.#failed(event.failure);
          return;
        }
      case 'hung-up':
        this.#log(`hung up: ${event.how}`);
        {
          this.#finish();
          return;
        }
      case 'sent':
      case 'received': {
        this.#host.log({ layer: 'modem', direction: event.type, text: event.text });
        return;
      }
      case 'log': {
        this.#log(event.text);
        return;
      }
      case 'ring':
        return;
    }
  }

  #connected(event: Extract<DialogueEvent, { type: 'connected' }>): void {
    const path = this.#usable();
    this.#speed = event.speed;
    if (!path) return;
    if (this.#mode === 'logging-on') {
      this.#host.state('deviceConnected', event.text);
      this.#host.state('interactive', this.#logOnDetail);
      this.#terminal?.begin();
    } else if (this.#mode === 'data') {
      this.#host.state('deviceConnected', event.text);
      this.#ready(path);
    }
  }

  #ready(path: DataPath): void {
    this.#host.ready({ path, async: true, ...(this.#speed === undefined ? {} : { speed: this.#speed }) });
  }

  /** The transport ended: the dialogue knows best what that means while it has the line. */
  #lost(failure: Failure): void {
    if (this.#mode === 'hanging-up') {
      this.#finish();
      return;
    }
    const mode = this.#mode;
    this.#endTerminal();
    this.#mode = 'silent';
    const evidence = failure.evidence ?? failure.cause;
    if (mode === 'dialling') this.#dialogue.lost(evidence);
    else this.#failed(mode === 'typing' ? lineLost(evidence) : failure);
  }

  #failed(failure: Failure): void {
    if (this.#failureTold || this.#mode === 'hanging-up') return;
    this.#failureTold = true;
    this.#host.failed(failure);
  }

  #finish(): void {
    this.close();
    this.#host.closed();
  }

  #log(text: string): void {
    this.#host.log({ layer: 'modem', text });
  }
}
