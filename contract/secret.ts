/** A password on its way: prints as dots wherever a value may end up, and is read only by asking for it. */
import { z } from './zod.ts';

const dots = '••••••';

export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The password itself: for the wire, and for the protocol that proves it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return dots;
  }

  toJSON(): string {
    return dots;
  }

  /** What Node's `util.inspect` and `console.log` show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return dots;
  }
}

/** A string on the wire, a Secret on either side of it. */
export const secret = z.codec(z.string().max(256), z.instanceof(Secret), {
  decode: (value) => new Secret(value),
  encode: (value) => value.reveal(),
});
