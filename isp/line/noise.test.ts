import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noise, seededRandom } from './noise.ts';

const ramp = Uint8Array.from({ length: 20_000 }, (_, index) => index & 0xff);

it('spares every byte at rate 0 and hits about as many as asked otherwise', () => {
  expect(noise({ rate: 0, seed: 1 })(ramp)).toBe(ramp);
  const hits: number[] = [];
  for (let seed = 0; seed < 20; seed += 1) {
    const random = seededRandom(seed);
    hits.push(Array.from({ length: 10_000 }, random).filter((value) => value < 0.01).length);
  }
  const mean = hits.reduce((sum, count) => sum + count, 0) / hits.length;
  expect(mean).toBeGreaterThan(80);
  expect(mean).toBeLessThan(120);
});

it('flips, drops and doubles', () => {
  const zeros = new Uint8Array(3000);
  const heard = noise({ rate: 1, seed: 3 })(zeros);
  const flipped = heard.filter((byte) => byte !== 0).length;
  expect(flipped).toBeGreaterThan(800);
  expect(flipped).toBeLessThan(1200);
  const doubled = (heard.length - flipped) / 2;
  expect(doubled).toBeGreaterThan(800);
  expect(3000 - flipped - doubled).toBeGreaterThan(800);
});

it('makes the same noise again for the same seed, however the bytes are cut', () => {
  const whole = noise({ rate: 0.01, seed: 42 })(ramp);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 10 }), (cuts) => {
      const hear = noise({ rate: 0.01, seed: 42 });
      const heard: number[] = [];
      let rest = ramp;
      for (const cut of cuts) {
        heard.push(...hear(rest.subarray(0, cut)));
        rest = rest.subarray(cut);
      }
      heard.push(...hear(rest));
      return heard.length === whole.length && heard.every((byte, index) => byte === whole[index]);
    }),
    { numRuns: 20 },
  );
  expect(noise({ rate: 0.01, seed: 43 })(ramp)).not.toEqual(whole);
});
