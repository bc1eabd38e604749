/** A file that is watched: every way of changing it is told. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { atomicWrite } from './atomic-write.ts';
import { watchFile } from './watch-file.ts';

const root = mkdtempSync('/tmp/dun-test-');
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Counts what is told, and waits for more. */
function watched(path: string) {
  let told = 0;
  let wake: () => void = () => undefined;
  const stop = watchFile(path, () => {
    told += 1;
    wake();
  });
  return {
    stop,
    get told() {
      return told;
    },
    /** Resolves once something was told after `act`. */
    async after(act: () => unknown) {
      const before = told;
      await act();
      while (told === before)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
  };
}

describe('a watched file', () => {
  it('is told when it is made, written, replaced and removed', async () => {
    const path = join(root, 'new', 'deep', 'phonebook.json');
    const file = watched(path);
    await file.after(() => {
      writeFileSync(path, 'one');
    });
    await file.after(() => {
      writeFileSync(path, 'two');
    });
    await file.after(() => atomicWrite(path, 'three'));
    await file.after(() => {
      writeFileSync(`${path}.tmp`, 'four');
      renameSync(`${path}.tmp`, path);
    });
    await file.after(() => {
      rmSync(path);
    });
    file.stop();
  });

  it('is told apart from its neighbours', async () => {
    const directory = join(root, 'neighbours');
    const path = join(directory, 'phonebook.json');
    mkdirSync(directory);
    writeFileSync(path, 'one');
    const file = watched(path);
    // What comes after is told in order, so that something for the neighbour would have been told before.
    writeFileSync(`${path}.bak`, 'x');
    writeFileSync(join(directory, 'settings.json'), 'x');
    await file.after(() => atomicWrite(path, 'two'));
    expect(file.told).toBe(1);
    file.stop();
  });

  it('is watched on when its directory is replaced', async () => {
    const directory = join(root, 'moved');
    const path = join(directory, 'phonebook.json');
    mkdirSync(directory);
    writeFileSync(path, 'one');
    const file = watched(path);
    await file.after(() => {
      rmSync(directory, { recursive: true });
    });
    await file.after(() => atomicWrite(path, 'two'));
    file.stop();
  });

  it('whose directory cannot be made again is told to be gone, and nothing is thrown', async () => {
    const directory = join(root, 'lost', 'inner');
    mkdirSync(directory, { recursive: true });
    const path = join(directory, 'book.json');
    writeFileSync(path, '1');
    const watch = watched(path);
    await watch.after(() => {
      renameSync(join(root, 'lost', 'inner'), join(root, 'elsewhere'));
      rmSync(join(root, 'lost'), { recursive: true });
      writeFileSync(join(root, 'lost'), 'a file');
    });
    watch.stop();
  });

  it('is told no more once nobody wants to know', async () => {
    const path = join(root, 'stopped.json');
    const [one, other] = [watched(path), watched(path)];
    one.stop();
    await other.after(() => atomicWrite(path, 'one'));
    expect(one.told).toBe(0);
    other.stop();
  });
});
