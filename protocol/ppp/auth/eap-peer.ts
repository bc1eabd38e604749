/** The calling end of EAP (RFC 3748): answers requests, one method a conversation, and Naks methods it lacks. */
import { equal } from '../../bytes.ts';
import type { Failure } from '../../failure.ts';
import { noKeys } from '../link-failures.ts';
import type { CallingAuth, Credentials } from '../link-types.ts';
import type { Auth, AuthHost } from './auth-types.ts';
import { EapMd5Peer } from './eap-md5.ts';
import type { EapPeerMethod, PeerStep } from './eap-method.ts';
import { EapMschapV2Peer } from './eap-mschapv2-peer.ts';
import { decodeEap, eapCode, eapType, encodeEap, type EapPacket } from './eap-packet.ts';
import { authFailure, ownFailure } from './failures.ts';
import { longestName, wireName } from './names.ts';
import { Resender, restart } from './resend.ts';
import { displayable, utf8Bytes } from './text.ts';

export const eapProtocol = 0xc227;

type State =
  | 'idle'
  /** A conversation is going on. */
  | 'talking'
  /** The method is content; only the authenticator's Success is missing. */
  | 'done'
  | 'asking'
  | 'accepted'
  | 'ended';

function notOurs(type: number): Failure {
  return type === eapType.md5
    ? noKeys('EAP: the peer insists on MD5')
    : ownFailure(850, `The remote computer wants EAP type ${type}, which we do not have.`);
}

export class EapPeer implements Auth {
  readonly protocol = eapProtocol;
  readonly #host: AuthHost;
  readonly #interactive: boolean;
  /** Methods we let ourselves be asked for, best first. */
  readonly #methods: readonly number[];
  readonly #resender: Resender;
  /** Gone once a method has made of it what it needs for later conversations. */
  #credentials: Credentials | undefined;
  #user: string;
  #state: State = 'idle';
  #method: EapPeerMethod | undefined;
  /** Why the user is being asked. */
  #refusal: Failure | undefined;
  #told = false;
  #heard = false;
  /** Types we had to refuse, for the user to read. */
  #naked: number | undefined;
  #request: { readonly identifier: number; readonly bytes: Uint8Array } | undefined;
  #response: Uint8Array | undefined;

  constructor(calling: CallingAuth, host: AuthHost) {
    this.#host = host;
    this.#interactive = calling.interactive;
    this.#methods = host.keysNeeded ? [eapType.mschapV2] : [eapType.mschapV2, eapType.md5];
    this.#credentials = calling.credentials;
    this.#user = wireName(calling.credentials);
    this.#resender = new Resender(host.clock);
  }

  start(): void {
    if (utf8Bytes(this.#user).length > longestName) {
      this.#fail(ownFailure(691, 'The user name is too long.'));
      return;
    }
    this.#state = 'talking';
    this.#await();
  }

  receive(information: Uint8Array): void {
    if (this.#state === 'idle' || this.#state === 'ended') return;
    const packet = decodeEap(information);
    if ('malformed' in packet) this.#drop(packet.malformed);
    else if (packet.code === eapCode.request) this.#requested(packet, information);
    else if (packet.code === eapCode.response) this.#drop('we are the ones who respond');
    else this.#concluded(packet.code, packet.identifier);
  }

  retryWith(credentials: Credentials): void {
    if (this.#state !== 'asking' || this.#method === undefined) return;
    this.#user = wireName(credentials);
    this.#act(this.#method.retryWith(credentials));
  }

  changePassword(newPassword: string): void {
    if (this.#state !== 'asking' || this.#method === undefined) return;
    this.#act(this.#method.changePassword(newPassword));
  }

  networkSeen(): void {
    if (this.#state === 'done') this.#accept();
  }

  stop(): void {
    this.#state = 'ended';
    this.#resender.stop();
    this.#method?.wipe();
    this.#credentials = undefined;
    this.#request = undefined;
    this.#response = undefined;
  }

  #requested(packet: EapPacket & { code: 1 | 2 }, bytes: Uint8Array): void {
    const { identifier, type, data } = packet;
    this.#heard = true;
    if (this.#request?.identifier === identifier && equal(this.#request.bytes, bytes)) {
      // A copy: the same response again, or none while the user is being asked (RFC 3748 §4.1).
      if (this.#response !== undefined) this.#host.send(this.#response);
      return;
    }
    if (this.#state === 'asking') {
      this.#drop('the user is still being asked');
      return;
    }
    const before = { request: this.#request, response: this.#response };
    this.#request = { identifier, bytes: bytes.slice() };
    this.#response = undefined;
    switch (type) {
      case eapType.identity:
        this.#newConversation();
        this.#respond(eapType.identity, utf8Bytes(this.#user));
        break;
      case eapType.notification:
        this.#host.log(`The remote computer says: ${displayable(data)}`);
        this.#respond(eapType.notification, new Uint8Array(0));
        break;
      case eapType.md5:
      case eapType.mschapV2: {
        if (!this.#methods.includes(type)) {
          this.#refuse(type, 'it yields no encryption keys');
          break;
        }
        const method = this.#methodFor(type);
        const step: PeerStep =
          method?.request(identifier, data) ??
          ({ type: 'drop', why: 'another method is under way' } as const);
        if (step.type === 'drop') {
          this.#request = before.request;
          this.#response = before.response;
        }
        this.#act(step);
        break;
      }
      default:
        this.#refuse(type, 'we have none');
    }
  }

  #refuse(type: number, why: string): void {
    this.#host.log(`EAP type ${type} is refused: ${why}.`);
    this.#naked = type;
    this.#respond(eapType.nak, Uint8Array.from(this.#methods));
  }

  /** One method for good: nobody talks us down from one that proves something to one that does not. */
  #methodFor(type: 4 | 26): EapPeerMethod | undefined {
    this.#newConversation();
    if (this.#method !== undefined) return this.#method.type === type ? this.#method : undefined;
    if (this.#credentials === undefined) return undefined;
    const { random } = this.#host;
    this.#method =
      type === eapType.md5
        ? new EapMd5Peer(this.#credentials, random)
        : new EapMschapV2Peer(this.#credentials, this.#interactive, random);
    this.#credentials = undefined;
    this.#host.method(this.#method.name);
    return this.#method;
  }

  /** An authenticator may start again once it has accepted us, but not in the middle. */
  #newConversation(): void {
    if (this.#state !== 'accepted') return;
    this.#method?.restart();
    this.#state = 'talking';
  }

  #act(step: PeerStep): void {
    const type = this.#method?.type ?? eapType.nak;
    switch (step.type) {
      case 'respond':
        this.#state = step.done ? 'done' : 'talking';
        this.#respond(type, step.data);
        break;
      case 'drop':
        this.#drop(step.why);
        break;
      case 'fail':
        if (step.data !== undefined) this.#respond(type, step.data);
        this.#fail(step.failure);
        break;
      case 'ask':
        this.#state = 'asking';
        this.#refusal = step.failure;
        this.#resender.stop();
        if (step.what === 'credentials') this.#host.retry(step.failure);
        else this.#host.passwordExpired(step.failure);
        break;
    }
  }

  #respond(type: number, data: Uint8Array): void {
    if (this.#request === undefined) return;
    const { identifier } = this.#request;
    this.#response = encodeEap({ code: eapCode.response, identifier, type, data });
    if (!this.#told) this.#await();
    this.#host.send(this.#response);
  }

  /** Success and Failure carry no secret; what counts is whether they come when they may (RFC 3748 §4.2). */
  #concluded(code: 3 | 4, identifier: number): void {
    const last = this.#request?.identifier;
    // Some authenticators count one up here, as RFC 2284 could be read.
    if (last === undefined || (identifier !== last && identifier !== ((last + 1) & 0xff))) {
      this.#drop('it answers nothing we sent');
    } else if (this.#state === 'accepted') {
      this.#drop('nothing is left to conclude');
    } else if (code === eapCode.failure) {
      if (this.#method === undefined && this.#naked !== undefined) this.#fail(notOurs(this.#naked));
      else
        this.#fail((this.#state === 'asking' ? this.#refusal : undefined) ?? authFailure(691, 'EAP Failure'));
    } else if (this.#state === 'done') {
      this.#accept();
    } else if (this.#method?.earlySuccess !== undefined) {
      this.#fail(this.#method.earlySuccess);
    } else {
      this.#drop('nobody has proved anything yet');
    }
  }

  #accept(): void {
    const method = this.#method;
    if (method === undefined) return;
    this.#state = 'accepted';
    this.#resender.stop();
    if (this.#told) return;
    this.#told = true;
    const { name, user, keys } = method;
    this.#host.succeeded({ name, user, ...(keys && { keys }) });
  }

  /** Responses are never repeated on a timer (RFC 3748 §4.1): we can only wait. */
  #await(): void {
    this.#resender.expect(restart.every * restart.times, () => {
      this.#fail(
        this.#heard
          ? authFailure(718, 'No answer to our EAP response.')
          : authFailure(721, 'No EAP request came.'),
      );
    });
  }

  #drop(why: string): void {
    this.#host.log(`EAP packet dropped: ${why}.`);
  }

  #fail(failure: Failure): void {
    this.stop();
    this.#host.failed(failure);
  }
}
