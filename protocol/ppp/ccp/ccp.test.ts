import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import type { EncryptionPolicy } from '../link-types.ts';
import { NegotiatorBench } from '../testing/negotiator-bench.ts';
import { Ccp } from './ccp.ts';

type Policy = Exclude<EncryptionPolicy, 'none'>;

function start(policy: Policy): { readonly ccp: Ccp; readonly bench: NegotiatorBench } {
  const clock = new FakeClock();
  const ccp: Ccp = new Ccp(policy, {
    clock,
    reply: (code, id, data) => bench.negotiator.reply(code, id, data),
    opened: () => bench.negotiator.state === 'Opened',
  });
  const bench: NegotiatorBench = new NegotiatorBench(ccp);
  bench.start();
  return { ccp, bench };
}

const policies: readonly Policy[] = ['optional', 'require', 'maximum'];

describe('CCP', () => {
  it.each(policies)('asks for stateless 128 bits and nothing else (%s)', (policy) => {
    expect(start(policy).bench.said()).toEqual(['0101000a120601000040']);
  });

  it('opens with 128 bits both ways', () => {
    const { ccp, bench } = start('require');
    bench.hear('01 01 000a 1206 01000040', '02 01 000a 1206 01000040');
    expect(bench.ups).toEqual(['up']);
    expect(ccp.agreed).toBe(128);
  });

  it.each([
    ['40 and 128 bits', '01000060'],
    ['every strength', '010000e0'],
    ['128 bits with MPPC', '01000041'],
    ['128 bits with the obsolete bit', '01000050'],
    ['stateful 128 bits', '00000040'],
    ['nothing', '00000000'],
  ])('Naks %s to stateless 128 bits where encryption is required', (_what, word) => {
    const { bench } = start('require');
    bench.said();
    bench.hear(`01 05 000a 1206 ${word}`);
    expect(bench.said()).toEqual(['0305000a120601000040']);
  });

  it.each([
    ['40', '01000020', 40],
    ['56', '01000080', 56],
  ] as const)('settles for %s bits when the peer has no more and the policy allows', (_what, word, bits) => {
    const { ccp, bench } = start('require');
    bench.hear(`01 05 000a 1206 ${word}`, `03 01 000a 1206 ${word}`);
    expect(bench.said().at(-1)).toBe(`0102000a1206${word}`);
    bench.hear(`01 06 000a 1206 ${word}`, `02 02 000a 1206 ${word}`);
    expect(bench.ups).toEqual(['up']);
    expect(ccp.agreed).toBe(bits);
  });

  it('gives up with 742 on a peer that only knows 40 bits when 128 are required', () => {
    const { bench } = start('maximum');
    for (let id = 1; id <= 6; id += 1) bench.hear(`03 0${id} 000a 1206 01000020`);
    bench.clock.advance(10_000);
    expect(bench.endings).toHaveLength(1);
    expect(bench.endings[0]).toMatchObject({
      cause: 'gave-up',
      failure: { number: 742, evidence: 'the peer offers stateless 40-bit MPPE instead' },
    });
  });

  it('gives up with 742 when a required MPPE is rejected', () => {
    const { bench } = start('require');
    bench.hear('04 01 000a 1206 01000040');
    bench.clock.advance(10_000);
    expect(bench.endings[0]).toMatchObject({ cause: 'gave-up', failure: { number: 742 } });
  });

  it('drops MPPE when it is optional and rejected', () => {
    const { ccp, bench } = start('optional');
    bench.said();
    bench.hear('04 01 000a 1206 01000040');
    expect(bench.said()).toEqual(['01020004']);
    expect(ccp.agreed).toBe(0);
  });

  it('acknowledges an empty MPPE option when encryption is optional', () => {
    const { bench } = start('optional');
    bench.said();
    bench.hear('01 05 000a 1206 00000000');
    expect(bench.said()).toEqual(['0205000a120600000000']);
  });

  it('demands MPPE from a peer that leaves it out', () => {
    const { bench } = start('require');
    bench.said();
    bench.hear('01 05 0004');
    expect(bench.said()).toEqual(['0305000a120601000040']);
  });

  it('holds the peer to the strength that was granted to us', () => {
    const { ccp, bench } = start('optional');
    bench.hear('02 01 000a 1206 01000040');
    bench.said();
    bench.hear('01 05 000a 1206 01000020', '01 06 000a 1206 01000020');
    expect(bench.said()).toEqual(['0305000a120601000040', '0306000a120601000040']);
    expect(ccp.agreed).toBe(0);
  });

  it('rejects every real compression', () => {
    const { bench } = start('optional');
    bench.said();
    bench.hear('01 05 000f 1206 01000040 1503 2f 0102');
    expect(bench.said()).toEqual(['0405000915032f0102']);
  });

  it('rejects an MPPE option of the wrong length', () => {
    const { bench } = start('require');
    bench.said();
    bench.hear('01 05 0009 1205 010000');
    expect(bench.said()).toEqual(['040500091205010000']);
  });

  it('answers one Reset-Request a second and asks for nothing', () => {
    const { bench } = start('require');
    bench.hear('01 01 000a 1206 01000040', '02 01 000a 1206 01000040');
    bench.said();
    for (let id = 0; id < 9; id += 1) bench.hear(`0e 0${id} 0004`);
    bench.hear('0f 01 0004');
    expect(bench.said()).toEqual(['0f000004']);
  });
});
