/** The place where passwords are kept on this machine, or the reason why there is none. */
import type { FoundStore, PasswordStore } from '../../client/index.ts';
import { textOf } from '../../client/index.ts';
import type { Environment } from '../../contract/app.ts';
import type { Secret } from '../../contract/secret.ts';

export interface Kept {
  readonly secret?: Secret;
  readonly reason?: string;
}

export class Passwords {
  readonly #found: Promise<FoundStore>;

  constructor(found: Promise<FoundStore>) {
    // A keyring that fails where it should answer is none, and no reason to fail with it.
    this.#found = found.catch((error: unknown) => ({
      reason: `The keyring could not be asked: ${textOf(error)}`,
    }));
  }

  async environment(): Promise<Environment['passwords']> {
    const { store, reason } = await this.#found;
    return store ? { store: store.kind } : { store: 'none', reason };
  }

  async holds(name: string): Promise<boolean> {
    return (await this.#store())?.holds({ kind: 'password', name }) ?? false;
  }

  async load(name: string): Promise<Kept> {
    return (await this.#store())?.load({ kind: 'password', name }) ?? {};
  }

  save(name: string, secret: Secret): Promise<Kept> {
    return this.#into((store) => store.save({ kind: 'password', name }, secret));
  }

  forget(name: string): Promise<Kept> {
    return this.#into((store) => store.forget({ kind: 'password', name }));
  }

  /** The entry has another name. Where nothing is kept there is nothing to do. */
  async rename(from: string, to: string): Promise<Kept> {
    const store = await this.#store();
    return store && (await this.holds(from)) ? store.rename({ kind: 'password', name: from }, to) : {};
  }

  async cardNumber(card: string): Promise<Kept> {
    return (await this.#store())?.load({ kind: 'calling-card', name: card }) ?? {};
  }

  async holdsCardNumber(card: string): Promise<boolean> {
    return (await this.#store())?.holds({ kind: 'calling-card', name: card }) ?? false;
  }

  forgetCardNumber(card: string): Promise<Kept> {
    return this.#into((store) => store.forget({ kind: 'calling-card', name: card }));
  }

  saveCardNumber(card: string, number: Secret): Promise<Kept> {
    return this.#into((store) => store.save({ kind: 'calling-card', name: card }, number));
  }

  async #store(): Promise<PasswordStore | undefined> {
    return (await this.#found).store;
  }

  async #into(act: (store: PasswordStore) => Promise<Kept>): Promise<Kept> {
    const { store, reason } = await this.#found;
    return store ? act(store) : { reason };
  }
}
