/** Where passwords are kept, whoever keeps them. Nothing here throws: a password that is not there is asked for. */
import type { Secret } from '../contract/secret.ts';

export interface PasswordKey {
  /** calling-card: `name` is the card's, else the entry's. */
  readonly kind: 'password' | 'calling-card';
  readonly name: string;
}

/** `reason`: one sentence why it could not be done; absent: it was. */
export interface Done {
  readonly reason?: string;
}

/** Neither: none is kept. */
export interface Loaded extends Done {
  readonly secret?: Secret;
}

export interface PasswordStore {
  /** As `environment.passwords.store` has it. */
  readonly kind: 'safe-storage' | 'secret-service';
  /** Asks nobody for anything. */
  holds(key: PasswordKey): Promise<boolean>;
  /** May ask the user to unlock the keyring. */
  load(key: PasswordKey): Promise<Loaded>;
  save(key: PasswordKey, secret: Secret): Promise<Done>;
  forget(key: PasswordKey): Promise<Done>;
  /** The entry or card has another name now. What was kept under that name is replaced. */
  rename(key: PasswordKey, name: string): Promise<Done>;
}

/** A store, or one sentence why there is none. */
export type FoundStore =
  | { readonly store: PasswordStore; readonly reason?: undefined }
  | { readonly store?: undefined; readonly reason: string };
