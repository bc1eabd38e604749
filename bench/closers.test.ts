import { expect, test } from 'vitest';
import { closeAll, type Closers, withClosers } from './closers.ts';

test('what was opened last is closed first, also when the work fails', async () => {
  const order: string[] = [];
  const work = withClosers((closers) => {
    closers.add(() => order.push('first'));
    closers.add(() => order.push('second'));
    return Promise.reject(new Error('no luck'));
  });
  await expect(work).rejects.toThrow('no luck');
  expect(order).toEqual(['second', 'first']);
});

test('one that cannot be closed does not keep the others open', async () => {
  let closed = false;
  const work = withClosers((closers) => {
    closers.add(() => (closed = true));
    closers.add(() => Promise.reject(new Error('stuck')));
    return Promise.resolve();
  });
  await expect(work).rejects.toThrow('not everything');
  expect(closed).toBe(true);
});

test('closeAll closes what work in progress has opened, once', async () => {
  let closed = 0;
  let finish: () => void = () => undefined;
  let late: Closers | undefined;
  const work = withClosers(async (closers) => {
    late = closers;
    closers.add(() => (closed += 1));
    await new Promise<void>((resolve) => (finish = resolve));
  });
  await closeAll();
  expect(closed).toBe(1);
  late?.add(() => (closed += 1)); // what is opened too late does not stay open either
  expect(closed).toBe(2);
  finish();
  await work;
  expect(closed).toBe(2);
});
