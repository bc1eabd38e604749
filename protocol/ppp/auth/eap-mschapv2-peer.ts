/** EAP type 26 at the calling end: MS-CHAP v2 in an envelope (draft-kamath-pppext-eap-mschapv2). */
import { equal } from '../../bytes.ts';
import type { Random } from '../../clock.ts';
import type { Credentials } from '../link-types.ts';
import type { MppeKeySource } from './auth-types.ts';
import { decodeValueAndName, encodeValueAndName } from './chap-packet.ts';
import type { EapPeerMethod, PeerStep } from './eap-method.ts';
import { decodeMschapV2, eapType, encodeMschapV2, mschapV2Op } from './eap-packet.ts';
import { authFailure, ownFailure } from './failures.ts';
import type { Answer, PeerSecret } from './method-types.ts';
import { mschapV2Peer } from './mschap-v2.ts';
import { longestName, wireName } from './names.ts';
import { longestPassword } from './password-change.ts';
import { afterRefusal } from './refused.ts';
import { utf8Bytes } from './text.ts';

interface Challenge {
  readonly identifier: number;
  readonly value: Uint8Array;
}

type State =
  | { readonly type: 'waiting' | 'proven' }
  | {
      readonly type: 'answered';
      readonly challenge: Challenge;
      readonly answer: Answer;
      readonly final: boolean;
    }
  | { readonly type: 'asking'; readonly what: 'credentials' | 'new password'; readonly next: Challenge };

const outOfTurn: PeerStep = { type: 'drop', why: 'it is out of turn' };

export class EapMschapV2Peer implements EapPeerMethod {
  readonly type = eapType.mschapV2;
  readonly name = 'EAP MS-CHAP v2';
  readonly earlySuccess = authFailure(778, 'EAP Success came without any proof.');
  readonly #random: Random;
  #interactive: boolean;
  #user: string;
  #secret: PeerSecret;
  #state: State = { type: 'waiting' };
  #keys: MppeKeySource | undefined;

  constructor(credentials: Credentials, interactive: boolean, random: Random) {
    this.#random = random;
    this.#interactive = interactive;
    this.#user = wireName(credentials);
    this.#secret = mschapV2Peer.secret(credentials, random);
  }

  get user(): string {
    return this.#user;
  }

  get keys(): MppeKeySource | undefined {
    return this.#keys;
  }

  request(_identifier: number, data: Uint8Array): PeerStep {
    const packet = decodeMschapV2(data);
    if ('malformed' in packet) return { type: 'drop', why: packet.malformed };
    switch (packet.op) {
      case mschapV2Op.challenge:
        return this.#challenged(packet.identifier, packet.data);
      case mschapV2Op.success:
        return this.#succeeded(packet.data);
      case mschapV2Op.failure:
        return this.#refused(packet.data);
      default:
        return { type: 'drop', why: `MS-CHAP v2 requests have no opcode ${packet.op}` };
    }
  }

  retryWith(credentials: Credentials): PeerStep {
    const state = this.#state;
    if (state.type !== 'asking' || state.what !== 'credentials') return outOfTurn;
    this.#secret.wipe();
    this.#user = wireName(credentials);
    this.#secret = mschapV2Peer.secret(credentials, this.#random);
    if (utf8Bytes(this.#user).length > longestName)
      return { type: 'fail', failure: ownFailure(691, 'The user name is too long.') };
    return this.#answer(state.next);
  }

  changePassword(newPassword: string): PeerStep {
    const state = this.#state;
    if (state.type !== 'asking' || state.what !== 'new password') return outOfTurn;
    if (newPassword.length > longestPassword)
      return { type: 'fail', failure: ownFailure(709, 'The new password is too long.') };
    const changed = this.#secret.changePassword?.(newPassword, state.next.value);
    if (changed === undefined) return outOfTurn;
    this.#secret.wipe();
    this.#secret = changed.secret;
    return this.#respond(mschapV2Op.changePassword, state.next, changed.answer, changed.answer.data, true);
  }

  restart(): void {
    this.#interactive = false;
    this.#state = { type: 'waiting' };
  }

  wipe(): void {
    this.#secret.wipe();
  }

  #challenged(identifier: number, data: Uint8Array): PeerStep {
    if (this.#state.type === 'asking') return outOfTurn;
    const challenge = decodeValueAndName(data);
    if ('malformed' in challenge) return { type: 'drop', why: challenge.malformed };
    if (challenge.value.length !== mschapV2Peer.challengeLength)
      return { type: 'drop', why: `its challenge has ${challenge.value.length} bytes` };
    const state = this.#state;
    const repeated =
      state.type === 'answered' &&
      state.challenge.identifier === identifier &&
      equal(state.challenge.value, challenge.value);
    if (repeated && !state.final) return this.#respondTo(state.challenge, state.answer);
    return this.#answer({ identifier, value: challenge.value.slice() });
  }

  #answer(challenge: Challenge): PeerStep {
    return this.#respondTo(challenge, this.#secret.answer(challenge.identifier, challenge.value));
  }

  #respondTo(challenge: Challenge, answer: Answer): PeerStep {
    const data = encodeValueAndName({ value: answer.data, name: utf8Bytes(this.#user) });
    return this.#respond(mschapV2Op.response, challenge, answer, data, false);
  }

  #respond(op: number, challenge: Challenge, answer: Answer, data: Uint8Array, final: boolean): PeerStep {
    this.#state = { type: 'answered', challenge, answer, final };
    const { identifier } = challenge;
    return { type: 'respond', data: encodeMschapV2({ op, identifier, data }), done: false };
  }

  #succeeded(message: Uint8Array): PeerStep {
    const state = this.#state;
    if (state.type !== 'answered') return outOfTurn;
    if (!state.answer.proves(message))
      return { type: 'fail', failure: authFailure(778, 'Its proof is missing or wrong.') };
    this.#state = { type: 'proven' };
    this.#keys = state.answer.keys;
    return { type: 'respond', data: Uint8Array.of(mschapV2Op.success), done: true };
  }

  #refused(message: Uint8Array): PeerStep {
    const state = this.#state;
    if (state.type !== 'answered') return outOfTurn;
    const { challenge } = state;
    const refusal = mschapV2Peer.refusal(message);
    const failure = authFailure(refusal.number, refusal.text && `EAP MS-CHAP v2 Failure: ${refusal.text}`);
    const final = !this.#interactive || state.final;
    const step = final ? undefined : afterRefusal(mschapV2Peer, refusal, challenge.value);
    if (step?.type !== 'ask') {
      this.#state = { type: 'waiting' };
      return { type: 'fail', failure, data: Uint8Array.of(mschapV2Op.failure) };
    }
    const identifier = (challenge.identifier + 1) & 0xff;
    this.#state = { type: 'asking', what: step.what, next: { identifier, value: step.challenge } };
    return { type: 'ask', what: step.what, failure };
  }
}
