import { expect, it } from 'vitest';
import { FakeClock } from '../../protocol/testing/fake-clock.ts';
import { Pacer } from './pacer.ts';

function paced(speed: number) {
  const clock = new FakeClock();
  let heard = 0;
  const pacer = new Pacer(clock, speed, (bytes) => (heard += bytes.length));
  return { clock, pacer, heard: () => heard };
}

it('lets ten bits a byte through, and stops its clock when it has nothing left', () => {
  const { clock, pacer, heard } = paced(33600);
  pacer.write(new Uint8Array(3360));
  clock.advance(500);
  expect(heard()).toBeGreaterThan(1600);
  expect(heard()).toBeLessThanOrEqual(1680);
  clock.advance(520);
  expect(heard()).toBe(3360);
  expect(clock.pending).toBe(0);
});

it('earns nothing while it has nothing to send', () => {
  const { clock, pacer, heard } = paced(33600);
  pacer.write(new Uint8Array(10));
  clock.advance(60_000);
  pacer.write(new Uint8Array(3000));
  clock.advance(10);
  expect(heard()).toBeLessThan(60);
});

it('holds two seconds of bytes and loses the rest', () => {
  const { clock, pacer, heard } = paced(33600);
  for (let index = 0; index < 100; index += 1) pacer.write(new Uint8Array(1000));
  expect(pacer.lost).toBe(100_000 - 6720);
  clock.advance(3000);
  expect(heard()).toBe(6720);
});

it('sends nothing after it was stopped, even by its own reader', () => {
  const clock = new FakeClock();
  let heard = 0;
  const pacer: Pacer = new Pacer(clock, 33600, (bytes) => {
    heard += bytes.length;
    pacer.stop();
  });
  pacer.write(new Uint8Array(3000));
  clock.advance(5000);
  expect(heard).toBeLessThan(60);
  expect(clock.pending).toBe(0);
});
