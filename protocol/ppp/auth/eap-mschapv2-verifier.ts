/** EAP type 26 at the answering end: MS-CHAP v2 in an envelope (draft-kamath-pppext-eap-mschapv2). */
import type { Random } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import type { AnsweringAuth } from '../link-types.ts';
import type { AuthSuccess } from './auth-types.ts';
import { decodeValueAndName, encodeValueAndName } from './chap-packet.ts';
import type { EapVerifierMethod, VerifierStep } from './eap-method.ts';
import { decodeMschapV2, eapType, encodeMschapV2, mschapV2Op } from './eap-packet.ts';
import { ownFailure } from './failures.ts';
import { mschapV2Verifier } from './mschap-v2.ts';
import { utf8Bytes } from './text.ts';
import { Verifying, type Judgement } from './verifying.ts';

const name = 'EAP MS-CHAP v2';

type State =
  | { readonly type: 'challenged' }
  /** Our proof is out; the caller has to acknowledge it. */
  | { readonly type: 'accepted'; readonly success: AuthSuccess }
  | {
      readonly type: 'refused';
      readonly failure: Failure;
      readonly remedy: 'retry' | 'new password' | 'none';
    };

const outOfTurn: VerifierStep = { type: 'drop', why: 'it is out of turn' };

export class EapMschapV2Verifier implements EapVerifierMethod {
  readonly type = eapType.mschapV2;
  readonly name = name;
  readonly #ownName: Uint8Array;
  readonly #verifying: Verifying;
  #state: State = { type: 'challenged' };

  constructor(answering: AnsweringAuth, random: Random) {
    this.#ownName = utf8Bytes(answering.name);
    this.#verifying = new Verifying({ ...mschapV2Verifier, name }, answering, random);
  }

  first(identifier: number): Uint8Array {
    const data = encodeValueAndName({ value: this.#verifying.challenge, name: this.#ownName });
    return encodeMschapV2({ op: mschapV2Op.challenge, identifier, data });
  }

  response(_identifier: number, data: Uint8Array): VerifierStep {
    const packet = decodeMschapV2(data);
    if ('malformed' in packet) return { type: 'drop', why: packet.malformed };
    const { op, identifier } = packet;
    switch (this.#state.type) {
      case 'challenged':
        return op === mschapV2Op.response ? this.#judge(identifier, packet.data) : outOfTurn;
      case 'accepted':
        if (op === mschapV2Op.success) return { type: 'accept', success: this.#state.success };
        if (op !== mschapV2Op.failure) return outOfTurn;
        return { type: 'refuse', failure: ownFailure(691, 'The caller did not accept our proof.') };
      case 'refused': {
        const { failure, remedy } = this.#state;
        if (op === mschapV2Op.response && remedy === 'retry') return this.#judge(identifier, packet.data);
        if (op === mschapV2Op.changePassword && remedy === 'new password')
          return this.#conclude(identifier, this.#verifying.changePassword(identifier, packet.data));
        return op === mschapV2Op.failure ? { type: 'refuse', failure } : outOfTurn;
      }
    }
  }

  #judge(identifier: number, data: Uint8Array): VerifierStep {
    const response = decodeValueAndName(data);
    if ('malformed' in response) return { type: 'drop', why: response.malformed };
    return this.#conclude(identifier, this.#verifying.respond(identifier, response.value, response.name));
  }

  #conclude(identifier: number, judgement: Judgement): VerifierStep {
    const op = judgement.accepted ? mschapV2Op.success : mschapV2Op.failure;
    const data = encodeMschapV2({ op, identifier, data: judgement.message });
    if (judgement.accepted) {
      this.#state = { type: 'accepted', success: judgement.success };
      return { type: 'request', data, person: false };
    }
    const { failure, remedy } = judgement;
    this.#state = { type: 'refused', failure, remedy };
    return { type: 'request', data, person: remedy !== 'none', refusal: failure };
  }
}
