/** The PPTP control connection, as PNS (who calls) or as PAC (who answers): RFC 2637 §3, without the socket. */
import type { Failure } from '../failure.ts';
import { CallControl, maximumCalls } from './call-control.ts';
import * as codes from './codes.ts';
import type { Control, ControlHost, ControlOptions } from './control-types.ts';
import { describeMessage } from './describe.ts';
import { startRefused, stopped, wrongVersion } from './failures.ts';
import { MessageFramer } from './framer.ts';
import { fitText, protocolVersion } from './header.ts';
import { decodeMessage, encodeMessage } from './messages.ts';
import type { Message } from './messages.ts';
import type { StartReply, StartRequest } from './start-messages.ts';
import { connectionTable } from './states.ts';
import type { ConnectionState } from './states.ts';
import { echoReplyLimit, silenceLimit, startLimit, stopLimit } from './timers.ts';
import { TokenBucket } from '../token-bucket.ts';

/** Whole messages that make no sense before the connection is given up. */
const malformedLimit = 16;
/** Messages a peer may send at once, and each second, before some are ignored. */
const messageBurst = 512;
const messagesPerSecond = 128;

/** Either kind of framing and bearer: a tunnel has neither (§2.1). */
const anyKind = 3;
const firmware = 1;

const none = () => undefined;

/**
 * Never throws for what the peer sends, whatever the order. The host's `emit` may call back into it, except into
 * `receive`.
 */
export class PptpControl implements Control {
  readonly #options: ControlOptions;
  readonly #host: ControlHost;
  readonly #framer = new MessageFramer();
  readonly #calls: CallControl;
  readonly #budget: TokenBucket;
  #state: ConnectionState = 'idle';
  #cancelLimit: () => void = none;
  #cancelSilence: () => void = none;
  /** Why we asked to stop, when it was not our wish. */
  #stopCause: Failure | undefined;
  #echoIdentifier: number;
  #malformed = 0;
  #flooded = false;

  constructor(options: ControlOptions, host: ControlHost) {
    this.#options = options;
    this.#host = host;
    this.#budget = new TokenBucket(host.clock, messageBurst, messagesPerSecond);
    const seed = new DataView(Uint8Array.from(host.random(6)).buffer);
    this.#echoIdentifier = seed.getUint32(0);
    this.#calls = new CallControl(
      options,
      {
        clock: host.clock,
        send: (message) => this.#send(message),
        log: (text) => this.#log(text),
        emit: (event) => host.emit(event),
        giveUp: (failure) => this.#end(failure),
      },
      seed.getUint16(4),
    );
  }

  transportUp(): void {
    if (this.#state !== 'idle') return;
    const calling = this.#options.role === 'pns';
    this.#enter(calling ? 'wait-ctl-reply' : 'wait-ctl-request', startLimit, () =>
      this.#end({
        number: 809,
        cause: calling
          ? 'The server accepts the connection but does not answer PPTP.'
          : 'The caller opened a connection and asked for nothing.',
        evidence: `no Start-Control-Connection-${calling ? 'Reply' : 'Request'} within ${startLimit / 1000} s`,
      }),
    );
    // Only a PNS originates here, so that the collision of §3.1.3 cannot happen.
    if (calling) this.#send({ type: 'Start-Control-Connection-Request', ...this.#introduction(0) });
  }

  receive(bytes: Uint8Array): void {
    if (this.#closed) return;
    const before = this.#framer.skipped;
    const lost = this.#framer.push(bytes, (message) => {
      this.#receiveMessage(message);
      return !this.#closed;
    });
    const skipped = this.#framer.skipped - before;
    if (skipped > 0) this.#log(`skipped ${skipped} octets that belong to no message`);
    if (lost !== undefined) this.#notPptp(lost);
  }

  transportDown(evidence?: string): void {
    if (this.#closed) return;
    this.#log(`TCP connection closed${evidence === undefined ? ' by the peer' : `: ${evidence}`}`);
    this.#end(this.#failureOfTransport(evidence));
  }

  placeCall(callId: number, phoneNumber = ''): void {
    if (this.#options.role !== 'pns') throw new Error('only a PNS places calls');
    // The peer may have ended it a moment ago, and `closed` has said so.
    if (this.#closed || this.#state === 'wait-stop-reply') return;
    if (this.#state !== 'established') throw new Error(`call placed in state ${this.#state}`);
    this.#calls.place(callId, phoneNumber);
  }

  acceptCall(peerCallId: number, callId: number, speed: number): void {
    if (this.#state === 'established') this.#calls.accept(peerCallId, callId, speed);
  }

  refuseCall(peerCallId: number, result: number, error = 0): void {
    if (this.#state === 'established') this.#calls.refuse(peerCallId, result, error);
  }

  clearCall(callId: number): void {
    if (this.#state === 'established') this.#calls.hangUp(callId);
  }

  stop(): void {
    if (this.#state === 'established') this.#requestStop(codes.stopNoReason, undefined);
    else if (this.#state !== 'wait-stop-reply') this.#end(undefined);
  }

  get #closed(): boolean {
    return this.#state === 'closed';
  }

  #receiveMessage(bytes: Uint8Array): void {
    if (!this.#budget.take()) {
      if (!this.#flooded) this.#log('more messages than can be answered: some are ignored');
      this.#flooded = true;
      return;
    }
    this.#flooded = false;
    const message = decodeMessage(bytes);
    this.#log(`received ${describeMessage(message)}`);
    if ('malformed' in message) {
      this.#malformed += 1;
      if (this.#state !== 'established' || this.#malformed > malformedLimit) this.#notPptp(message.malformed);
      return;
    }
    if (this.#state === 'established') this.#watch();
    const cell = connectionTable[this.#options.role][this.#state][message.type];
    if (cell === 'take') this.#take(message);
    else if (cell === undefined) this.#log(`ignored ${message.type}: out of place in ${this.#state}`);
  }

  #take(message: Message): void {
    switch (message.type) {
      case 'Start-Control-Connection-Request':
        this.#judgeRequest(message);
        return;
      case 'Start-Control-Connection-Reply':
        this.#judgeReply(message);
        return;
      case 'Stop-Control-Connection-Request':
        this.#send({ type: 'Stop-Control-Connection-Reply', result: codes.ok, error: 0 });
        this.#end(this.#options.role === 'pac' ? undefined : stopped(message));
        return;
      case 'Stop-Control-Connection-Reply':
        this.#end(undefined);
        return;
      case 'Echo-Request':
        this.#send({ type: 'Echo-Reply', identifier: message.identifier, result: codes.ok, error: 0 });
        return;
      case 'Outgoing-Call-Request':
        this.#calls.takeRequest(message);
        return;
      case 'Outgoing-Call-Reply':
        this.#calls.takeReply(message);
        return;
      case 'Incoming-Call-Request':
        this.#calls.refuseIncoming(message);
        return;
      case 'Call-Clear-Request':
        this.#calls.takeClearRequest(message);
        return;
      case 'Call-Disconnect-Notify':
        this.#calls.takeDisconnect(message);
        return;
      case 'WAN-Error-Notify':
        this.#calls.takeWanErrors(message);
        return;
      case 'Set-Link-Info':
        this.#calls.takeLinkInfo(message);
        return;
      case 'Echo-Reply':
      case 'Incoming-Call-Reply':
      case 'Incoming-Call-Connected':
        // In no cell of the table.
        return;
    }
  }

  /** §3.1.2: a later version than ours is answered with ours, an earlier one is refused: there is none. */
  #judgeRequest(request: StartRequest): void {
    if (this.#state === 'established') {
      this.#reply(codes.channelExists);
    } else if (request.version < protocolVersion) {
      this.#reply(codes.badVersion);
      this.#end({
        number: 772,
        cause: 'The caller speaks another version of PPTP.',
        evidence: describeMessage(request),
      });
    } else {
      this.#reply(codes.ok);
      this.#establish(request);
    }
  }

  #judgeReply(reply: StartReply): void {
    // Some ADSL modems say 0 where 1 is meant.
    if (reply.result !== codes.ok && reply.result !== 0) {
      this.#end(startRefused(reply));
    } else if (reply.version !== protocolVersion) {
      this.#requestStop(codes.stopBadVersion, wrongVersion(reply));
    } else {
      this.#establish(reply);
    }
  }

  #establish({
    hostName,
    vendor,
    firmware: revision,
    framing,
    bearer,
    maxChannels,
  }: StartRequest | StartReply) {
    this.#cancelLimit();
    this.#state = 'established';
    this.#watch();
    this.#host.emit({
      type: 'ready',
      peer: { hostName, vendor, firmware: revision, framing, bearer, maxChannels },
    });
  }

  #reply(result: number): void {
    this.#send({
      type: 'Start-Control-Connection-Reply',
      ...this.#introduction(maximumCalls),
      result,
      error: 0,
    });
  }

  #introduction(maxChannels: number) {
    return {
      version: protocolVersion,
      framing: anyKind,
      bearer: anyKind,
      maxChannels,
      firmware,
      hostName: fitText(this.#options.hostName),
      vendor: fitText(this.#options.vendor),
    };
  }

  /** `cause`: why, when it is not that we want to. */
  #requestStop(reason: number, cause: Failure | undefined): void {
    this.#cancelSilence();
    this.#calls.clear();
    this.#stopCause = cause;
    this.#enter('wait-stop-reply', stopLimit, () => this.#end(undefined));
    this.#send({ type: 'Stop-Control-Connection-Request', reason });
  }

  #enter(state: ConnectionState, limit: number, expired: () => void): void {
    this.#cancelLimit();
    this.#state = state;
    this.#cancelLimit = this.#host.clock.after(limit, expired);
  }

  /** §3.1.4, 2: starts anew with every message; any answer shows that the peer lives, an Echo-Reply or not. */
  #watch(): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#host.clock.after(silenceLimit, () => {
      this.#echoIdentifier = (this.#echoIdentifier + 1) >>> 0;
      this.#cancelSilence = this.#host.clock.after(echoReplyLimit, () =>
        this.#end({
          number: 807,
          cause: 'The other end of the tunnel does not answer any more.',
          evidence: `no Echo-Reply within ${echoReplyLimit / 1000} s`,
        }),
      );
      this.#send({ type: 'Echo-Request', identifier: this.#echoIdentifier });
    });
  }

  /** Whatever ends the connection now only does what we want: many servers drop TCP instead of saying good-bye. */
  get #ending(): boolean {
    return this.#state === 'wait-stop-reply' || this.#calls.hungUp;
  }

  #failureOfTransport(evidence: string | undefined): Failure | undefined {
    if (this.#options.role === 'pac') {
      if (evidence === undefined && this.#calls.size === 0) return undefined;
      return { number: 629, cause: 'The caller went away.', evidence: evidence ?? 'TCP connection closed' };
    }
    const when =
      this.#state !== 'established'
        ? 'before it answered'
        : this.#calls.size === 0
          ? 'before a call was placed'
          : 'during the call';
    return {
      number: 807,
      cause: `The server closed the tunnel's control connection ${when}.`,
      evidence: evidence ?? 'TCP connection closed by the server',
    };
  }

  /** §3: closed, to get back to a known state. */
  #notPptp(reason: string): void {
    this.#end({ number: 702, cause: 'The other end does not speak PPTP.', evidence: reason });
  }

  #end(failure: Failure | undefined): void {
    if (this.#closed) return;
    const told = this.#stopCause ?? (this.#ending ? undefined : failure);
    this.#state = 'closed';
    this.#cancelLimit();
    this.#cancelSilence();
    this.#calls.clear();
    this.#host.closeTransport();
    this.#host.emit({ type: 'closed', failure: told });
  }

  #send(message: Message): void {
    if (this.#closed) return;
    this.#log(`sent ${describeMessage(message)}`);
    this.#host.send(encodeMessage(message));
  }

  #log(text: string): void {
    this.#host.emit({ type: 'log', text });
  }
}
