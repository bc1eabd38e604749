/** Sounds of a telephone line as samples: pure arithmetic at the rate a telephone line has. */
import type { Segment } from './cue.ts';

export const sampleRate = 8000;

const turn = 2 * Math.PI;
const pulseSeconds = 0.1;
const clickSeconds = 0.02;
/** Longer than any dialling that is followed to its end; a number full of pauses is not worth more memory. */
const longest = 60;

/** Noise that is the same each time (xorshift), between -1 and 1. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}

const samples = (seconds: number, at: (time: number, index: number) => number): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, index) =>
    at(index / sampleRate, index),
  );

/** In and out within five milliseconds, so that a tone does not click. */
function faded(sound: Float32Array): Float32Array {
  const ramp = Math.min(0.005 * sampleRate, sound.length / 2);
  return sound.map((value, index) => value * Math.min(1, (index + 1) / ramp, (sound.length - index) / ramp));
}

function tone(frequencies: readonly number[], seconds: number): Float32Array {
  const level = 0.5 / Math.max(1, frequencies.length);
  return faded(
    samples(seconds, (time) =>
      frequencies.reduce((sum, frequency) => sum + level * Math.sin(turn * frequency * time), 0),
    ),
  );
}

function click(): Float32Array {
  const hiss = noise(0x2545f491);
  return samples(clickSeconds, (time) => 0.7 * hiss() * Math.exp(-time * 300));
}

/** Each interruption is the relay opening and, 60 ms later, closing again. */
function pulses(count: number): Float32Array {
  const one = new Float32Array(Math.round(pulseSeconds * sampleRate));
  const tick = click();
  one.set(tick);
  one.set(
    tick.map((value) => value * 0.6),
    Math.round(0.06 * sampleRate),
  );
  return joined(Array.from({ length: count }, () => one));
}

/** V.8's ANSam: 2100 Hz, its amplitude swaying at 15 Hz, its phase reversed every 450 ms. */
const answer = (seconds: number): Float32Array =>
  faded(
    samples(seconds, (time) => {
      const reversed = Math.floor(time / 0.45) % 2 === 1;
      const sway = 1 + 0.2 * Math.sin(turn * 15 * time);
      return (reversed ? -0.35 : 0.35) * sway * Math.sin(turn * 2100 * time);
    }),
  );

/** V.21's two channels at once, 300 bit/s of whatever: frequency-shift keying with continuous phase. */
function menus(seconds: number): Float32Array {
  const bits = noise(0x1b873593);
  const channels = [
    { low: 980, high: 1180, phase: 0 },
    { low: 1650, high: 1850, phase: 0 },
  ];
  let chosen: number[] = [];
  return faded(
    samples(seconds, (_, index) => {
      if (index % Math.round(sampleRate / 300) === 0)
        chosen = channels.map(({ low, high }) => (bits() > 0 ? low : high));
      return channels.reduce((sum, channel, number) => {
        channel.phase += (turn * (chosen[number] ?? channel.low)) / sampleRate;
        return sum + 0.22 * Math.sin(channel.phase);
      }, 0);
    }),
  );
}

/** V.34's probing signal, a comb of 150 Hz steps with its well-known gaps, each with its own phase. */
const probing = Array.from({ length: 25 }, (_, index) => (index + 1) * 150).filter(
  (frequency) => ![900, 1200, 1800, 2400].includes(frequency),
);

function training(seconds: number): Float32Array {
  const hiss = noise(0x6a09e667);
  const comb = seconds * 0.3;
  let [low, high] = [0, 0];
  return faded(
    samples(seconds, (time) => {
      if (time < comb)
        return probing.reduce(
          (sum, frequency) => sum + 0.045 * Math.cos(turn * frequency * time + frequency * frequency),
          0,
        );
      // White noise through one pole each side: the band a telephone line lets through.
      const white = hiss();
      high += 0.85 * (white - high);
      low += 0.2 * (high - low);
      return 0.6 * (high - low);
    }),
  );
}

function render(segment: Segment): Float32Array {
  switch (segment.kind) {
    case 'click':
      return click();
    case 'silence':
      return samples(segment.seconds, () => 0);
    case 'tone':
      return tone(segment.frequencies, segment.seconds);
    case 'pulses':
      return pulses(segment.count);
    case 'answer':
      return answer(segment.seconds);
    case 'menus':
      return menus(segment.seconds);
    case 'training':
      return training(segment.seconds);
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The segments one after the other, cut off after a minute. */
export const synthesize = (segments: readonly Segment[]): Float32Array =>
  joined(segments.map(render)).subarray(0, longest * sampleRate);
