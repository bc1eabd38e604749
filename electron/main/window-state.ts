/** How large the folder was when it was last sized; a file nobody need miss. */
import { atomicWrite } from '../../client/atomic-write.ts';
import { readUserFile } from '../../client/user-file.ts';
import { z } from '../../contract/zod.ts';
import type { Clock } from './clock.ts';
import type { Size } from './windows.ts';

const file = z.object({
  version: z.literal(1),
  folder: z.object({ width: z.int().min(200).max(8000), height: z.int().min(150).max(8000) }),
});

/** A window that is being dragged to its size is not worth a file at every step. */
const settleTime = 500;

export interface WindowStateHost {
  readonly path: string;
  readonly clock: Clock;
  report(what: string, error: unknown): void;
}

export class WindowState {
  readonly #host: WindowStateHost;
  #folder: Size | undefined;
  #cancelWrite: (() => void) | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(host: WindowStateHost) {
    this.#host = host;
  }

  get folder(): Size | undefined {
    return this.#folder;
  }

  /** A file that is not there or makes no sense means the usual size. */
  async read(): Promise<void> {
    const size = { what: 'window size', maximumSize: 65_536 };
    const text = await readUserFile(this.#host.path, size).catch(() => undefined);
    const parsed = file.safeParse(parsedOrNull(text ?? 'null'));
    if (parsed.success) this.#folder = parsed.data.folder;
  }

  remember(folder: Size): void {
    if (folder.width === this.#folder?.width && folder.height === this.#folder.height) return;
    this.#folder = folder;
    this.#cancelWrite?.();
    this.#cancelWrite = this.#host.clock.after(settleTime, () => {
      this.#write();
    });
  }

  /** Resolves when what was remembered is on disk. */
  async flush(): Promise<void> {
    if (this.#cancelWrite) this.#write();
    await this.#written;
  }

  #write(): void {
    this.#cancelWrite?.();
    this.#cancelWrite = undefined;
    const text = `${JSON.stringify({ version: 1, folder: this.#folder })}\n`;
    this.#written = this.#written
      .then(() => atomicWrite(this.#host.path, text))
      .catch((error: unknown) => {
        this.#host.report('the size of the folder could not be kept', error);
      });
  }
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
