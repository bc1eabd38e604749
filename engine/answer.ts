/** One call of the answering side: PPP as a NAS speaks it, over whatever transport the call came in on. */
import type { Transport } from '../native/addon/index.js';
import type { Failure } from '../protocol/failure.ts';
import type { LinkAgreement, LinkEvent, LinkOptions } from '../protocol/ppp/link-types.ts';
import type { AnswerCall, AnsweredCall, AnswerHost, Service } from './answer-types.ts';
import { DataPath } from './data-path.ts';
import { systemEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import { tunnelMru } from './mtu.ts';
import { PppRunner } from './ppp-runner.ts';
import { greSocketFailure, interfaceFailure, lostFailure, portFailure } from './system-errors.ts';

/** Milliseconds from the first frame to a running network protocol: a caller who gets no further gives way. */
const setupTime = 60_000;
/** Milliseconds for the caller to acknowledge our Terminate-Request. */
const terminateTime = 1_500;

/** The host hears of the call only after this has returned. */
export const answerCall: AnswerCall = (transport, service, host) => new Answering(transport, service, host);

/** What the PPTP server needs beyond an AnsweredCall. */
export class Answering implements AnsweredCall {
  readonly #service: Service;
  readonly #host: AnswerHost;
  readonly #environment: Environment;
  readonly #async: boolean;
  #path: DataPath | undefined;
  #runner: PppRunner | undefined;
  #address: string | undefined;
  #user: string | undefined;
  #ending: 'no' | 'terminating' | 'ended' = 'no';
  #failure: Failure | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(transport: Transport, service: Service, host: AnswerHost, environment = systemEnvironment) {
    this.#service = service;
    this.#host = host;
    this.#environment = environment;
    this.#async = transport.kind !== 'gre';
    try {
      this.#path = new DataPath(transport, {
        opened: () => {
          this.#opened();
        },
        bytes: () => undefined,
        closed: (event) => {
          this.#lost(lostFailure(event));
        },
        icmp: (code) => {
          host.log({ layer: 'gre', direction: 'received', text: `our packets are refused: ${code}` });
        },
      });
    } catch (error) {
      const failure = transport.kind === 'tty' ? portFailure(error, transport.path) : greSocketFailure(error);
      queueMicrotask(() => {
        this.#end(failure);
      });
    }
    this.#limit(setupTime, () => {
      this.#end({ number: 718, cause: 'The caller did not finish logging on in time.' });
    });
  }

  hangUp(text?: string): void {
    this.#end(undefined, text);
  }

  /** What the call came in on is gone. */
  lowerLost(failure: Failure): void {
    this.#lost(failure);
  }

  /** GRE: what the peer is ready to buffer. */
  setPeerWindow(packets: number): void {
    if (this.#path && !this.#path.closed) this.#path.link.setPeerWindow(packets);
  }

  #opened(): void {
    const path = this.#path;
    if (!path || this.#ending !== 'no') return;
    this.#address = this.#service.allocate();
    if (this.#address === undefined) {
      this.#end({ number: 717, cause: 'No address is left to give to the caller.' });
      return;
    }
    if (this.#async) {
      path.link.startFraming();
      path.link.watchCarrier(true);
    }
    const options = linkOptions(this.#service, path, this.#async, this.#address);
    this.#runner = new PppRunner(path, options, this.#service.interfacePrefix, this.#environment, {
      log: (line) => {
        this.#host.log(line);
      },
      event: (event) => {
        this.#heard(event);
      },
      captured: () => undefined,
    });
    this.#runner.start();
  }

  #heard(event: LinkEvent): void {
    if (event.type === 'down') {
      this.#linkDown(event.failure);
      return;
    }
    if (this.#ending !== 'no') return;
    if (event.type === 'authenticated') this.#user = event.user;
    else if (event.type === 'up') this.#project(event.agreement);
  }

  #project(agreement: LinkAgreement): void {
    if (!this.#runner) return;
    try {
      const { tun, changed } = this.#runner.project(agreement);
      this.#cancelTimer?.();
      if (!changed) return;
      const call = { interfaceName: tun.name, agreement };
      this.#host.up(this.#user === undefined ? call : { ...call, user: this.#user });
    } catch (error) {
      this.#end(interfaceFailure(error));
    }
  }

  #linkDown(failure: Failure | undefined): void {
    if (this.#ending === 'no') this.#failure = failure;
    this.#finish();
  }

  #lost(failure: Failure): void {
    if (this.#ending === 'no' && this.#runner) this.#runner.lowerDown(failure);
    else {
      if (this.#ending === 'no') this.#failure = failure;
      this.#finish();
    }
  }

  #end(failure: Failure | undefined, text?: string): void {
    if (this.#ending !== 'no') return;
    this.#ending = 'terminating';
    this.#failure = failure;
    if (!this.#runner) {
      queueMicrotask(() => {
        this.#finish();
      });
      return;
    }
    this.#limit(terminateTime, () => {
      this.#finish();
    });
    this.#runner.close(text ?? failure?.cause);
  }

  #finish(): void {
    if (this.#ending === 'ended') return;
    this.#ending = 'ended';
    this.#cancelTimer?.();
    this.#runner?.dispose();
    if (this.#path && !this.#path.closed) this.#path.link.setDtr(false);
    this.#path?.close();
    if (this.#address !== undefined) this.#service.release(this.#address);
    this.#host.ended(this.#failure);
  }

  #limit(milliseconds: number, run: () => void): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#environment.clock.after(milliseconds, run);
  }
}

function linkOptions(service: Service, path: DataPath, async: boolean, address: string): LinkOptions {
  return {
    role: 'answering',
    async,
    mru: tunnelMru(path.link.pathMtu(), service.mru),
    fieldCompression: true,
    ...(service.auth ? { answering: service.auth } : {}),
    encryption: service.encryption,
    ipv4: {
      local: service.localAddress,
      remote: address,
      requestNameServers: false,
      nameServers: { dns: service.dns, nbns: service.nbns },
    },
    ...(service.ipv6 ? { ipv6: {} } : {}),
    echo: service.echo,
  };
}
