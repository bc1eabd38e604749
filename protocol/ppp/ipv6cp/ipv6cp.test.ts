import { describe, expect, it } from 'vitest';
import { hex, unhex } from '../../bytes.ts';
import { NegotiatorBench } from '../testing/negotiator-bench.ts';
import { Ipv6cp } from './ipv6cp.ts';

const ours = unhex('00 11 22 33 44 55 66 77');
const ascending = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, at) => at + 0xa2);

function start(id: Uint8Array | undefined = ours) {
  const ipv6cp = new Ipv6cp(id, ascending);
  return { ipv6cp, bench: new NegotiatorBench(ipv6cp).start() };
}

describe('IPV6CP', () => {
  it('agrees on one identifier for each end', () => {
    const { ipv6cp, bench } = start();
    expect(bench.said()).toEqual(['0101000e010a0011223344556677']);
    bench.hear('01 01 000e 010a 0000000000000001', '02 01 000e 010a 0011223344556677');
    expect(bench.ups).toEqual(['up']);
    expect(hex(ipv6cp.agreed!.local)).toBe('0011223344556677');
    expect(hex(ipv6cp.agreed!.remote)).toBe('0000000000000001');
  });

  it('takes a random identifier with the universal bit clear where none is set', () => {
    const { bench } = start(new Uint8Array(8));
    expect(bench.said()).toEqual(['0101000e010aa0a3a4a5a6a7a8a9']);
  });

  it.each([
    ['none', '0000000000000000'],
    ['the same as ours', '0011223344556677'],
  ])('suggests another identifier to a peer that has %s', (_what, id) => {
    const { bench } = start();
    bench.said();
    bench.hear(`01 01 000e 010a ${id}`, `01 02 000e 010a ${id}`);
    expect(bench.said()).toEqual(['0301000e010aa0a3a4a5a6a7a8a9', '0302000e010aa0a3a4a5a6a7a8a9']);
  });

  it('suggests something else than ours even when randomness repeats itself', () => {
    const { bench } = start(new Uint8Array(8));
    bench.said();
    bench.hear('01 01 000e 010a 0000000000000000');
    expect(bench.said()).toEqual(['0301000e010aa0a3a4a5a6a7a8fc']);
  });

  it('takes the identifier the peer suggests', () => {
    const { bench } = start();
    bench.said();
    bench.hear('03 01 000e 010a 00000000000000aa');
    expect(bench.said()).toEqual(['0102000e010a00000000000000aa']);
  });

  it('rejects IPv6 header compression', () => {
    const { bench } = start();
    bench.said();
    bench.hear('01 01 0012 010a 0000000000000001 0204 004f');
    expect(bench.said()).toEqual(['040100080204004f']);
  });

  it('appends an identifier for a peer without one, and gives up when that does not help', () => {
    const { bench } = start();
    bench.said();
    for (let id = 1; id <= 6; id += 1) bench.hear(`01 0${id} 0004`);
    expect(bench.said().slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((id) => `030${id}000e010aa0a3a4a5a6a7a8a9`));
    bench.clock.advance(10_000);
    expect(bench.endings[0]).toMatchObject({ cause: 'gave-up', failure: { number: 733 } });
  });

  it('gives up when its identifier is rejected', () => {
    const { bench } = start();
    bench.hear('04 01 000e 010a 0011223344556677');
    bench.clock.advance(10_000);
    expect(bench.endings[0]).toMatchObject({ cause: 'gave-up', failure: { number: 733 } });
  });
});
