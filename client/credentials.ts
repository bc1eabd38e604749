/** The credentials file: who logs on where, with what password. Read only when nobody else can read it. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Secret } from '../contract/secret.ts';
import { entryName } from '../contract/phonebook.ts';
import { line } from '../contract/text.ts';
import { z } from '../contract/zod.ts';
import { checkedJson } from './checked-json.ts';
import { codeOf, failure, textOf } from './errors.ts';

const file = z.record(
  entryName,
  z.strictObject({ user: line(256).optional(), password: z.string().max(256), domain: line(256).optional() }),
);

export interface StoredCredentials {
  readonly user?: string;
  readonly password: Secret;
  readonly domain?: string;
}

const maximumSize = 1_048_576;
const groupOrOthers = 0o077;

/**
 * By entry name. Rejects with a DialFailure (621 cannot be opened or is not private, 622 not JSON, 625 makes no sense);
 * undefined when the file does not exist and need not.
 */
export async function readCredentials(
  path: string,
  options: { readonly mustExist: boolean },
): Promise<ReadonlyMap<string, StoredCredentials> | undefined> {
  let text: string;
  try {
    // Opened once: what is checked is what is read.
    const handle = await open(path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
    try {
      const status = await handle.stat();
      if (!status.isFile()) throw failure(621, `${path} is not a file.`);
      const uid = process.geteuid?.() ?? status.uid;
      if (status.uid !== uid)
        throw failure(
          621,
          `The credentials file ${path} does not belong to you.`,
          `it belongs to user ${status.uid}`,
        );
      if ((status.mode & groupOrOthers) !== 0) {
        const mode = (status.mode & 0o777).toString(8).padStart(4, '0');
        throw failure(
          621,
          `The credentials file ${path} can be read by others; chmod 600 it.`,
          `its mode is ${mode}`,
        );
      }
      if (status.size > maximumSize) throw failure(622, `The credentials file ${path} is too large.`);
      text = await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && !options.mustExist) return undefined;
    if (codeOf(error) === undefined) throw error;
    throw failure(621, `The credentials file ${path} could not be opened.`, textOf(error));
  }
  const checked = checkedJson(text, path, 'credentials file', file, { syntax: 622, content: 625 });
  return new Map(
    Object.entries(checked).map(([name, { password, ...rest }]) => [
      name,
      { ...rest, password: new Secret(password) },
    ]),
  );
}
