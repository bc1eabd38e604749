import { expect, it } from 'vitest';
import { FakeClock } from './fake-clock.ts';

it('runs timers in the order they fall due, and those they start', () => {
  const clock = new FakeClock();
  const seen: string[] = [];
  clock.after(20, () => seen.push(`b${clock.now()}`));
  clock.after(10, () => {
    seen.push(`a${clock.now()}`);
    clock.after(5, () => seen.push(`c${clock.now()}`));
  });
  clock.after(20, () => seen.push(`d${clock.now()}`));
  const cancel = clock.after(12, () => seen.push('never'));
  cancel();
  clock.advance(20);
  expect(seen).toEqual(['a10', 'c15', 'b20', 'd20']);
  expect(clock.now()).toBe(20);
  expect(clock.pending).toBe(0);
});

it('leaves later timers waiting', () => {
  const clock = new FakeClock();
  clock.after(10, () => undefined);
  clock.advance(9);
  expect(clock.pending).toBe(1);
});
