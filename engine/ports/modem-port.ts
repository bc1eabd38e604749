/** A telephone call through a Hayes modem, on a serial port or behind TCP. */
import { HayesDialogue } from '../../protocol/hayes/dialogue.ts';
import type { DialogueEvent, DialOptions } from '../../protocol/hayes/dialogue-types.ts';
import { defaultInit } from '../../protocol/hayes/init.ts';
import type { Failure } from '../../protocol/failure.ts';
import type { DataPath } from '../data-path.ts';
import { Mailbox } from '../mailbox.ts';
import { Line } from './line.ts';
import type { LineTarget } from './line.ts';
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
  /** 'waiting': not open yet; 'dialling': the dialogue has the line; 'data': PPP has it; 'silent': nobody has. */
  #mode: 'waiting' | 'dialling' | 'data' | 'hanging-up' | 'silent' = 'waiting';
  #failureTold = false;

  constructor(target: LineTarget, dialling: Dialling, host: PortHost) {
    this.#host = host;
    this.#events = new Mailbox((event) => {
      this.#heard(event);
    });
    this.#line = new Line(target, {
      resolve: (name) => host.resolve(name),
      opened: () => {
        host.state('portOpened');
        host.state('connectDevice', this.#line.name);
        this.#mode = 'dialling';
        this.#dialogue.dial({ ...dialling, init: dialling.init ?? defaultInit, commandTimeout });
      },
      bytes: (bytes) => {
        this.#dialogue.receive(bytes);
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
        if (event.type === 'connected') this.#startFraming(event.rest);
        this.#events.post(event);
      },
    });
  }

  get path() {
    return this.#line.path;
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
    if (this.#mode === 'data') {
      path.link.watchCarrier(false);
      path.link.stopFraming();
    }
    this.#mode = 'hanging-up';
    this.#dialogue.hangUp();
  }

  close(): void {
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

  #startFraming(rest: Uint8Array): void {
    const path = this.#usable();
    if (!path || this.#mode !== 'dialling') return;
    this.#mode = 'data';
    // First: the modem's next words may be in what it has said already.
    path.link.watchCarrier(true);
    path.link.startFraming(rest);
  }

  #heard(event: DialogueEvent): void {
    switch (event.type) {
      case 'initialising': {
        this.#log('initialising the modem');
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
    if (!path || this.#mode !== 'data') return;
    this.#host.state('deviceConnected', event.text);
    this.#host.ready({ path, async: true, ...(event.speed === undefined ? {} : { speed: event.speed }) });
  }

  /** The transport ended: the dialogue knows best what that means while it has the line. */
  #lost(failure: Failure): void {
    if (this.#mode === 'hanging-up') {
      this.#finish();
      return;
    }
    const dialling = this.#mode === 'dialling';
    this.#mode = 'silent';
    if (dialling) this.#dialogue.lost(failure.evidence ?? failure.cause);
    else this.#failed(failure);
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
