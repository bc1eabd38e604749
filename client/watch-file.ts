/** Tells when a file has changed, whoever wrote it and however: in place, or by another taking its name. */
import type { FSWatcher } from 'node:fs';
import { mkdirSync, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { codeOf } from './errors.ts';

/** What distinguishes one state of the file from the next; none: it is not there. */
async function stateOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    return String(codeOf(error));
  }
}

class FileWatch {
  readonly #path: string;
  readonly #changed: () => void;
  #watcher: FSWatcher | undefined;
  #known: string | undefined;
  #looking = false;
  #again = false;
  #stopped = false;

  constructor(path: string, changed: () => void) {
    this.#path = path;
    this.#changed = changed;
    this.#begin();
    void this.#look();
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
    this.#begin();
    void this.#look();
  }

  /** One look at a time; what happens meanwhile is worth one more, so that nothing is missed and nothing told twice. */
  async #look(): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    while (this.#takeTurn()) {
      const state = await stateOf(this.#path);
      const known = this.#known;
      this.#known = state;
      if (known !== undefined && known !== state && !this.#stopped) this.#changed();
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
 * Throws what the operating system says when it cannot be watched.
 */
export function watchFile(path: string, changed: () => void): () => void {
  const watching = new FileWatch(path, changed);
  return () => {
    watching.stop();
  };
}
