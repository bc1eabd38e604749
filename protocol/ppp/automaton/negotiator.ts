/**
 * One control protocol at work: feeds packets and timeouts to the automaton as events, performs its actions, and keeps
 * every loop bounded. Knows nothing of LCP or IPCP; that is the `Negotiable` it is given.
 */
import { asciiBytes, equal } from '../../bytes.ts';
import type { Clock } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import { Code, codeName, decodeControl, encodeControl } from '../control-packet.ts';
import type { ControlPacket } from '../control-packet.ts';
import { decodeOptions, encodeOptions, sameOption } from '../options.ts';
import type { Option } from '../options.ts';
import { respond } from './configure-response.ts';
import type { ConfigureResponse } from './configure-response.ts';
import type { Ending } from './ending.ts';
import type { Negotiable } from './negotiable.ts';
import { initial, step } from './step.ts';
import type { Automaton } from './step.ts';
import type { Action, Event, State } from './table.ts';
import { transition } from './table.ts';

/** RFC 1661 §4.6. */
const maxConfigure = 10;
const maxTerminate = 2;
const maxFailure = 5;
/** Unacceptable requests from the peer, or refusals of ours, before the two ends are said not to converge. */
const maxDisagreements = 20;
/** Largest data of a Configure packet whatever the peer's MRU: every PPP end takes 1500 bytes (RFC 1661 §6.1). */
const configureRoom = 1496;

export interface NegotiatorHost {
  readonly clock: Clock;
  /** Restart timer in ms. */
  readonly restart: number;
  /** The peer's MRU. */
  mru(): number;
  send(packet: Uint8Array): void;
  /** The state is Opened. */
  layerUp(): void;
  /** Opened no more; `state` already tells why: on its way down, or negotiating anew. */
  layerDown(): void;
  /** Negotiation or termination is over and will not resume by itself. */
  layerFinished(ending: Ending): void;
  log(text: string): void;
}

/** Our latest Configure-Request; `answered` once a valid reply to it was taken. */
interface SentRequest {
  readonly id: number;
  readonly options: readonly Option[];
  answered: boolean;
}

export class Negotiator {
  readonly #protocol: Negotiable;
  readonly #host: NegotiatorHost;
  #automaton: Automaton = initial;
  #cancelTimer: (() => void) | undefined;
  #lastId = 0;
  #request: SentRequest | undefined;
  /** The peer's request that we acknowledged last. */
  #acknowledged: { readonly id: number; readonly data: Uint8Array } | undefined;
  #naksSent = 0;
  #naksReceived = 0;
  #disagreements = 0;
  #heard = false;
  #ending: Ending | undefined;
  #closeText = '';

  constructor(protocol: Negotiable, host: NegotiatorHost) {
    this.#protocol = protocol;
    this.#host = host;
  }

  get state(): State {
    return this.#automaton.state;
  }

  open(): void {
    this.#raise('Open');
  }

  /** Why it ended, or is about to end; undefined while all is well. */
  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** `text` travels in the Terminate-Request, for the peer's log. */
  close(text = ''): void {
    this.#ending ??= { cause: 'closed' };
    this.#closeText = text;
    this.#raise('Close');
  }

  up(): void {
    this.#heard = false;
    this.#ending = undefined;
    this.#begin();
    this.#raise('Up');
  }

  down(): void {
    if (transition(this.state, 'Down') !== undefined) this.#raise('Down');
  }

  /** Ends the negotiation because of `failure`, politely. */
  giveUp(failure: Failure): void {
    this.#ending = { cause: 'gave-up', failure };
    this.#closeText = failure.cause;
    this.#raise('Close');
  }

  /** Sends a packet of one of the protocol's own codes; returns its identifier. */
  sendOwn(code: number, data: Uint8Array): number {
    const id = this.#freshId();
    this.#send({ code, id, data });
    return id;
  }

  reply(code: number, id: number, data: Uint8Array): void {
    this.#send({ code, id, data });
  }

  receive(information: Uint8Array): void {
    const packet = decodeControl(information);
    if ('malformed' in packet) {
      this.#log(`dropped a malformed packet: ${packet.malformed}`);
      return;
    }
    // The lower layer is down as far as we know: whatever this is, it came too early or too late.
    if (this.state === 'Initial' || this.state === 'Starting') return;
    this.#heard = true;
    switch (packet.code) {
      case Code.configureRequest:
        this.#receiveRequest(packet);
        break;
      case Code.configureAck:
        this.#receiveAck(packet);
        break;
      case Code.configureNak:
      case Code.configureReject:
        this.#receiveRefusal(packet);
        break;
      case Code.terminateRequest:
        this.#ending ??= { cause: 'terminated', text: packet.data.slice(0, 256) };
        this.#raise('RTR', packet);
        break;
      case Code.terminateAck:
        this.#raise('RTA', packet);
        break;
      case Code.codeReject:
        this.#receiveCodeReject(packet);
        break;
      default:
        this.#receiveExtension(packet);
    }
  }

  #receiveRequest(packet: ControlPacket): void {
    const { state } = this;
    if (state === 'Opened' && this.#repeatAnswered(packet)) return;
    if (state === 'Closed' || state === 'Closing' || state === 'Stopping') {
      this.#raise('RCR+', packet);
      return;
    }
    const room = Math.min(configureRoom, this.#host.mru() - 4);
    if (packet.data.length > room) {
      this.#log(`dropped a Configure-Request of ${packet.data.length} bytes: no answer to it would fit`);
      return;
    }
    if (state === 'Opened' || state === 'Stopped') {
      this.#begin();
      this.#ending = undefined;
    }
    const response = respond(this.#protocol, packet.data, this.#naksSent < maxFailure, room);
    if (response.acknowledged === undefined) {
      this.#disagreements += 1;
      if (response.code === Code.configureNak) this.#naksSent += 1;
    } else {
      this.#acknowledged = { id: packet.id, data: packet.data.slice() };
      this.#protocol.peerGranted(response.acknowledged.map(copied));
    }
    if (!this.#gaveUp()) this.#raise(response.acknowledged === undefined ? 'RCR-' : 'RCR+', packet, response);
  }

  #receiveAck(packet: ControlPacket): void {
    const request = this.#requestAnsweredBy(packet);
    if (request === undefined) return;
    if (!equal(encodeOptions(request.options), packet.data)) {
      this.#log('dropped a Configure-Ack that is not what was asked');
      return;
    }
    request.answered = true;
    this.#protocol.granted(request.options);
    if (!this.#gaveUp()) this.#raise('RCA', packet);
  }

  #receiveRefusal(packet: ControlPacket): void {
    const request = this.#requestAnsweredBy(packet);
    if (request === undefined) return;
    const { options, rest } = decodeOptions(packet.data);
    const refused = packet.code === Code.configureReject;
    const unasked = options.some((option) => !request.options.some((ours) => sameOption(ours, option)));
    // An empty refusal would have us send the same request for ever; a Reject may only return what was asked.
    if (options.length === 0 || rest.length > 0 || (refused && unasked)) {
      this.#log(`dropped a ${codeName(packet.code)} that does not fit the request`);
      return;
    }
    request.answered = true;
    this.#disagreements += 1;
    if (refused) this.#protocol.rejected(options.map(copied));
    else this.#takeNak(request.options, options.map(copied));
    if (!this.#gaveUp()) this.#raise('RCN', packet);
  }

  /** After Max-Failure Naks, a Nak counts as a Reject of the options we asked for. */
  #takeNak(asked: readonly Option[], hints: readonly Option[]): void {
    this.#naksReceived += 1;
    if (this.#naksReceived <= maxFailure) this.#protocol.naked(hints);
    else this.#protocol.rejected(asked.filter((ours) => hints.some((hint) => hint.type === ours.type)));
  }

  #requestAnsweredBy(packet: ControlPacket): SentRequest | undefined {
    const request = this.#request;
    if (request?.id === packet.id && !request.answered) return request;
    this.#log(`dropped a ${codeName(packet.code)} with id ${packet.id}: it answers no open request`);
    return undefined;
  }

  #receiveCodeReject(packet: ControlPacket): void {
    const code = packet.data[0];
    if (code === undefined || code > Code.terminateAck) {
      if (code !== undefined) this.#protocol.codeRejected?.(code);
      this.#raise('RXJ+', packet);
      return;
    }
    this.#ending ??= { cause: 'rejected', evidence: `Code-Reject of ${codeName(code)}` };
    this.#raise('RXJ-', packet);
  }

  #receiveExtension(packet: ControlPacket): void {
    const event = this.#protocol.extension?.(packet);
    if (event === 'none') return;
    if (event === 'RXJ-') {
      this.#ending ??= { cause: 'rejected', evidence: `${codeName(packet.code)} of ${this.#protocol.name}` };
    }
    this.#raise(event ?? 'RUC', packet);
  }

  /** In Opened: whether it was only what we acknowledged last, which is answered without leaving Opened (docs/adr/0002). */
  #repeatAnswered(packet: ControlPacket): boolean {
    const last = this.#acknowledged;
    if (last === undefined || !equal(last.data, packet.data)) return false;
    if (last.id !== packet.id) {
      if (this.#protocol.settlesOnce !== true || this.#request === undefined) return false;
      // The peer may have lost our request as well as our Ack; the request comes first, so that the Ack opens the peer.
      this.#acknowledged = { id: packet.id, data: last.data };
      this.#sendConfigure(this.#request);
    }
    this.#send({ code: Code.configureAck, id: packet.id, data: packet.data });
    return true;
  }

  #begin(): void {
    this.#naksSent = 0;
    this.#naksReceived = 0;
    this.#disagreements = 0;
    this.#request = undefined;
    this.#acknowledged = undefined;
    this.#protocol.reset();
  }

  /** Before the automaton hears of a Configure packet: whether there is any sense in going on. */
  #gaveUp(): boolean {
    if (this.state === 'Closing') return false;
    const failure = this.#protocol.hopeless();
    if (failure !== undefined) {
      this.giveUp(failure);
      return true;
    }
    if (this.#disagreements <= maxDisagreements) return false;
    this.#ending = { cause: 'not-converging', rounds: this.#disagreements };
    this.#closeText = 'negotiation does not converge';
    this.#raise('Close');
    return true;
  }

  #timeout(): void {
    this.#cancelTimer = undefined;
    if (this.state === 'Ack-Rcvd') {
      // Each Ack refills the Restart counter: a peer that only ever acknowledges must not keep us for ever.
      this.#disagreements += 1;
      if (this.#gaveUp()) return;
    }
    this.#raise(this.#automaton.restarts > 0 ? 'TO+' : 'TO-');
  }

  #raise(event: Event, packet?: ControlPacket, response?: ConfigureResponse): void {
    const before = this.state;
    const { automaton, actions, timer, legal } = step(this.#automaton, event, { maxConfigure, maxTerminate });
    if (!legal) {
      this.#log(`event ${event} cannot happen in state ${before}`);
      return;
    }
    // State and timer first: an action may raise the next event before it returns.
    this.#automaton = automaton;
    if (timer !== 'keep') {
      this.#cancelTimer?.();
      this.#cancelTimer =
        timer === 'start' ? this.#host.clock.after(this.#host.restart, () => this.#timeout()) : undefined;
    }
    if (event === 'TO-') this.#ending ??= { cause: 'timeout', heard: this.#heard };
    for (const action of actions) this.#perform(action, packet, response);
  }

  #perform(action: Action, packet: ControlPacket | undefined, response: ConfigureResponse | undefined): void {
    switch (action) {
      case 'tlu':
        this.#ending = undefined;
        this.#host.layerUp();
        break;
      case 'tld':
        this.#host.layerDown();
        break;
      case 'tlf':
        this.#host.layerFinished(this.#ending ?? { cause: 'closed' });
        break;
      case 'scr':
        this.#sendRequest();
        break;
      case 'sca':
      case 'scn':
        if (packet !== undefined && response !== undefined) this.#send({ ...response, id: packet.id });
        break;
      case 'str':
        this.sendOwn(Code.terminateRequest, asciiBytes(this.#closeText.slice(0, 100)));
        break;
      case 'sta':
        this.#send({ code: Code.terminateAck, id: packet?.id ?? this.#freshId(), data: new Uint8Array(0) });
        break;
      case 'scj':
        if (packet !== undefined) this.#sendCodeReject(packet);
        break;
      case 'ser':
        if (packet !== undefined) this.#protocol.echoReply?.(packet);
        break;
      // The lower layer is started by whoever owns the link; the counters are step.ts's.
      case 'tls':
      case 'irc':
      case 'zrc':
        break;
    }
  }

  /** A retransmission keeps its identifier, so that a late answer to the first copy still counts (RFC 1661 §5.1). */
  #sendRequest(): void {
    const options = this.#protocol.wanted();
    const last = this.#request;
    const same =
      last !== undefined && !last.answered && equal(encodeOptions(last.options), encodeOptions(options));
    const request = same ? last : { id: this.#freshId(), options, answered: false };
    this.#request = request;
    this.#sendConfigure(request);
  }

  #sendConfigure({ id, options }: SentRequest): void {
    this.#send({ code: Code.configureRequest, id, data: encodeOptions(options) });
  }

  #sendCodeReject(packet: ControlPacket): void {
    const data = encodeControl(packet).subarray(0, Math.max(0, this.#host.mru() - 4));
    this.sendOwn(Code.codeReject, data);
  }

  #freshId(): number {
    this.#lastId = (this.#lastId + 1) & 0xff;
    return this.#lastId;
  }

  #send(packet: ControlPacket): void {
    this.#host.send(encodeControl({ code: packet.code, id: packet.id, data: packet.data }));
  }

  #log(text: string): void {
    this.#host.log(`${this.#protocol.name}: ${text}`);
  }
}

function copied(option: Option): Option {
  return { type: option.type, data: option.data.slice() };
}
