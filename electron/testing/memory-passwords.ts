/** A keyring in memory, which can be made to refuse. */
import type { PasswordStore } from '../../client/index.ts';
import type { Secret } from '../../contract/secret.ts';
import { Passwords } from '../main/passwords.ts';

export class MemoryPasswords {
  /** By entry. */
  readonly kept = new Map<string, Secret>();
  /** Why nothing can be done; absent: it can. */
  reason: string | undefined;

  asPasswords(): Passwords {
    const done = () => Promise.resolve(this.reason === undefined ? {} : { reason: this.reason });
    const store: PasswordStore = {
      kind: 'secret-service',
      holds: ({ name }) => Promise.resolve(this.kept.has(name)),
      load: ({ name }) => {
        const secret = this.kept.get(name);
        return Promise.resolve(secret === undefined ? {} : { secret });
      },
      save: ({ name }, secret) => {
        if (this.reason === undefined) this.kept.set(name, secret);
        return done();
      },
      forget: ({ name }) => {
        if (this.reason === undefined) this.kept.delete(name);
        return done();
      },
      rename: ({ name }, to) => {
        const secret = this.kept.get(name);
        if (this.reason === undefined && secret) {
          this.kept.delete(name);
          this.kept.set(to, secret);
        }
        return done();
      },
    };
    return new Passwords(Promise.resolve({ store }));
  }
}
