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

const all = '010000e0';

describe('CCP', () => {
  it.each([
    ['optional', all],
    ['require', all],
    ['maximum', '01000040'],
  ] as const)('offers every stateless strength the policy allows and nothing else (%s)', (policy, word) => {
    expect(start(policy).bench.said()).toEqual([`0101000a1206${word}`]);
  });

  it.each([
    ['128', '01000040', 128],
    ['56', '01000080', 56],
    ['40', '01000020', 40],
  ] as const)('opens with the %s bits the peer chose, both ways', (_what, word, bits) => {
    const { ccp, bench } = start('require');
    bench.said();
    bench.hear(`01 01 000a 1206 ${word}`, `03 01 000a 1206 ${word}`);
    expect(bench.said()).toEqual([`0201000a1206${word}`, `0102000a1206${word}`]);
    bench.hear(`02 02 000a 1206 ${word}`);
    expect(bench.ups).toEqual(['up']);
    expect(ccp.agreed).toBe(bits);
  });

  it('takes the strongest strength of a Nak that names several', () => {
    const { bench } = start('require');
    bench.said();
    bench.hear('03 01 000a 1206 01000060');
    expect(bench.said()).toEqual(['0102000a120601000040']);
  });

  it.each(['optional', 'require'] as const)('acknowledges a single weak strength at once (%s)', (policy) => {
    const { ccp, bench } = start(policy);
    bench.said();
    bench.hear('01 05 000a 1206 01000020');
    expect(bench.said()).toEqual(['0205000a120601000020']);
    // Ours was lost; what is sent now is what the peer got.
    bench.clock.advance(3000);
    expect(bench.said()).toEqual(['0102000a120601000020']);
    bench.hear('02 02 000a 1206 01000020');
    expect(ccp.agreed).toBe(40);
  });

  it.each([
    ['40 and 128 bits', '01000060', '01000040'],
    ['every strength', all, '01000040'],
    ['56 and 40 bits', '010000a0', '01000080'],
    ['128 bits with MPPC', '01000041', '01000040'],
    ['128 bits with the obsolete bit', '01000050', '01000040'],
    ['stateful 128 bits', '00000040', '01000040'],
    ['stateful 40 bits', '00000020', '01000020'],
    ['nothing', '00000000', '01000040'],
  ])('Naks %s to one stateless strength', (_what, word, hint) => {
    const { bench } = start('require');
    bench.said();
    bench.hear(`01 05 000a 1206 ${word}`);
    expect(bench.said()).toEqual([`0305000a1206${hint}`]);
  });

  it.each([
    ['every strength', all, '01000040', 128],
    ['only 40 bits', '01000020', undefined, 40],
  ] as const)(
    'uses the strongest common strength when its whole set is acknowledged and the peer asks for %s',
    (_what, word, hint, bits) => {
      const { ccp, bench } = start('require');
      bench.hear(`02 01 000a 1206 ${all}`, `01 05 000a 1206 ${word}`);
      if (hint !== undefined) bench.hear(`01 06 000a 1206 ${hint}`);
      expect(bench.ups).toEqual(['up']);
      expect(ccp.agreed).toBe(bits);
      expect(ccp.lopsided).toBe(false);
    },
  );

  it('stays with the strength it let the peer have', () => {
    const { bench } = start('require');
    bench.hear('01 05 000a 1206 01000020');
    bench.said();
    bench.hear('03 01 000a 1206 01000040');
    expect(bench.said()).toEqual(['0102000a120601000020']);
  });

  it('holds the peer to the strength that was granted to us', () => {
    const { ccp, bench } = start('maximum');
    bench.hear('02 01 000a 1206 01000040');
    bench.said();
    bench.hear('01 05 000a 1206 01000020', '01 06 000a 1206 01000020');
    expect(bench.said()).toEqual(['0305000a120601000040', '0306000a120601000040']);
    expect(ccp.agreed).toBe(0);
  });

  it.each(policies)('never takes a stateful strength (%s)', (policy) => {
    const { ccp, bench } = start(policy);
    const [offer = ''] = bench.said();
    bench.hear('03 01 000a 1206 00000040');
    expect(bench.said()).toEqual([offer.replace('0101', '0102')]);
    for (let id = 2; id <= 9; id += 1) bench.hear(`03 0${id} 000a 1206 00000040`);
    bench.clock.advance(10_000);
    expect(ccp.agreed).toBe(0);
    expect(ccp.evidence).toBe('the peer offers stateful 128-bit MPPE instead');
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
    bench.hear(`04 01 000a 1206 ${all}`);
    bench.clock.advance(10_000);
    expect(bench.endings[0]).toMatchObject({ cause: 'gave-up', failure: { number: 742 } });
  });

  it('drops MPPE when it is optional and rejected', () => {
    const { ccp, bench } = start('optional');
    bench.said();
    bench.hear(`04 01 000a 1206 ${all}`);
    expect(bench.said()).toEqual(['01020004']);
    expect(ccp.agreed).toBe(0);
  });

  it('rejects MPPE from a peer that has agreed to none from us', () => {
    const { bench } = start('optional');
    bench.hear(`04 01 000a 1206 ${all}`, '02 02 0004');
    bench.said();
    bench.hear('01 05 000a 1206 01000040');
    expect(bench.said()).toEqual(['0405000a120601000040']);
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
    bench.hear('01 01 000a 1206 01000040', '02 01 000a 1206 010000e0');
    bench.said();
    for (let id = 0; id < 9; id += 1) bench.hear(`0e 0${id} 0004`);
    bench.hear('0f 01 0004');
    expect(bench.said()).toEqual(['0f000004']);
  });
});
