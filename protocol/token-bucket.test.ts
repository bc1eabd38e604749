import { describe, expect, it } from 'vitest';
import { FakeClock } from './testing/fake-clock.ts';
import { TokenBucket } from './token-bucket.ts';

describe('token bucket', () => {
  it('gives its capacity at once, then what time brings, and never more than it holds', () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(clock, 3, 2);
    const takeAll = () => {
      let taken = 0;
      while (bucket.take()) taken += 1;
      return taken;
    };
    expect(takeAll()).toBe(3);
    clock.advance(499);
    expect(takeAll()).toBe(0);
    clock.advance(1);
    expect(takeAll()).toBe(1);
    clock.advance(3_600_000);
    expect(takeAll()).toBe(3);
  });
});
