import { describe, expect, it } from 'vitest';
import { sampleRate, synthesize } from './synth.ts';

/** Goertzel: how strong one frequency is. */
function power(sound: Float32Array, frequency: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * frequency) / sampleRate);
  let [one, two] = [0, 0];
  for (const sample of sound) [one, two] = [sample + factor * one - two, one];
  return (one * one + two * two - factor * one * two) / sound.length ** 2;
}

describe('the samples of a sound', () => {
  it('hold both frequencies of a key, and no neighbour', () => {
    const sound = synthesize([{ kind: 'tone', frequencies: [770, 1336], seconds: 0.2 }]);
    for (const present of [770, 1336]) expect(power(sound, present)).toBeGreaterThan(0.01);
    for (const absent of [697, 852, 1209, 1477]) expect(power(sound, absent)).toBeLessThan(0.001);
  });

  it('turn the answer tone around every 450 ms', () => {
    const sound = synthesize([{ kind: 'answer', seconds: 0.9 }]);
    const half = sound.length / 2;
    expect(power(sound.subarray(0, half), 2100)).toBeGreaterThan(0.01);
    // The two halves are opposite: over the whole they cancel out.
    expect(power(sound, 2100)).toBeLessThan(0.001);
  });

  it('last as long as their segments, one after the other', () => {
    const sound = synthesize([
      { kind: 'silence', seconds: 0.25 },
      { kind: 'pulses', count: 3 },
      { kind: 'tone', frequencies: [440], seconds: 0.5 },
    ]);
    expect(sound.length / sampleRate).toBeCloseTo(1.05, 3);
    expect(sound.subarray(0, sampleRate / 4).every((sample) => sample === 0)).toBe(true);
  });

  it('stay within what a loudspeaker takes', () => {
    const sound = synthesize([
      { kind: 'click' },
      { kind: 'answer', seconds: 0.5 },
      { kind: 'menus', seconds: 0.5 },
      { kind: 'training', seconds: 2 },
    ]);
    expect(Math.max(...sound.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.max(...sound.map(Math.abs))).toBeGreaterThan(0.2);
  });

  it('are cut off where a number is nothing but pauses', () => {
    const pauses = Array.from({ length: 128 }, () => ({ kind: 'silence', seconds: 2 }) as const);
    expect(synthesize(pauses).length).toBe(60 * sampleRate);
  });
});
