import { describe, expect, it } from 'vitest';
import type { Sample } from './throughput.ts';
import { addSamples, ceiling, graphText, rates, rateText, seedSamples } from './throughput.ts';

const sample = (second: number, sent: number, received = 0): Sample => ({
  time: second * 1000,
  counters: { bytesSent: sent, bytesReceived: received },
});

describe('the samples of the graph', () => {
  it('take what is newer and nothing twice', () => {
    const first = addSamples([], [sample(1, 10), sample(2, 20)]);
    expect(addSamples(first, [sample(2, 20), sample(3, 30)]).map(({ time }) => time)).toEqual([
      1000, 2000, 3000,
    ]);
    expect(addSamples(first, [sample(1, 10)])).toBe(first);
  });

  it('keep two minutes', () => {
    const many = addSamples(
      [],
      Array.from({ length: 500 }, (_, second) => sample(second, second)),
    );
    expect(many).toHaveLength(122);
    expect(many.at(-1)?.time).toBe(499_000);
  });

  it('put the history before what was heard while it was asked for', () => {
    const seeded = seedSamples([sample(3, 30), sample(4, 40)], [sample(1, 10), sample(2, 20), sample(3, 30)]);
    expect(seeded.map(({ time }) => time)).toEqual([1000, 2000, 3000, 4000]);
  });
});

describe('the rates', () => {
  it('are differences by the time that passed', () => {
    expect(rates([sample(0, 0, 0), sample(1, 100, 50), sample(3, 500, 50)])).toEqual({
      times: [1, 3],
      sent: [100, 200],
      received: [50, 0],
    });
  });

  it('are nothing where counters begin anew', () => {
    expect(rates([sample(0, 900), sample(1, 10)]).sent).toEqual([0]);
  });

  it('need two readings', () => {
    expect(rates([sample(0, 10)]).times).toEqual([]);
  });
});

it.each([
  [0, 100],
  [100, 100],
  [101, 200],
  [1999, 2000],
  [2100, 5000],
  [7000, 10_000],
  [123_456, 200_000],
])('has an axis for %i up to %i', (largest, top) => {
  expect(ceiling(largest)).toBe(top);
});

it.each([
  [0, '0 bytes/s'],
  [999, '999 bytes/s'],
  [3200, '3.2 KB/s'],
  [999_600, '1.0 MB/s'],
  [250_000_000, '250 MB/s'],
])('writes %d as %s', (rate, text) => {
  expect(rateText(rate)).toBe(text);
});

it('says in words what the graph shows', () => {
  expect(graphText(rates([sample(0, 0, 0), sample(1, 4000, 0), sample(2, 4100, 60)]))).toBe(
    'Throughput of the last two minutes. Received: 60 bytes/s now, 60 bytes/s at most. ' +
      'Sent: 100 bytes/s now, 4.0 KB/s at most.',
  );
});
