/** Tells when a file has changed, whoever wrote it and however: in place, or by another taking its name. */
import type { BigIntStats, FSWatcher } from 'node:fs';
import { mkdirSync, statSync, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { codeOf } from './errors.ts';

/** What distinguishes one state of the file from the next. */
const stateOf = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
/** A file that is not there has a state as well; so has one that we may not look at. */
const stateWithout = (error: unknown): string => String(codeOf(error));

function stateNow(path: string): string {
  try {
    return stateOf(statSync(path, { bigint: true }));
  } catch (error) {
    return stateWithout(error);
  }
}

class FileWatch {
  readonly #path: string;
  readonly #changed: () => void;
  #watcher: FSWatcher | undefined;
  #known: string;
  #looking = false;
  #again = false;
  #stopped = false;

  constructor(path: string, changed: () => void) {
    this.#path = path;
    this.#changed = changed;
    this.#begin();
    // At once, so that a change right after this is one.
    this.#known = stateNow(path);
  }

  stop(): void {
    this.#stopped = true;
    this.#watcher?.close();
  }

  /** The directory is watched, for a file that is replaced takes its watch away with it. */
  #begin(): void {
    const directory = dirname(this.#path);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#watcher = watch(directory, { persistent: false }, (_event, name) => {
      if (name === basename(this.#path)) void this.#look();
      // The directory itself: moved away or removed, and the watch with it.
      else if (name === basename(directory)) this.#renew();
    });
    this.#watcher.on('error', () => {
      this.#renew();
    });
  }

  #renew(): void {
    this.#watcher?.close();
    if (this.#stopped) return;
    try {
      this.#begin();
    } catch {
      // The folder cannot be made or watched any more. That the file has gone is told; whoever reads it hears why.
    }
    void this.#look();
  }

  /** One look at a time; what happens meanwhile is worth one more, so that nothing is missed and nothing told twice. */
  async #look(): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    while (this.#takeTurn()) {
      const state = await stat(this.#path, { bigint: true }).then(stateOf, stateWithout);
      const known = this.#known;
      this.#known = state;
      if (known !== state && !this.#stopped) this.#changed();
    }
    this.#looking = false;
  }

  #takeTurn(): boolean {
    const turn = this.#again && !this.#stopped;
    this.#again = false;
    return turn;
  }
}

/**
 * Calls `changed` after each change of the file until the function it returns is called. The directory is made if need be.
 * Throws what the operating system says when it cannot be watched; where that comes later, the watch ends with one more change.
 */
export function watchFile(path: string, changed: () => void): () => void {
  const watching = new FileWatch(path, changed);
  return () => {
    watching.stop();
  };
}
