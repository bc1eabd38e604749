/** The answering end of CHAP, whatever the algorithm: challenges, judges, and repeats its verdict to those who missed it. */
import type { AnsweringAuth } from '../link-types.ts';
import type { Auth, AuthHost } from './auth-types.ts';
import { chapCode, decodeChap, encodeChap } from './chap-packet.ts';
import { chapProtocol } from './chap-peer.ts';
import { authFailure } from './failures.ts';
import type { VerifierMethod } from './method-types.ts';
import { patience, Resender, restart } from './resend.ts';
import { utf8Bytes } from './text.ts';
import { Verifying, type Judgement } from './verifying.ts';

/** What may come next: a response, a new password, or nothing that still has to be judged. */
type State = 'idle' | 'response' | 'new password' | 'accepted' | 'ended';

export class ChapAuthenticator implements Auth {
  readonly protocol = chapProtocol;
  readonly #host: AuthHost;
  readonly #name: Uint8Array;
  readonly #verifying: Verifying;
  readonly #resender: Resender;
  #state: State = 'idle';
  /** Identifier of the packet that is awaited. */
  #expected: number;
  /** The last verdict, for a peer that repeats itself because it has not heard it. */
  #verdict: { readonly identifier: number; readonly packet: Uint8Array } | undefined;

  constructor(method: VerifierMethod, answering: AnsweringAuth, host: AuthHost) {
    this.#host = host;
    this.#name = utf8Bytes(answering.name);
    this.#verifying = new Verifying(method, answering, host.random);
    this.#resender = new Resender(host.clock);
    this.#expected = host.random(1)[0] ?? 0;
  }

  start(): void {
    this.#state = 'response';
    this.#host.method(this.#verifying.method.name);
    const packet = encodeChap({
      code: chapCode.challenge,
      identifier: this.#expected,
      value: this.#verifying.challenge,
      name: this.#name,
    });
    this.#resender.start({
      ...restart,
      send: () => {
        this.#host.send(packet);
      },
      exhausted: () => {
        this.#state = 'ended';
        this.#host.failed(authFailure(721, 'No response to our challenge.'));
      },
    });
  }

  receive(information: Uint8Array): void {
    if (this.#state === 'idle' || this.#state === 'ended') return;
    const packet = decodeChap(information);
    if ('malformed' in packet) {
      this.#drop(packet.malformed);
      return;
    }
    const { code, identifier } = packet;
    const isAnswer = code === chapCode.response || code >= chapCode.changePassword1;
    if (isAnswer && this.#verdict?.identifier === identifier) {
      // Same reply as before, whatever it says now: nobody gets a second guess at one challenge (RFC 1994 §4.1).
      this.#host.send(this.#verdict.packet);
    } else if (identifier !== this.#expected || this.#state === 'accepted') {
      this.#drop('it answers nothing we sent');
    } else if (packet.code === chapCode.response && this.#state === 'response') {
      this.#conclude(identifier, this.#verifying.respond(identifier, packet.value, packet.name));
    } else if (this.#state === 'new password' && 'data' in packet) {
      const right = packet.code === this.#verifying.method.changePasswordCode;
      const data = right ? packet.data : new Uint8Array(0);
      this.#conclude(identifier, this.#verifying.changePassword(identifier, data));
    } else {
      this.#drop('it is out of turn');
    }
  }

  stop(): void {
    this.#state = 'ended';
    this.#resender.stop();
  }

  #conclude(identifier: number, judgement: Judgement): void {
    this.#resender.stop();
    const code = judgement.accepted ? chapCode.success : chapCode.failure;
    const packet = encodeChap({ code, identifier, message: judgement.message });
    this.#verdict = { identifier, packet };
    if (judgement.accepted) {
      this.#state = 'accepted';
      this.#host.send(packet);
      this.#host.succeeded(judgement.success);
      return;
    }
    const { failure, remedy } = judgement;
    this.#state = remedy === 'none' ? 'ended' : remedy === 'retry' ? 'response' : 'new password';
    this.#expected = (identifier + 1) & 0xff;
    this.#host.send(packet);
    if (remedy === 'none') {
      this.#host.failed(failure);
      return;
    }
    this.#resender.expect(patience, () => {
      this.#state = 'ended';
      this.#host.failed(failure);
    });
  }

  #drop(why: string): void {
    this.#host.log(`CHAP packet dropped: ${why}.`);
  }
}
