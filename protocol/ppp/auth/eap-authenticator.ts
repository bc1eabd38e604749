/** The answering end of EAP (RFC 3748): asks who is there, then for proof by a method both ends have. */
import type { Failure } from '../../failure.ts';
import type { AnsweringAuth } from '../link-types.ts';
import type { Auth, AuthHost } from './auth-types.ts';
import { EapMd5Verifier } from './eap-md5.ts';
import type { EapVerifierMethod, VerifierStep } from './eap-method.ts';
import { EapMschapV2Verifier } from './eap-mschapv2-verifier.ts';
import { decodeEap, eapCode, eapType, encodeEap } from './eap-packet.ts';
import { eapProtocol } from './eap-peer.ts';
import { authFailure, ownFailure } from './failures.ts';
import { longestName } from './names.ts';
import { patience, Resender, restart } from './resend.ts';

/** Best first; each is offered at most once. */
const offered: readonly number[] = [eapType.mschapV2, eapType.md5];

type State =
  | { readonly type: 'idle' | 'identity' | 'accepted' | 'ended' }
  /** `fresh`: the peer has not answered this method yet, and may still Nak it. */
  | { readonly type: 'method'; readonly method: EapVerifierMethod; readonly fresh: boolean };

export class EapAuthenticator implements Auth {
  readonly protocol = eapProtocol;
  readonly #answering: AnsweringAuth;
  readonly #host: AuthHost;
  readonly #resender: Resender;
  readonly #left: Set<number>;
  #state: State = { type: 'idle' };
  #identity = new Uint8Array(0);
  #identifier: number;

  constructor(answering: AnsweringAuth, host: AuthHost) {
    this.#answering = answering;
    this.#host = host;
    this.#left = new Set(host.keysNeeded ? [eapType.mschapV2] : offered);
    this.#resender = new Resender(host.clock);
    this.#identifier = host.random(1)[0] ?? 0;
  }

  start(): void {
    this.#state = { type: 'identity' };
    this.#request(eapType.identity, new Uint8Array(0), authFailure(721, 'No EAP response came.'));
  }

  receive(information: Uint8Array): void {
    const state = this.#state;
    if (state.type === 'idle' || state.type === 'ended') return;
    const packet = decodeEap(information);
    if ('malformed' in packet) {
      this.#drop(packet.malformed);
    } else if (packet.code !== eapCode.response) {
      this.#drop('we are the ones who ask');
    } else if (packet.identifier !== this.#identifier) {
      this.#drop('it answers nothing we sent');
    } else if (state.type === 'accepted') {
      this.#host.send(encodeEap({ code: eapCode.success, identifier: this.#identifier }));
    } else if (state.type === 'identity') {
      this.#identified(packet.type, packet.data);
    } else if ('method' in state) {
      this.#answered(state.method, state.fresh, packet.type, packet.data);
    }
  }

  stop(): void {
    this.#state = { type: 'ended' };
    this.#resender.stop();
  }

  #identified(type: number, data: Uint8Array): void {
    if (type !== eapType.identity) {
      this.#drop(`it is of type ${type}, not an identity`);
      return;
    }
    if (data.length > longestName) {
      this.#drop('its identity is too long');
      return;
    }
    this.#identity = data.slice();
    this.#nextMethod(offered);
  }

  #answered(method: EapVerifierMethod, fresh: boolean, type: number, data: Uint8Array): void {
    if (type === eapType.nak && fresh) {
      this.#nextMethod([...data]);
    } else if (type === method.type) {
      const step = method.response(this.#identifier, data, this.#identity);
      // Until now it could have been Naked.
      if (fresh && step.type !== 'drop') this.#host.method(method.name);
      this.#act(method, step);
    } else {
      this.#drop(`it is of type ${type}`);
    }
  }

  /** The first method still untried that the peer wants. */
  #nextMethod(wanted: readonly number[]): void {
    const type = [...this.#left].find((candidate) => wanted.includes(candidate));
    if (type === undefined) {
      this.#conclude(ownFailure(691, 'The caller has no EAP method in common with us.'));
      return;
    }
    this.#left.delete(type);
    const create = type === eapType.mschapV2 ? EapMschapV2Verifier : EapMd5Verifier;
    const method = new create(this.#answering, this.#host.random);
    this.#state = { type: 'method', method, fresh: true };
    this.#identifier = (this.#identifier + 1) & 0xff;
    this.#send(
      type,
      method.first(this.#identifier),
      false,
      authFailure(718, 'No response to our challenge.'),
    );
  }

  #act(method: EapVerifierMethod, step: VerifierStep): void {
    switch (step.type) {
      case 'drop':
        this.#drop(step.why);
        return;
      case 'accept':
        this.#resender.stop();
        this.#state = { type: 'accepted' };
        this.#host.send(encodeEap({ code: eapCode.success, identifier: this.#identifier }));
        this.#host.succeeded(step.success);
        return;
      case 'refuse':
        this.#conclude(step.failure);
        return;
      case 'request': {
        this.#state = { type: 'method', method, fresh: false };
        const silence = step.refusal ?? authFailure(718, 'The caller did not acknowledge our proof.');
        this.#request(method.type, step.data, silence, step.person);
      }
    }
  }

  #conclude(failure: Failure): void {
    this.stop();
    this.#host.send(encodeEap({ code: eapCode.failure, identifier: this.#identifier }));
    this.#host.failed(failure);
  }

  #request(type: number, data: Uint8Array, silence: Failure, person = false): void {
    this.#identifier = (this.#identifier + 1) & 0xff;
    this.#send(type, data, person, silence);
  }

  /** Repeats the request until it is answered; `silence` is the end if it never is. */
  #send(type: number, data: Uint8Array, person: boolean, silence: Failure): void {
    const packet = encodeEap({ code: eapCode.request, identifier: this.#identifier, type, data });
    this.#resender.start({
      every: person ? patience / restart.times : restart.every,
      times: restart.times,
      send: () => {
        this.#host.send(packet);
      },
      exhausted: () => {
        this.stop();
        this.#host.failed(silence);
      },
    });
  }

  #drop(why: string): void {
    this.#host.log(`EAP packet dropped: ${why}.`);
  }
}
