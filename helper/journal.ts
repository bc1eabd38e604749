/**
 * The crash journal: every change to the host is written down before it is made, so that the next start can undo what
 * a killed helper left. The file is root's, replaced atomically, and absent when there is nothing to undo.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../contract/zod.ts';

const change = z.discriminatedUnion('kind', [
  /** `ip -4|-6 route del …` takes it back. */
  z.strictObject({
    kind: z.literal('route'),
    family: z.union([z.literal(4), z.literal(6)]),
    route: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal('resolvectl'), interfaceName: z.string() }),
  z.strictObject({ kind: z.literal('resolvconf'), key: z.string() }),
  /** What /etc/resolv.conf was before us. */
  z.strictObject({
    kind: z.literal('resolv.conf'),
    original: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('file'), content: z.string(), mode: z.int() }),
      z.strictObject({ type: z.literal('link'), target: z.string() }),
      z.strictObject({ type: z.literal('absent') }),
    ]),
  }),
]);
/** A change to the host, as what is needed to take it back. */
export type Change = z.infer<typeof change>;
export type ResolvConfOriginal = Extract<Change, { kind: 'resolv.conf' }>['original'];

const file = z.strictObject({ version: z.literal(1), changes: z.array(change) });

export class Journal {
  readonly #path: string;
  readonly #changes = new Map<number, Change>();
  #next = 1;

  constructor(runtimeDirectory: string) {
    this.#path = join(runtimeDirectory, 'journal.json');
  }

  /** What an earlier helper left, oldest first. Throws when the file is there but not readable as a journal. */
  left(): readonly Change[] {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
    return file.parse(JSON.parse(text)).changes;
  }

  /** Writes a change down; call it before making the change. The number takes it out again. */
  add(made: Change): number {
    const id = this.#next++;
    this.#changes.set(id, made);
    this.#save();
    return id;
  }

  /** The change has been taken back. */
  remove(id: number): void {
    if (this.#changes.delete(id)) this.#save();
  }

  /** Everything an earlier helper left has been taken back. */
  clear(): void {
    this.#changes.clear();
    this.#save();
  }

  #save(): void {
    if (this.#changes.size === 0) {
      rmSync(this.#path, { force: true });
      return;
    }
    const temporary = `${this.#path}.new`;
    rmSync(temporary, { force: true });
    const fd = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(fd, JSON.stringify({ version: 1, changes: [...this.#changes.values()] }, undefined, 1));
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, this.#path);
  }
}
