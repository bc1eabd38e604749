import { describe, expect, it } from 'vitest';
import type { Ipv4Options } from '../link-types.ts';
import { NegotiatorBench } from '../testing/negotiator-bench.ts';
import { addressBytes, isHostAddress } from './address.ts';
import { Ipcp } from './ipcp.ts';

const asking: Ipv4Options = { local: '0.0.0.0', remote: '0.0.0.0', requestNameServers: true };
const plain: Ipv4Options = { ...asking, requestNameServers: false };
const giving: Ipv4Options = {
  local: '10.0.0.1',
  remote: '10.0.0.2',
  requestNameServers: false,
  nameServers: { dns: ['10.0.0.53'], nbns: ['10.0.0.42'] },
};

function start(options: Ipv4Options, role: 'calling' | 'answering') {
  const ipcp = new Ipcp(options, role);
  return { ipcp, bench: new NegotiatorBench(ipcp).start() };
}

describe('IPCP of a caller', () => {
  it('asks for an address and four name servers, takes what the peer Naks, drops what it rejects', () => {
    const { ipcp, bench } = start(asking, 'calling');
    expect(bench.said()).toEqual([
      '010100220306000000008106000000008206000000008306000000008406' + '00000000',
    ]);
    bench.hear('04 01 0010 8206 00000000 8406 00000000');
    expect(bench.said()).toEqual(['01020016030600000000810600000000830600000000']);
    bench.hear('03 02 0016 0306 0a000002 8106 0a000035 8306 0a000036');
    expect(bench.said()).toEqual(['0103001603060a00000281060a00003583060a000036']);
    bench.hear('01 01 000a 0306 0a000001', '02 03 0016 0306 0a000002 8106 0a000035 8306 0a000036');
    expect(bench.ups).toEqual(['up']);
    expect(ipcp.agreed).toEqual({
      local: '10.0.0.2',
      remote: '10.0.0.1',
      dns: ['10.0.0.53', '10.0.0.54'],
      nbns: [],
    });
  });

  it('rejects Van Jacobson compression and never acknowledges 0.0.0.0', () => {
    const { bench } = start(plain, 'calling');
    bench.said();
    bench.hear('01 01 0010 0206 002d0f01 0306 0a000001', '01 02 000a 0306 00000000');
    expect(bench.said()).toEqual(['0401000a0206002d0f01', '0402000a030600000000']);
  });

  it('gets on with a peer that has no address of its own', () => {
    const { ipcp, bench } = start(plain, 'calling');
    bench.hear('03 01 000a 0306 0a000002', '01 01 0004', '02 02 000a 0306 0a000002');
    expect(bench.ups).toEqual(['up']);
    expect(isHostAddress(ipcp.agreed.remote)).toBe(true);
  });

  it.each([
    ['rejects the request for one', '04 01 000a 0306 00000000'],
    ['acknowledges 0.0.0.0', '02 01 000a 0306 00000000'],
  ])('ends with 738 when the peer %s', (_what, literal) => {
    const { bench } = start(plain, 'calling');
    bench.hear('01 01 000a 0306 0a000001', literal);
    bench.clock.advance(10_000);
    expect(bench.ups).toEqual([]);
    expect(bench.endings[0]).toMatchObject({ cause: 'gave-up', failure: { number: 738 } });
  });

  it('does not take a loopback or multicast address', () => {
    const { bench } = start(plain, 'calling');
    bench.said();
    bench.hear('03 01 000a 0306 7f000001', '03 02 000a 0306 e0000001');
    for (const packet of bench.said()) expect(packet).toMatch(/030600000000$/);
  });

  it.each([
    ['Naks', '03 01 000a 0306 0a000009'],
    ['rejects', '04 01 000a 0306 0a000007'],
  ])('ends with 735 when the peer %s the address it must have', (_what, literal) => {
    const { bench } = start({ ...plain, local: '10.0.0.7' }, 'calling');
    bench.hear(literal);
    bench.clock.advance(10_000);
    expect(bench.endings[0]).toMatchObject({ cause: 'gave-up', failure: { number: 735 } });
  });
});

describe('IPCP of the answering side', () => {
  it('gives out an address and name servers', () => {
    const { ipcp, bench } = start(giving, 'answering');
    expect(bench.said()).toEqual(['0101000a03060a000001']);
    bench.hear('01 01 0016 0306 00000000 8106 00000000 8206 00000000');
    expect(bench.said()).toEqual(['0301001603060a00000281060a00003582060a00002a']);
    bench.hear('01 02 0016 0306 0a000002 8106 0a000035 8206 0a00002a', '02 01 000a 0306 0a000001');
    expect(bench.said()).toEqual(['0202001603060a00000281060a00003582060a00002a']);
    expect(bench.ups).toEqual(['up']);
    expect(ipcp.agreed).toMatchObject({ local: '10.0.0.1', remote: '10.0.0.2' });
  });

  it('rejects name servers it does not have', () => {
    const { bench } = start(giving, 'answering');
    bench.said();
    bench.hear('01 01 0010 0306 0a000002 8306 00000000');
    expect(bench.said()).toEqual(['0401000a830600000000']);
  });

  it('appends an address for a caller that asks for none', () => {
    const { bench } = start(giving, 'answering');
    bench.said();
    bench.hear('01 01 0004');
    expect(bench.said()).toEqual(['0301000a03060a000002']);
  });

  it('does not give in to a caller that insists on another address', () => {
    const { bench } = start(giving, 'answering');
    bench.said();
    for (let id = 1; id <= 6; id += 1) bench.hear(`01 0${id} 000a 0306 0a000063`);
    expect(bench.said().map((packet) => packet.slice(0, 2))).toEqual(['03', '03', '03', '03', '03', '04']);
  });

  it('keeps its own address whatever the caller says', () => {
    const { bench } = start(giving, 'answering');
    bench.said();
    bench.hear('03 01 000a 0306 0a000099');
    expect(bench.said()).toEqual(['0102000a03060a000001']);
  });
});

it('refuses what is no IPv4 address', () => {
  expect(() => addressBytes('10.0.0')).toThrow(RangeError);
  expect(() => addressBytes('10.0.0.256')).toThrow(RangeError);
});
