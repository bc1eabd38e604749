/** EAP type 4, MD5-Challenge: CHAP in an envelope (RFC 3748 §5.4). */
import type { Random } from '../../clock.ts';
import type { AnsweringAuth, Credentials } from '../link-types.ts';
import { chapMd5Peer, chapMd5Verifier } from './chap-md5.ts';
import { decodeValueAndName, encodeValueAndName } from './chap-packet.ts';
import type { EapPeerMethod, EapVerifierMethod, PeerStep, VerifierStep } from './eap-method.ts';
import { eapType } from './eap-packet.ts';
import type { PeerSecret } from './method-types.ts';
import { wireName } from './names.ts';
import { utf8Bytes } from './text.ts';
import { Verifying } from './verifying.ts';

const name = 'EAP MD5';
const noSecondChance: PeerStep = { type: 'drop', why: 'EAP MD5 allows no second attempt' };

export class EapMd5Peer implements EapPeerMethod {
  readonly type = eapType.md5;
  readonly name = name;
  readonly earlySuccess = undefined;
  readonly user: string;
  readonly keys = undefined;
  readonly #secret: PeerSecret;

  constructor(credentials: Credentials, random: Random) {
    this.user = wireName(credentials);
    this.#secret = chapMd5Peer.secret(credentials, random);
  }

  request(identifier: number, data: Uint8Array): PeerStep {
    const challenge = decodeValueAndName(data);
    if ('malformed' in challenge) return { type: 'drop', why: challenge.malformed };
    const value = this.#secret.answer(identifier, challenge.value).data;
    return {
      type: 'respond',
      data: encodeValueAndName({ value, name: utf8Bytes(this.user) }),
      done: true,
    };
  }

  retryWith(): PeerStep {
    return noSecondChance;
  }

  changePassword(): PeerStep {
    return noSecondChance;
  }

  restart(): void {
    // A challenge answered is a challenge forgotten: there is nothing to reset.
  }

  wipe(): void {
    this.#secret.wipe();
  }
}

export class EapMd5Verifier implements EapVerifierMethod {
  readonly type = eapType.md5;
  readonly name = name;
  readonly #ownName: Uint8Array;
  readonly #verifying: Verifying;

  constructor(answering: AnsweringAuth, random: Random) {
    this.#ownName = utf8Bytes(answering.name);
    this.#verifying = new Verifying({ ...chapMd5Verifier, name }, answering, random);
  }

  first(): Uint8Array {
    return encodeValueAndName({ value: this.#verifying.challenge, name: this.#ownName });
  }

  response(identifier: number, data: Uint8Array, identity: Uint8Array): VerifierStep {
    const response = decodeValueAndName(data);
    if ('malformed' in response) return { type: 'drop', why: response.malformed };
    // Many peers leave the name out here: they have said it in their identity.
    const user = response.name.length > 0 ? response.name : identity;
    const judgement = this.#verifying.respond(identifier, response.value, user);
    return judgement.accepted
      ? { type: 'accept', success: judgement.success }
      : { type: 'refuse', failure: judgement.failure };
  }
}
