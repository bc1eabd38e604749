/** The calls of a control connection: their messages, their states, their time limits (RFC 2637 §3.2). */
import type { Clock } from '../clock.ts';
import type { Failure } from '../failure.ts';
import type { CallClearRequest, CallDisconnectNotify } from './call-end-messages.ts';
import { CallRegistry } from './call-registry.ts';
import type { ControlCall } from './call-registry.ts';
import * as codes from './codes.ts';
import type { ControlEvent, ControlOptions } from './control-types.ts';
import { callRefused, disconnected } from './failures.ts';
import type { IncomingCallRequest } from './incoming-call-messages.ts';
import type { SetLinkInfo, WanErrorNotify } from './link-messages.ts';
import type { Message } from './messages.ts';
import type { OutgoingCallReply, OutgoingCallRequest } from './outgoing-call-messages.ts';
import { callTable } from './states.ts';
import type { CallAction, CallEvent } from './states.ts';
import { callLimit, disconnectLimit } from './timers.ts';

/** Calls one connection may hold, waiting ones included; more are refused with "no resource". */
export const maximumCalls = 64;

/** Either kind of bearer and framing: a tunnel has neither (§2.7). */
const anyKind = 3;
const minimumBps = 300;
const maximumBps = 100_000_000;
const noMap = 0xffffffff;

/** What the calls need of their connection. */
export interface CallControlHost {
  readonly clock: Clock;
  send(message: Message): void;
  log(text: string): void;
  emit(event: ControlEvent): void;
  /** §3.2.1: the whole connection is suspect. */
  giveUp(failure: Failure): void;
}

/** What a transition's actions need to know. */
interface Detail {
  readonly failure?: Failure;
  readonly result: number;
  readonly error?: number;
}

export class CallControl {
  readonly #options: ControlOptions;
  readonly #host: CallControlHost;
  readonly #calls = new CallRegistry();
  #serial: number;
  #hungUp = false;

  constructor(options: ControlOptions, host: CallControlHost, firstSerial: number) {
    this.#options = options;
    this.#host = host;
    this.#serial = firstSerial;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** We hung up what there was, and have placed no call since: whatever ends now was meant to end. */
  get hungUp(): boolean {
    return this.#hungUp && this.#calls.allClearing;
  }

  /** Forgets all calls and their timers, without a word: the connection has ended. */
  clear(): void {
    this.#calls.clear();
  }

  place(callId: number, phoneNumber: string): void {
    this.#requireFree(callId);
    if (this.#calls.size >= maximumCalls) throw new Error('too many calls');
    const call = newCall('wait-reply', callId, undefined);
    this.#calls.add(call);
    this.#limit(call, callLimit);
    this.#hungUp = false;
    this.#serial = (this.#serial + 1) & 0xffff;
    this.#host.send({
      type: 'Outgoing-Call-Request',
      callId,
      serial: this.#serial,
      minimumBps,
      maximumBps,
      bearer: anyKind,
      framing: anyKind,
      window: this.#options.receiveWindow,
      processingDelay: 0,
      phoneNumber,
      subaddress: '',
    });
  }

  accept(peerCallId: number, callId: number, speed: number): void {
    const call = this.#requested(peerCallId);
    if (call === undefined) return;
    this.#requireFree(callId);
    call.callId = callId;
    call.speed = speed;
    this.#step(call, 'accept', { result: codes.connected });
  }

  refuse(peerCallId: number, result: number, error: number): void {
    const call = this.#requested(peerCallId);
    if (call !== undefined) this.#step(call, 'refuse', { result, error });
  }

  hangUp(callId: number): void {
    const call = this.#calls.byOwnId(callId);
    if (call === undefined) return;
    this.#hungUp = true;
    this.#step(call, 'clear', { result: codes.administrative });
  }

  /** PNS. Only this message says what the peer's call id is: a NAT may have changed it on the way. */
  takeReply(reply: OutgoingCallReply): void {
    const call = this.#calls.match(reply.peerCallId, 'us');
    if (call === undefined || call.peerCallId !== undefined) {
      this.#host.log(`ignored Outgoing-Call-Reply: no call ${reply.peerCallId} waits for it`);
      return;
    }
    if (reply.result === codes.connected) {
      call.peerCallId = reply.callId;
      call.peerWindow = reply.window;
      call.processingDelay = reply.processingDelay;
      call.speed = reply.speed;
      this.#step(call, 'reply-connected', reply);
    } else {
      this.#step(call, 'reply-refused', { result: reply.result, failure: callRefused(reply) });
    }
  }

  /** PNS: nobody here answers telephones. */
  refuseIncoming(request: IncomingCallRequest): void {
    this.#host.send({
      type: 'Incoming-Call-Reply',
      callId: 0,
      peerCallId: request.callId,
      result: codes.doNotAcceptIncoming,
      error: 0,
      window: 0,
      transmitDelay: 0,
    });
  }

  takeDisconnect(notify: CallDisconnectNotify): void {
    const call = this.#calls.match(notify.callId, 'peer');
    if (call === undefined) {
      this.#host.log(`ignored Call-Disconnect-Notify: no call ${notify.callId}`);
      return;
    }
    const failure = disconnected(notify, call.state === 'established');
    this.#step(call, 'disconnected', { result: notify.result, failure });
  }

  takeWanErrors({ peerCallId, errors }: WanErrorNotify): void {
    const callId = this.#calls.match(peerCallId, 'us')?.callId;
    if (callId !== undefined) this.#host.emit({ type: 'wan-errors', callId, errors });
  }

  takeRequest(request: OutgoingCallRequest): void {
    const error =
      this.#calls.byPeerId(request.callId) !== undefined
        ? codes.badCallId
        : this.#calls.size >= maximumCalls
          ? codes.noResource
          : undefined;
    const call = newCall('wait-cs-ans', undefined, request.callId);
    call.peerWindow = request.window;
    call.processingDelay = request.processingDelay;
    if (error !== undefined) {
      this.#sendReply(call, codes.generalError, error);
      return;
    }
    this.#calls.add(call);
    this.#limit(call, callLimit);
    this.#host.emit({
      type: 'call-requested',
      peerCallId: request.callId,
      peerWindow: request.window,
      phoneNumber: request.phoneNumber,
      minimumBps: request.minimumBps,
      maximumBps: request.maximumBps,
    });
  }

  takeClearRequest(request: CallClearRequest): void {
    const call = this.#calls.match(request.callId, 'peer');
    if (call === undefined) {
      this.#host.log(`ignored Call-Clear-Request: no call ${request.callId}`);
      return;
    }
    const failure = { number: 629, cause: 'The caller hung up.', evidence: 'Call-Clear-Request' };
    this.#step(call, 'clear-requested', { result: codes.requested, failure });
  }

  /** Any value will do, and a call id that a NAT rewrote is no reason to fail. */
  takeLinkInfo(info: SetLinkInfo): void {
    const callId = this.#calls.match(info.peerCallId, 'us')?.callId;
    if (callId === undefined) return;
    this.#host.emit({
      type: 'link-info',
      callId,
      sendAccm: info.sendAccm,
      receiveAccm: info.receiveAccm,
    });
  }

  #requireFree(callId: number): void {
    if (this.#calls.byOwnId(callId) !== undefined) throw new Error(`call id ${callId} is in use`);
  }

  #requested(peerCallId: number): ControlCall | undefined {
    const call = this.#calls.byPeerId(peerCallId);
    if (call?.state === 'wait-cs-ans') return call;
    this.#host.log(`call ${peerCallId} is not waiting for an answer any more`);
    return undefined;
  }

  #step(call: ControlCall, event: CallEvent, detail: Detail): void {
    const transition = callTable[this.#options.role][call.state]?.[event];
    if (transition === undefined) return;
    call.cancelLimit();
    call.state = transition.next;
    if (call.state === 'idle') this.#calls.remove(call);
    if (call.state === 'wait-disconnect') this.#limit(call, disconnectLimit);
    for (const action of transition.actions) this.#perform(call, action, detail);
  }

  #limit(call: ControlCall, milliseconds: number): void {
    call.cancelLimit = this.#host.clock.after(milliseconds, () =>
      this.#step(call, 'limit', { result: codes.timedOut }),
    );
  }

  #perform(call: ControlCall, action: CallAction, detail: Detail): void {
    switch (action) {
      case 'send-clear-request':
        if (call.callId !== undefined) this.#host.send({ type: 'Call-Clear-Request', callId: call.callId });
        return;
      case 'send-disconnect':
        this.#host.send({
          type: 'Call-Disconnect-Notify',
          // Before the call was accepted there is no id of ours; the caller's is the one it can know.
          callId: call.callId ?? call.peerCallId ?? 0,
          result: detail.result,
          error: 0,
          cause: 0,
          statistics: '',
        });
        return;
      case 'send-connected':
      case 'send-refused':
        this.#sendReply(call, detail.result, detail.error ?? 0);
        return;
      case 'send-link-info':
        if (this.#options.sendLinkInfo && call.peerCallId !== undefined)
          this.#host.send({
            type: 'Set-Link-Info',
            peerCallId: call.peerCallId,
            sendAccm: noMap,
            receiveAccm: noMap,
          });
        return;
      case 'tell-up':
        this.#tellUp(call);
        return;
      case 'tell-down':
        if (call.callId !== undefined)
          this.#host.emit({ type: 'call-down', callId: call.callId, failure: detail.failure });
        return;
      case 'tell-cleared':
        if (call.callId !== undefined) this.#host.emit({ type: 'call-down', callId: call.callId });
        return;
      case 'tell-withdrawn':
        if (call.peerCallId !== undefined)
          this.#host.emit({ type: 'call-withdrawn', peerCallId: call.peerCallId });
        return;
      case 'give-up':
        this.#host.giveUp({
          number: 638,
          cause: 'The server did not answer the request for a call.',
          evidence: `no Outgoing-Call-Reply within ${callLimit / 1000} s`,
        });
    }
  }

  #tellUp(call: ControlCall): void {
    if (call.callId === undefined || call.peerCallId === undefined) return;
    const { callId, peerCallId, peerWindow, processingDelay, speed } = call;
    this.#host.emit({
      type: 'call-up',
      call: { callId, peerCallId, peerWindow, processingDelay, speed },
    });
  }

  #sendReply(call: ControlCall, result: number, error: number): void {
    this.#host.send({
      type: 'Outgoing-Call-Reply',
      callId: call.callId ?? 0,
      peerCallId: call.peerCallId ?? 0,
      result,
      error,
      cause: 0,
      speed: result === codes.connected ? call.speed : 0,
      window: this.#options.receiveWindow,
      processingDelay: 0,
      physicalChannel: 0,
    });
  }
}

function newCall(
  state: ControlCall['state'],
  callId: number | undefined,
  peerCallId: number | undefined,
): ControlCall {
  return {
    state,
    callId,
    peerCallId,
    peerWindow: 0,
    processingDelay: 0,
    speed: 0,
    cancelLimit: () => undefined,
  };
}
