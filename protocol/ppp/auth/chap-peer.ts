/** The calling end of CHAP, whatever the algorithm: answers challenges, reads the verdict, tries again when allowed. */
import { equal } from '../../bytes.ts';
import type { CallingAuth, Credentials } from '../link-types.ts';
import type { Auth, AuthHost } from './auth-types.ts';
import { chapCode, decodeChap, encodeChap, type ChapPacket } from './chap-packet.ts';
import { authFailure, ownFailure } from './failures.ts';
import type { Answer, PeerMethod, PeerSecret } from './method-types.ts';
import { longestName, wireName } from './names.ts';
import { longestPassword } from './password-change.ts';
import { afterRefusal } from './refused.ts';
import { Resender, restart } from './resend.ts';
import { utf8Bytes } from './text.ts';

export const chapProtocol = 0xc223;

/** How many answers are kept, so that a challenge sent twice gets the same answer twice. */
const cacheSize = 10;

interface Challenge {
  readonly identifier: number;
  readonly value: Uint8Array;
}

interface Given {
  readonly challenge: Challenge;
  readonly answer: Answer;
  readonly packet: Uint8Array;
}

type State =
  | { readonly type: 'idle' | 'waiting' | 'accepted' | 'ended' }
  | { readonly type: 'answered'; readonly given: Given; readonly newPassword: boolean }
  /** The user is asked; `next` is what the answer will be computed from. */
  | { readonly type: 'asking'; readonly what: 'credentials' | 'new password'; readonly next: Challenge };

export class ChapPeer implements Auth {
  readonly protocol = chapProtocol;
  readonly #method: PeerMethod;
  readonly #host: AuthHost;
  readonly #interactive: boolean;
  readonly #resender: Resender;
  #user: string;
  #secret: PeerSecret;
  #state: State = { type: 'idle' };
  /** `succeeded` is told once; what follows are re-challenges (RFC 1994 §4.1). */
  #told = false;
  readonly #cache: Given[] = [];
  /** Challenges we failed at: copies of them get no answer, least of all one with another user's secret. */
  readonly #refusedAt: Challenge[] = [];

  constructor(method: PeerMethod, calling: CallingAuth, host: AuthHost) {
    this.#method = method;
    this.#host = host;
    this.#interactive = calling.interactive;
    this.#resender = new Resender(host.clock);
    this.#user = wireName(calling.credentials);
    this.#secret = method.secret(calling.credentials, host.random);
  }

  start(): void {
    this.#host.method(this.#method.name);
    if (utf8Bytes(this.#user).length > longestName) {
      this.#fail(ownFailure(691, 'The user name is too long.'));
      return;
    }
    this.#state = { type: 'waiting' };
    this.#resender.expect(restart.every * restart.times, () => {
      this.#fail(authFailure(721, 'No challenge came.'));
    });
  }

  receive(information: Uint8Array): void {
    if (this.#state.type === 'idle' || this.#state.type === 'ended') return;
    const packet = decodeChap(information);
    if ('malformed' in packet) {
      this.#drop(packet.malformed);
      return;
    }
    switch (packet.code) {
      case chapCode.challenge:
        this.#challenged(packet);
        break;
      case chapCode.success:
      case chapCode.failure:
        this.#judged(packet);
        break;
      default:
        this.#drop('we are the ones who are challenged');
    }
  }

  retryWith(credentials: Credentials): void {
    const state = this.#state;
    if (state.type !== 'asking' || state.what !== 'credentials') return;
    this.#secret.wipe();
    this.#cache.length = 0;
    this.#user = wireName(credentials);
    this.#secret = this.#method.secret(credentials, this.#host.random);
    if (utf8Bytes(this.#user).length > longestName) this.#fail(ownFailure(691, 'The user name is too long.'));
    else this.#answer(state.next);
  }

  changePassword(newPassword: string): void {
    const state = this.#state;
    const code = this.#method.changePasswordCode;
    if (state.type !== 'asking' || state.what !== 'new password' || code === undefined) return;
    if (newPassword.length > longestPassword) {
      this.#fail(ownFailure(709, 'The new password is too long.'));
      return;
    }
    const challenge = state.next;
    const changed = this.#secret.changePassword?.(newPassword, challenge.value);
    if (changed === undefined) return;
    this.#secret.wipe();
    this.#cache.length = 0;
    this.#secret = changed.secret;
    const { answer } = changed;
    const packet = encodeChap({ code, identifier: challenge.identifier, data: answer.data });
    this.#send({ challenge, answer, packet }, true);
  }

  stop(): void {
    this.#state = { type: 'ended' };
    this.#resender.stop();
    this.#secret.wipe();
    this.#cache.length = 0;
  }

  #challenged({ identifier, value }: ChapPacket & { code: 1 | 2 }): void {
    const { challengeLength } = this.#method;
    if (challengeLength !== undefined && value.length !== challengeLength) {
      this.#drop(`its challenge has ${value.length} bytes, ${challengeLength} are due`);
      return;
    }
    // A copy: the frame's buffer is not ours to keep.
    const challenge: Challenge = { identifier, value: value.slice() };
    const isSame = (old: Challenge): boolean => old.identifier === identifier && equal(old.value, value);
    const state = this.#state;
    if (this.#refusedAt.some(isSame)) {
      this.#drop('this challenge is settled');
    } else if (state.type === 'asking') {
      // The server has lost patience, not interest: its new challenge replaces what the Failure offered.
      if (state.what === 'credentials') this.#state = { ...state, next: challenge };
    } else if (state.type === 'answered' && state.newPassword) {
      this.#drop('a new password is on its way');
    } else {
      const given = this.#cache.find(({ challenge: old }) => isSame(old));
      if (given === undefined) this.#answer(challenge);
      else this.#send(given, false);
    }
  }

  #answer(challenge: Challenge): void {
    const answer = this.#secret.answer(challenge.identifier, challenge.value);
    const name = utf8Bytes(this.#user);
    const { identifier } = challenge;
    const packet = encodeChap({ code: chapCode.response, identifier, value: answer.data, name });
    const given: Given = { challenge, answer, packet };
    this.#cache.push(given);
    if (this.#cache.length > cacheSize) this.#cache.shift();
    this.#send(given, false);
  }

  #send(given: Given, newPassword: boolean): void {
    this.#state = { type: 'answered', given, newPassword };
    if (this.#told) {
      // Later in the session the authenticator repeats its challenge if it misses our response.
      this.#host.send(given.packet);
      return;
    }
    // Nobody else repeats anything once a retry or a new password is under way, or a Success is lost.
    this.#resender.start({
      ...restart,
      send: () => {
        this.#host.send(given.packet);
      },
      exhausted: () => {
        this.#fail(authFailure(718, 'No answer to our CHAP response.'));
      },
    });
  }

  #judged({ code, identifier, message }: ChapPacket & { code: 3 | 4 }): void {
    const state = this.#state;
    if (state.type !== 'answered' || identifier !== state.given.challenge.identifier) {
      this.#drop('it answers nothing we sent');
      return;
    }
    this.#resender.stop();
    if (code === chapCode.failure) this.#refused(message, state.given.challenge, state.newPassword);
    else if (!state.given.answer.proves(message))
      this.#fail(authFailure(778, 'Its proof is missing or wrong.'));
    else {
      this.#state = { type: 'accepted' };
      if (this.#told) return;
      this.#told = true;
      const { keys } = state.given.answer;
      this.#host.succeeded({ name: this.#method.name, user: this.#user, ...(keys && { keys }) });
    }
  }

  #refused(message: Uint8Array, last: Challenge, newPassword: boolean): void {
    const refusal = this.#method.refusal(message);
    const failure = authFailure(refusal.number, refusal.text && `CHAP Failure: ${refusal.text}`);
    // A new attempt is numbered one higher (RFC 2759 §9.1), and none is allowed after a password change.
    const identifier = (last.identifier + 1) & 0xff;
    const final = !this.#interactive || newPassword || this.#told;
    const step = final ? undefined : afterRefusal(this.#method, refusal, last.value);
    if (step?.type !== 'ask') {
      this.#fail(failure);
      return;
    }
    this.#refusedAt.push(last);
    if (this.#refusedAt.length > cacheSize) this.#refusedAt.shift();
    this.#state = { type: 'asking', what: step.what, next: { identifier, value: step.challenge } };
    if (step.what === 'credentials') this.#host.retry(failure);
    else this.#host.passwordExpired(failure);
  }

  #drop(why: string): void {
    this.#host.log(`CHAP packet dropped: ${why}.`);
  }

  #fail(failure: ReturnType<typeof authFailure>): void {
    this.stop();
    this.#host.failed(failure);
  }
}
