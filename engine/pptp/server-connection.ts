/** One PPTP control connection seen from the server (RFC 2637, PAC), with the calls that were placed on it. */
import type { Socket } from 'node:net';
import type { Failure } from '../../protocol/failure.ts';
import type { ControlEvent } from '../../protocol/pptp/control-types.ts';
import { Answering } from '../answer.ts';
import type { PptpServerOptions } from '../answer-types.ts';
import type { Environment } from '../environment.ts';
import { reserveCallId } from './call-ids.ts';
import type { CallId } from './call-ids.ts';
import { ControlChannel } from './control-channel.ts';

/** Windows places one call per connection; RFC 2637 allows more, and so do we once somebody has logged on. */
const callsPerConnection = 4;
/** Milliseconds a connection may last without a call on it. */
const idleTime = 30_000;
/** Milliseconds for the caller to answer Stop-Control-Connection. */
const stopTime = 1_000;
/** GRE packets our side holds. */
const receiveWindow = 64;
/** Bits per second we claim in Outgoing-Call-Reply: there is no line to measure. */
const claimedSpeed = 100_000_000;
/** Results of Outgoing-Call-Reply (RFC 2637 §2.8). */
const busy = 4;
const doNotAccept = 7;

export interface ServerConnectionHost {
  readonly environment: Environment;
  /** False: the server's calls are all taken. True takes one; `callGone` gives it back. */
  takeCall(): boolean;
  callGone(): void;
  /** A caller has logged on. */
  settled(): void;
  /** Everything is released. */
  closed(): void;
}

interface ServerCall {
  readonly answering: Answering;
  readonly peerCallId: number;
  readonly id: CallId;
}

export class ServerConnection {
  readonly #options: PptpServerOptions;
  readonly #host: ServerConnectionHost;
  readonly #peer: string;
  readonly #local: string | undefined;
  readonly #channel: ControlChannel;
  readonly #calls = new Map<number, ServerCall>();
  #cancelTimer: (() => void) | undefined;
  #loggedOn = false;
  #stopping = false;
  #closed = false;

  constructor(socket: Socket, peer: string, options: PptpServerOptions, host: ServerConnectionHost) {
    this.#options = options;
    this.#host = host;
    this.#peer = peer;
    this.#local = socket.localAddress;
    this.#channel = new ControlChannel(
      socket,
      { role: 'pac', hostName: 'pptp', vendor: 'Dial-Up Networking', receiveWindow, sendLinkInfo: false },
      host.environment,
      (event) => {
        this.#heard(event);
      },
    );
    this.#channel.start();
    this.#waitForCall();
  }

  /** Hangs up every call, then stops the connection; `closed` follows in bounded time. */
  stop(text?: string): void {
    this.#stopping = true;
    if (this.#calls.size === 0) this.#stopControl();
    for (const { answering } of this.#calls.values()) answering.hangUp(text);
  }

  #heard(event: ControlEvent): void {
    switch (event.type) {
      case 'ready': {
        this.#log(`"${event.peer.hostName}", ${event.peer.vendor || 'vendor unknown'}`);
        return;
      }
      case 'call-requested': {
        this.#requested(event.peerCallId, event.peerWindow);
        return;
      }
      case 'call-down': {
        this.#callDown(event.callId, event.failure);
        return;
      }
      case 'closed': {
        this.#gone(event.failure);
        return;
      }
      case 'log': {
        this.#log(event.text);
        return;
      }
      case 'call-withdrawn': {
        this.#withdrawn(event.peerCallId);
        return;
      }
      case 'call-up':
      case 'link-info':
      case 'wan-errors':
        return;
    }
  }

  #requested(peerCallId: number, peerWindow: number): void {
    const { control } = this.#channel;
    if (this.#stopping) {
      control.refuseCall(peerCallId, doNotAccept);
      return;
    }
    const room = this.#loggedOn ? callsPerConnection : 1;
    if (this.#calls.size >= room || !this.#host.takeCall()) {
      this.#log('a call was refused: all lines are taken');
      control.refuseCall(peerCallId, busy);
      return;
    }
    this.#cancelTimer?.();
    const id = reserveCallId(this.#peer, this.#host.environment.random);
    const answering = this.#answer(id, peerCallId);
    answering.setPeerWindow(peerWindow);
    this.#calls.set(id.value, { answering, peerCallId, id });
    control.acceptCall(peerCallId, id.value, claimedSpeed);
  }

  /** The GRE socket is open before the reply leaves: the caller's first packet finds somebody listening. */
  #answer(id: CallId, peerCallId: number): Answering {
    const peer = this.#peer;
    const local = this.#local === undefined ? {} : { local: this.#local };
    return new Answering(
      { kind: 'gre', peer, callId: id.value, peerCallId, ...local },
      this.#options.service,
      {
        log: (line) => {
          this.#options.log(line);
        },
        up: ({ user, interfaceName }) => {
          this.#loggedOn = true;
          this.#host.settled();
          this.#options.callUp?.({ peer, interfaceName, ...(user === undefined ? {} : { user }) });
        },
        ended: (failure) => {
          this.#callEnded(id.value, failure);
        },
      },
      this.#host.environment,
    );
  }

  /** PPP is over: so is the call. */
  #callEnded(callId: number, failure: Failure | undefined): void {
    const call = this.#calls.get(callId);
    if (!call) return;
    this.#calls.delete(callId);
    call.id.release();
    this.#host.callGone();
    this.#options.callEnded?.({ peer: this.#peer, ...(failure ? { failure } : {}) });
    if (this.#closed) return;
    this.#channel.control.clearCall(callId);
    if (this.#calls.size > 0) return;
    if (this.#stopping) this.#stopControl();
    else this.#waitForCall();
  }

  /** The caller cleared it; its PPP ended before that if it was polite. */
  #callDown(callId: number, failure: Failure | undefined): void {
    this.#calls
      .get(callId)
      ?.answering.lowerLost(failure ?? { number: 629, cause: 'The caller cleared the call.' });
  }

  #withdrawn(peerCallId: number): void {
    for (const { answering, peerCallId: of } of [...this.#calls.values()]) {
      if (of !== peerCallId) continue;
      answering.lowerLost({ number: 629, cause: 'The caller took its request for a call back.' });
    }
  }

  #gone(failure: Failure | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelTimer?.();
    for (const { answering } of [...this.#calls.values()]) {
      answering.lowerLost(failure ?? { number: 629, cause: 'The caller closed the control connection.' });
    }
    this.#channel.destroy();
    this.#host.closed();
  }

  #waitForCall(): void {
    this.#limit(idleTime, () => {
      this.#log('no call in time: the control connection is stopped');
      this.#stopControl();
    });
  }

  #stopControl(): void {
    if (this.#closed) return;
    this.#limit(stopTime, () => {
      this.#gone(undefined);
    });
    this.#channel.control.stop();
  }

  #limit(milliseconds: number, run: () => void): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#host.environment.clock.after(milliseconds, run);
  }

  #log(text: string): void {
    this.#options.log({ layer: 'pptp', text: `${this.#peer}: ${text}` });
  }
}
