/** The phonebook on disk: read with errors that say where, written as a whole, foreign keys kept, never a password. */
import type { Entry, PhonebookFile } from '../contract/phonebook.ts';
import { entry as entrySchema, knownKeys, phonebookFile } from '../contract/phonebook.ts';
import { atomicWrite } from './atomic-write.ts';
import { checkedJson } from './checked-json.ts';
import { failure, textOf } from './errors.ts';
import { foreignKeys, merge } from './foreign-keys.ts';
import { readUserFile } from './user-file.ts';

const maximumSize = 4_194_304;

export class Phonebook {
  readonly path: string;
  readonly #file: PhonebookFile;

  constructor(path: string, file: PhonebookFile = { version: 1, entries: [] }) {
    this.path = path;
    this.#file = file;
  }

  get entries(): readonly Entry[] {
    return this.#file.entries.map((entry) => knownKeys(entry));
  }

  find(name: string): Entry | undefined {
    const found = this.#file.entries.find((entry) => entry.name === name);
    return found && knownKeys(found);
  }

  /** The keys of an entry that mean nothing to this version, as paths: another version's, or misspelt. */
  foreignKeys(name: string): readonly string[] {
    const found = this.#file.entries.find((entry) => entry.name === name);
    return found ? foreignKeys(found, knownKeys(found)) : [];
  }

  /** The phonebook with this entry added, or in the place of the one called `replaced`, whose foreign keys it keeps. */
  with(entry: Entry, replaced = entry.name): Phonebook {
    const checked = entrySchema.parse(entry);
    const before = this.#file.entries.find(({ name }) => name === replaced);
    const merged = before === undefined ? checked : merge(before, knownKeys(before), checked);
    const entries = before
      ? this.#file.entries.map((each) => (each === before ? merged : each))
      : [...this.#file.entries, merged];
    return new Phonebook(this.path, phonebookFile.parse({ ...this.#file, entries }));
  }

  without(name: string): Phonebook {
    const entries = this.#file.entries.filter((entry) => entry.name !== name);
    return new Phonebook(this.path, { ...this.#file, entries });
  }

  /** Rejects with a DialFailure (624). */
  async save(): Promise<void> {
    try {
      await atomicWrite(this.path, `${JSON.stringify(this.#file, undefined, 2)}\n`);
    } catch (error) {
      throw failure(624, `The phonebook ${this.path} could not be written.`, textOf(error));
    }
  }
}

/** Rejects with a DialFailure: 621 cannot be opened, 622 is not JSON, 625 makes no sense. A missing file is empty. */
export async function readPhonebook(
  path: string,
  options: { readonly mustExist: boolean },
): Promise<Phonebook> {
  const text = await readUserFile(path, { what: 'phonebook', maximumSize, ...options });
  if (text === undefined) return new Phonebook(path);
  return new Phonebook(
    path,
    checkedJson(text, path, 'phonebook', phonebookFile, { syntax: 622, content: 625 }),
  );
}
