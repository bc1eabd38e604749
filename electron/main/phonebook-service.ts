/** The phonebook as the windows see it: read again whenever it changes on disk, edited on what the disk says at that moment. */
import { chainOf, failure, Phonebook, readPhonebook } from '../../client/index.ts';
import type { AppState } from '../../contract/app.ts';
import { DialFailure } from '../../contract/dial-error.ts';
import type { Entry } from '../../contract/phonebook.ts';

type View = AppState['phonebook'];

export interface PhonebookHost {
  readonly path: string;
  changed(view: View): void;
  /** An entry has another name now, or (undefined) is gone. */
  renamed(from: string, to: string | undefined): Promise<void>;
  /** It is being dialled or is up: its name is not ours to change. */
  inUse(entry: string): boolean;
}

const wrongInformation = 604;

const viewOf = (book: Phonebook): View => ({
  path: book.path,
  entries: book.entries.map((entry) => ({ entry, foreignKeys: [...book.foreignKeys(entry.name)] })),
});

export class PhonebookService {
  readonly #host: PhonebookHost;
  #book: Phonebook;
  #seen = '';
  /** One edit at a time, each on what the one before wrote. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(host: PhonebookHost) {
    this.#host = host;
    this.#book = new Phonebook(host.path);
  }

  /** What the file last said that made sense. */
  get book(): Phonebook {
    return this.#book;
  }

  /** Reads the file; one that makes no sense leaves what was known and tells what is wrong. */
  async read(): Promise<void> {
    try {
      this.#tell(await readPhonebook(this.#host.path, { mustExist: false }));
    } catch (error) {
      if (!(error instanceof DialFailure)) throw error;
      this.#show({ ...viewOf(this.#book), problem: error.error });
    }
  }

  save(entry: Entry, replaces: string | undefined): Promise<void> {
    return this.#edit((book) => {
      const taken = entry.name !== replaces && book.find(entry.name) !== undefined;
      if (taken)
        throw failure(
          wrongInformation,
          `There is a connection named "${entry.name}" already. Choose another name.`,
        );
      if (replaces !== undefined && book.find(replaces) === undefined) throw unknownEntry(replaces, book);
      const renames = replaces !== undefined && replaces !== entry.name ? replaces : undefined;
      if (renames !== undefined) this.#mustBeIdle(renames, 'given another name');
      const edited =
        renames === undefined
          ? book.with(entry)
          : renameReferences(book.with(entry, renames), renames, entry.name);
      refuseCircle(edited, entry.name);
      return { edited, from: renames, to: entry.name };
    });
  }

  async copy(name: string): Promise<string> {
    let copied = '';
    await this.#edit((book) => {
      const entry = book.find(name);
      if (entry === undefined) throw unknownEntry(name, book);
      copied = copyName(name, (candidate) => book.find(candidate) !== undefined);
      return { edited: book.with({ ...entry, name: copied }) };
    });
    return copied;
  }

  delete(name: string): Promise<void> {
    return this.#edit((book) => {
      if (book.find(name) === undefined) throw unknownEntry(name, book);
      this.#mustBeIdle(name, 'deleted');
      const riders = book.entries
        .filter(({ dialFirst }) => dialFirst === name)
        .map((each) => `"${each.name}"`);
      if (riders.length > 0)
        throw failure(
          wrongInformation,
          `"${name}" cannot be deleted: ${riders.join(', ')} needs it dialed first.`,
        );
      return { edited: book.without(name), from: name };
    });
  }

  #mustBeIdle(name: string, what: string): void {
    if (this.#host.inUse(name))
      throw failure(wrongInformation, `"${name}" is in use and cannot be ${what}. Hang it up first.`);
  }

  #edit(
    change: (book: Phonebook) => { edited: Phonebook; from?: string | undefined; to?: string },
  ): Promise<void> {
    const done = this.#turn.then(async () => {
      // What others wrote meanwhile stays; a file that makes no sense is not written over.
      const { edited, from, to } = change(await readPhonebook(this.#host.path, { mustExist: false }));
      await edited.save();
      if (from !== undefined) await this.#host.renamed(from, to);
      this.#tell(edited);
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #tell(book: Phonebook): void {
    this.#book = book;
    this.#show(viewOf(book));
  }

  /** Our own writing is seen by the watch as well; it is no news. */
  #show(view: View): void {
    const seen = JSON.stringify(view);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#host.changed(view);
  }
}

const unknownEntry = (name: string, book: Phonebook) =>
  new DialFailure({
    number: 623,
    entry: name,
    cause: `There is no entry "${name}" in the phonebook any more.`,
    evidence: book.path,
  });

/** Entries that want it dialled first go with its new name. */
function renameReferences(book: Phonebook, from: string, to: string): Phonebook {
  return book.entries
    .filter(({ dialFirst }) => dialFirst === from)
    .reduce((edited, each) => edited.with({ ...each, dialFirst: to }), book);
}

function refuseCircle(book: Phonebook, name: string): void {
  try {
    chainOf(book, name);
  } catch (error) {
    // An entry beneath that does not exist yet is another matter: it fails when it is dialled.
    if (error instanceof DialFailure && error.error.number !== 623) throw error;
    if (!(error instanceof DialFailure)) throw error;
  }
}

/** "Copy of Office", then "Copy (2) of Office". */
export function copyName(name: string, taken: (candidate: string) => boolean): string {
  for (let count = 1; ; count += 1) {
    const candidate = `Copy ${count === 1 ? '' : `(${count}) `}of ${name}`.slice(0, 256).trimEnd();
    if (!taken(candidate)) return candidate;
  }
}
