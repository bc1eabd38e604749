/** PAP, both ends (RFC 1334 §2): the password in clear, repeated until it is answered. */
import type { AnsweringAuth, CallingAuth, Credentials } from '../link-types.ts';
import type { Auth, AuthHost } from './auth-types.ts';
import { authFailure, ownFailure } from './failures.ts';
import { findAccount, longestName, samePassword, wireName } from './names.ts';
import { decodePap, encodePap, papCode } from './pap-packet.ts';
import { Resender, restart } from './resend.ts';
import { displayable, safeText, utf8Bytes, wireText } from './text.ts';

export const papProtocol = 0xc023;
const methodName = 'PAP';

/** A peer that never logs on is dropped after as long as we would have tried ourselves. */
const requestWait = restart.every * restart.times;

export class PapPeer implements Auth {
  readonly protocol = papProtocol;
  readonly #host: AuthHost;
  readonly #resender: Resender;
  /** Gone once we are accepted or refused. */
  #credentials: Credentials | undefined;
  #identifier: number;
  /** Every attempt has an identifier of its own, and the answer to any of them counts. */
  readonly #issued = new Set<number>();

  constructor(calling: CallingAuth, host: AuthHost) {
    this.#host = host;
    this.#resender = new Resender(host.clock);
    this.#credentials = calling.credentials;
    this.#identifier = host.random(1)[0] ?? 0;
  }

  start(): void {
    const credentials = this.#credentials;
    if (credentials === undefined) return;
    this.#host.method(methodName);
    const peerId = utf8Bytes(wireName(credentials));
    const password = utf8Bytes(credentials.password);
    if (peerId.length > longestName || password.length > 255) {
      this.#end();
      this.#host.failed(ownFailure(691, 'The user name or the password is too long for PAP.'));
      return;
    }
    this.#resender.start({
      ...restart,
      send: () => {
        this.#identifier = (this.#identifier + 1) & 0xff;
        this.#issued.add(this.#identifier);
        this.#host.send(encodePap({ code: papCode.request, identifier: this.#identifier, peerId, password }));
      },
      exhausted: () => {
        this.#end();
        this.#host.failed(authFailure(718, 'No answer to our PAP requests.'));
      },
    });
  }

  receive(information: Uint8Array): void {
    const credentials = this.#credentials;
    const packet = decodePap(information);
    if ('malformed' in packet) {
      this.#host.log(`PAP packet dropped: ${packet.malformed}.`);
      return;
    }
    if (packet.code === papCode.request) {
      this.#host.log('PAP request dropped: we are the ones who log on.');
      return;
    }
    if (credentials === undefined) return;
    if (!this.#issued.has(packet.identifier)) {
      this.#host.log('PAP reply dropped: it answers no request of ours.');
      return;
    }
    this.#end();
    // A server that quotes the password back must not bring it into our log.
    const message = wireText(packet.message);
    const { password } = credentials;
    const text = safeText(password === '' ? message : message.replaceAll(password, '•••'));
    if (packet.code === papCode.ack) {
      if (text !== '') this.#host.log(`The remote computer says: ${text}`);
      this.#host.succeeded({ name: methodName, user: wireName(credentials) });
      return;
    }
    this.#host.failed(authFailure(691, text === '' ? 'PAP Nak' : `PAP Nak: ${text}`));
  }

  stop(): void {
    this.#end();
  }

  #end(): void {
    this.#resender.stop();
    this.#credentials = undefined;
  }
}

export class PapAuthenticator implements Auth {
  readonly protocol = papProtocol;
  readonly #host: AuthHost;
  readonly #account: AnsweringAuth['account'];
  readonly #resender: Resender;
  #state: 'idle' | 'waiting' | 'accepted' | 'ended' = 'idle';

  constructor(answering: AnsweringAuth, host: AuthHost) {
    this.#host = host;
    this.#account = answering.account;
    this.#resender = new Resender(host.clock);
  }

  start(): void {
    this.#state = 'waiting';
    this.#host.method(methodName);
    this.#resender.expect(requestWait, () => {
      this.#state = 'ended';
      this.#host.failed(authFailure(721, 'No PAP request came.'));
    });
  }

  receive(information: Uint8Array): void {
    if (this.#state === 'idle' || this.#state === 'ended') return;
    const packet = decodePap(information);
    if ('malformed' in packet) {
      this.#host.log(`PAP packet dropped: ${packet.malformed}.`);
      return;
    }
    if (packet.code !== papCode.request) {
      this.#host.log('PAP reply dropped: we are the ones who answer.');
      return;
    }
    if (this.#state === 'accepted') {
      // Our Ack was lost: the same reply code, whatever the request says now (RFC 1334 §2.2.1).
      this.#reply(papCode.ack, packet.identifier, '');
      return;
    }
    this.#resender.stop();
    const user = wireText(packet.peerId);
    const { account, known } = findAccount(this.#account, user, this.#host.random);
    const right = samePassword(packet.password, account.password) && known;
    if (right && account.refuse === undefined) {
      this.#state = 'accepted';
      this.#reply(papCode.ack, packet.identifier, '');
      this.#host.succeeded({ name: methodName, user });
      return;
    }
    this.#state = 'ended';
    const failure = authFailure(right ? (account.refuse ?? 691) : 691, `User ${displayable(packet.peerId)}`);
    this.#reply(papCode.nak, packet.identifier, failure.cause);
    this.#host.failed(failure);
  }

  stop(): void {
    this.#state = 'ended';
    this.#resender.stop();
  }

  #reply(code: 2 | 3, identifier: number, text: string): void {
    this.#host.send(encodePap({ code, identifier, message: utf8Bytes(text) }));
  }
}
