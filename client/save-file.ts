/** Writes a file the user has chosen a name for: whole or not at all, and theirs alone, for a log tells where they dial. */
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DialFailure } from '../contract/dial-error.ts';
import { failure, textOf } from './errors.ts';

/** Rejects with a DialFailure (604). */
export async function saveFile(path: string, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await pipeline(
      Readable.from(pieces, { objectMode: true }),
      createWriteStream(temporary, { flags: 'wx', mode: 0o600 }),
    );
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    // The pieces may have come to no good end, too.
    if (error instanceof DialFailure) throw error;
    throw failure(604, `${path} cannot be written.`, textOf(error));
  }
}
