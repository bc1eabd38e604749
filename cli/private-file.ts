/** A file that is written as things happen: the user's alone, never through a link somebody left there. */
import { closeSync, constants, fchmodSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { failure, textOf } from '../client/index.ts';

const { O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW, O_NONBLOCK } = constants;

export class PrivateFile {
  readonly #fd: number;

  /** Throws a DialFailure when the file cannot be written. */
  constructor(path: string) {
    try {
      this.#fd = openSync(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, 0o600);
    } catch (error) {
      throw failure(604, `${path} cannot be written.`, textOf(error));
    }
    if (!fstatSync(this.#fd).isFile()) {
      closeSync(this.#fd);
      throw failure(604, `${path} is not a file.`);
    }
    fchmodSync(this.#fd, 0o600);
    ftruncateSync(this.#fd);
  }

  write(bytes: Uint8Array | string): void {
    const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    for (let at = 0; at < whole.length;) at += writeSync(this.#fd, whole, at);
  }

  close(): void {
    closeSync(this.#fd);
  }
}
