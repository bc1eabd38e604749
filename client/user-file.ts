/** A file of the user's, read whole: what is no file may never end, and what is far too large need not be read to know that. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { DialFailure } from '../contract/dial-error.ts';
import { codeOf, failure, textOf } from './errors.ts';

export interface UserFile {
  /** "phonebook", for messages. */
  readonly what: string;
  /** Bytes. */
  readonly maximumSize: number;
  /** Otherwise one that is not there is undefined. */
  readonly mustExist?: boolean;
}

/** Rejects with a DialFailure: 621 cannot be opened, 622 is too large. */
export async function readUserFile(
  path: string,
  { what, maximumSize, mustExist = false }: UserFile,
): Promise<string | undefined> {
  try {
    // A pipe that nobody writes to is not waited for.
    const file = await open(path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
    try {
      const status = await file.stat();
      if (!status.isFile()) throw failure(621, `The ${what} ${path} is not a file.`);
      if (status.size > maximumSize)
        throw failure(622, `The ${what} ${path} is too large.`, `${status.size} bytes`);
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof DialFailure) throw error;
    if (codeOf(error) === 'ENOENT' && !mustExist) return undefined;
    throw failure(621, `The ${what} ${path} could not be opened.`, textOf(error));
  }
}
