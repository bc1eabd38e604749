/** Callers who never get anywhere: they are given up, and what was set aside for them is given back. */
import { expect, test } from 'vitest';
import { openPty } from '../native/addon/index.js';
import type { Failure } from '../protocol/failure.ts';
import { FakeClock } from '../protocol/testing/fake-clock.ts';
import { Answering } from './answer.ts';
import type { Service } from './answer-types.ts';
import { systemRandom } from './random.ts';

function service(addresses: string[]): Service {
  return {
    encryption: 'none',
    localAddress: '10.98.0.1',
    allocate: () => addresses.shift(),
    release: (address) => addresses.push(address),
    dns: [],
    nbns: [],
    ipv6: false,
    mru: 1500,
    echo: { interval: 0, failures: 0 },
    interfacePrefix: 'nas',
  };
}

function answer(addresses: string[]) {
  const clock = new FakeClock();
  let ended: (failure: Failure | undefined) => void = () => undefined;
  const end = new Promise<Failure | undefined>((resolve) => {
    ended = resolve;
  });
  let speaks: () => void = () => undefined;
  const speaking = new Promise<void>((resolve) => {
    speaks = resolve;
  });
  const call = new Answering(
    { kind: 'fd', fd: openPty().fd },
    service(addresses),
    {
      log: () => {
        speaks();
      },
      up: () => {
        throw new Error('nobody called');
      },
      ended,
    },
    { clock, random: systemRandom },
  );
  return { call, clock, end, speaking };
}

test('a line nobody speaks on is given up, its address given back, no timer left', async () => {
  const addresses = ['10.98.0.10'];
  const { clock, end, speaking } = answer(addresses);
  await speaking;
  expect(addresses).toEqual([]);
  clock.advance(31_000);
  expect(await end).toMatchObject({ number: 721 });
  expect(addresses).toEqual(['10.98.0.10']);
  expect(clock.pending).toBe(0);
});

test('hanging up before anybody spoke ends it without failure', async () => {
  const addresses = ['10.98.0.10'];
  const { call, clock, end, speaking } = answer(addresses);
  await speaking;
  call.hangUp();
  call.hangUp();
  clock.advance(2_000);
  expect(await end).toBeUndefined();
  expect(addresses).toEqual(['10.98.0.10']);
  expect(clock.pending).toBe(0);
});

test('without an address to give, a caller is not kept waiting', async () => {
  const { end } = answer([]);
  expect(await end).toMatchObject({ number: 717 });
});

test('a transport that cannot be opened is a failure, told after the call was made', async () => {
  const clock = new FakeClock();
  const failure = await new Promise<Failure | undefined>((resolve) => {
    const tty = { kind: 'tty', path: '/dev/ttyNONE', speed: 115_200, flow: 'none' } as const;
    const host = { log: () => undefined, up: () => undefined, ended: resolve };
    new Answering(tty, service(['10.98.0.10']), host, { clock, random: systemRandom });
  });
  expect(failure).toMatchObject({ number: 615 });
  expect(clock.pending).toBe(0);
});
