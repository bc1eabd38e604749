/** Passwords in a file, each sealed by somebody who has the key elsewhere (Electron's safeStorage). */
import { Secret } from '../contract/secret.ts';
import { z } from '../contract/zod.ts';
import { atomicWrite } from './atomic-write.ts';
import { textOf } from './errors.ts';
import type { Done, Loaded, PasswordKey, PasswordStore } from './password-store.ts';
import { readUserFile } from './user-file.ts';

/** Both may reject; `open` does when the key is another one now. */
export interface Sealer {
  seal(text: string): Promise<Buffer>;
  open(sealed: Buffer): Promise<string>;
}

const maximumSize = 33_554_432;

const file = z.strictObject({
  version: z.literal(1),
  /** By kind and name; base64. */
  sealed: z.record(z.string(), z.base64().max(16_384)),
});
type File = z.infer<typeof file>;

const slotOf = ({ kind, name }: PasswordKey): string => `${kind}:${name}`;

export class SealedPasswords implements PasswordStore {
  readonly kind = 'safe-storage';
  readonly #path: string;
  readonly #sealer: Sealer;
  /** One change at a time: each reads the file and writes it whole. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(path: string, sealer: Sealer) {
    this.#path = path;
    this.#sealer = sealer;
  }

  async holds(key: PasswordKey): Promise<boolean> {
    const held = await this.#read().catch(() => undefined);
    return held !== undefined && Object.hasOwn(held.sealed, slotOf(key));
  }

  async load(key: PasswordKey): Promise<Loaded> {
    try {
      const { sealed } = await this.#read();
      const slot = slotOf(key);
      const kept = Object.hasOwn(sealed, slot) ? sealed[slot] : undefined;
      if (kept === undefined) return {};
      return { secret: new Secret(await this.#sealer.open(Buffer.from(kept, 'base64'))) };
    } catch (error) {
      return { reason: `The saved password could not be read: ${textOf(error)}` };
    }
  }

  save(key: PasswordKey, secret: Secret): Promise<Done> {
    return this.#change(async (sealed) => ({
      ...sealed,
      [slotOf(key)]: (await this.#sealer.seal(secret.reveal())).toString('base64'),
    }));
  }

  forget(key: PasswordKey): Promise<Done> {
    return this.#change((sealed) => without(sealed, slotOf(key)));
  }

  rename(key: PasswordKey, name: string): Promise<Done> {
    return this.#change((sealed) => {
      const slot = slotOf(key);
      const kept = Object.hasOwn(sealed, slot) ? sealed[slot] : undefined;
      return kept === undefined ? sealed : { ...without(sealed, slot), [slotOf({ ...key, name })]: kept };
    });
  }

  async #read(): Promise<File> {
    const text = await readUserFile(this.#path, { what: 'passwords file', maximumSize });
    if (text === undefined) return { version: 1, sealed: {} };
    const parsed = file.safeParse(parseOrNothing(text));
    if (!parsed.success) throw new Error(`${this.#path} does not hold what this program wrote there`);
    return parsed.data;
  }

  async #change(change: (sealed: File['sealed']) => File['sealed'] | Promise<File['sealed']>): Promise<Done> {
    const done = this.#changes.then(async () => {
      const before = await this.#read();
      const sealed = await change(before.sealed);
      if (sealed === before.sealed) return;
      // 0600, as all that is written so.
      await atomicWrite(this.#path, `${JSON.stringify({ version: 1, sealed } satisfies File)}\n`);
    });
    this.#changes = done.catch(() => undefined);
    try {
      await done;
      return {};
    } catch (error) {
      return { reason: `The password could not be kept: ${textOf(error)}` };
    }
  }
}

function without(sealed: File['sealed'], slot: string): File['sealed'] {
  if (!Object.hasOwn(sealed, slot)) return sealed;
  return Object.fromEntries(Object.entries(sealed).filter(([key]) => key !== slot));
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
