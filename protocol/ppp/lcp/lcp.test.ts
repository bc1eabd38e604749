import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import type { LinkOptions } from '../link-types.ts';
import { Protocol } from '../protocol-numbers.ts';
import { answeringOptions, callingOptions, End } from '../testing/link-bench.ts';

/** A link against literal bytes: nobody at the other end but the test. */
function alone(options: LinkOptions): {
  readonly end: End;
  readonly clock: FakeClock;
  readonly magic: string;
} {
  const clock = new FakeClock();
  const end = new End(options, clock, 7);
  end.link.lowerUp();
  const first = end.sent[0]?.information ?? new Uint8Array(0);
  const text = Array.from(first, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { end, clock, magic: /0506(.{8})/.exec(text)?.[1] ?? '' };
}

/** Over GRE, with nothing to ask for but the magic number. */
const bare = callingOptions({ async: false, mru: 1500, fieldCompression: false, encryption: 'none' });

function opened(options: LinkOptions = bare): ReturnType<typeof alone> {
  const bench = alone(options);
  bench.end.hear(Protocol.lcp, '01 01 000a 0506 11223344');
  bench.end.hear(Protocol.lcp, `02 01 000a 0506 ${bench.magic}`);
  expect(bench.end.link.phase).toBe('network');
  bench.end.said();
  return bench;
}

describe('LCP', () => {
  it('asks for MRU, ACCM, magic number and compression on a line', () => {
    const { end, magic } = alone(callingOptions());
    expect(end.said()).toEqual([`c02101010018010405780206000a00000506${magic}07020802`]);
  });

  it('asks for no ACCM over GRE, and for no MRU where it is the default', () => {
    const { end, magic } = alone(bare);
    expect(end.said()).toEqual([`c0210101000a0506${magic}`]);
  });

  it('refuses callback, MRRU and link discriminator, and knows the endpoint discriminator', () => {
    const { end } = alone(bare);
    end.said();
    // What a Windows caller sends first.
    end.hear(
      Protocol.lcp,
      '01 00 0023 0104 0578 0506 11223344 0702 0802 0d03 06 1104 064e 1304 01aa 1704 0000 1202',
    );
    expect(end.said()).toEqual(['c021040000110d03061104064e170400001202']);
    end.hear(Protocol.lcp, '01 01 0016 0104 0578 0506 11223344 0702 0802 1304 01aa');
    expect(end.said()).toEqual(['c021020100160104057805061122334407020802130401aa']);
  });

  it('acknowledges ACCM and the compressions whether it asked for them or not', () => {
    const { end, magic } = alone(bare);
    end.said();
    end.hear(Protocol.lcp, '01 01 0018 0104 05b4 0206 00000000 0506 11223344 0702 0802');
    expect(end.said()).toEqual(['c02102010018010405b402060000000005061122334407020802']);
    end.hear(Protocol.lcp, `02 01 000a 0506 ${magic}`);
    expect(end.framed).toEqual([
      { accm: 0, pfc: true, acfc: true, mru: 0x5b4 },
      { accm: 0xffffffff, pfc: false, acfc: false, mru: 1500 },
    ]);
  });

  it('Naks an MRU below 128', () => {
    const { end } = alone(bare);
    end.said();
    end.hear(Protocol.lcp, '01 01 0008 0104 0010');
    expect(end.said()).toEqual(['c0210301000801040080']);
  });

  it('Naks a method it does not allow with one it does, another each time', () => {
    const options = { ...bare, calling: { ...bare.calling!, acceptable: ['mschap-v2', 'chap'] as const } };
    const { end } = alone(options);
    end.said();
    end.hear(Protocol.lcp, '01 01 0008 0304 c023');
    end.hear(Protocol.lcp, '01 02 0008 0304 c023');
    end.hear(Protocol.lcp, '01 03 0009 0305 c223 05');
    expect(end.said()).toEqual([
      'c021030100090305c22381',
      'c021030200090305c22305',
      'c021020300090305c22305',
    ]);
  });

  it('refuses to log on to whoever calls', () => {
    const { end } = alone(answeringOptions());
    end.said();
    end.hear(Protocol.lcp, '01 01 0008 0304 c023');
    expect(end.said()).toEqual(['c021040100080304c023']);
  });

  it('takes a smaller MRU, a wider ACCM and another method as the peer Naks them', () => {
    const options = answeringOptions({ fieldCompression: false });
    const { end, magic } = alone({
      ...options,
      answering: { ...options.answering!, methods: ['mschap-v2', 'chap'] },
    });
    end.said();
    end.hear(Protocol.lcp, '03 01 0013 0104 0400 0206 00000003 0305 c223 05');
    expect(end.said()).toEqual([`c02101020019010404000206000a00030305c223050506${magic}`]);
  });

  it('answers Echo-Requests only when Opened, with its own magic number', () => {
    const bench = alone(bare);
    bench.end.said();
    bench.end.hear(Protocol.lcp, '09 05 000a 11223344 cafe');
    expect(bench.end.said()).toEqual([]);
    const { end, magic } = opened();
    end.hear(Protocol.lcp, '09 05 000a 11223344 cafe');
    expect(end.said()).toEqual([`c0210a05000a${magic}cafe`]);
    end.hear(Protocol.lcp, `09 06 0008 ${magic}`);
    end.hear(Protocol.lcp, '09 07 0006 1122');
    expect(end.said()).toEqual([]);
  });

  it('swallows Discard-Request, Identification and Time-Remaining, and logs the last two', () => {
    const { end } = opened();
    end.hear(Protocol.lcp, '0b 01 0008 11223344');
    end.hear(Protocol.lcp, '0c 02 000e 11223344 4d53 4e41 1b53');
    end.hear(Protocol.lcp, '0d 03 000c 11223344 0000003c');
    expect(end.said()).toEqual([]);
    const logs = end.events.flatMap((event) => (event.type === 'log' ? [event.text] : []));
    expect(logs).toEqual(['LCP: peer identifies itself as "MSNA.S"', 'LCP: peer grants 60 more seconds']);
  });

  it('rejects protocols nobody here speaks, ten a second at most, cut to the peer’s MRU', () => {
    const { end, clock } = opened();
    end.hear(0x802b, '01 01 0004');
    expect(end.said()).toEqual(['c0210802000a802b01010004']);
    for (let index = 0; index < 100; index += 1) end.hear(0x803f, '00'.repeat(1600));
    const rejects = end.said().filter((frame) => frame.startsWith('c02108'));
    expect(rejects.length).toBe(9);
    expect(rejects[0]?.length).toBe(2 * (2 + 1500));
    clock.advance(1000);
    end.hear(0x803f, '00');
    expect(end.said().filter((frame) => frame.startsWith('c02108')).length).toBe(1);
  });

  it('rejects nothing before it is Opened', () => {
    const { end } = alone(bare);
    end.said();
    end.hear(0x802b, '01 01 0004');
    end.hear(Protocol.ipcp, '01 01 0004');
    expect(end.said()).toEqual([]);
  });

  it('stops its keepalive when the peer does not know Echo-Request', () => {
    const { end, clock } = opened(callingOptions({ ...bare, echo: { interval: 1000, failures: 5 } }));
    end.hear(Protocol.lcp, '07 09 0005 09');
    clock.advance(2_500);
    expect(end.said().filter((frame) => frame.startsWith('c02109'))).toEqual([]);
  });

  it('does not count its own Echo-Request come back as an answer', () => {
    const { end, clock, magic } = opened(callingOptions({ ...bare, echo: { interval: 1000, failures: 2 } }));
    for (let second = 0; second < 4; second += 1) {
      clock.advance(1000);
      end.hear(Protocol.lcp, `0a 0${second} 0008 ${magic}`);
    }
    clock.advance(10_000);
    expect(end.failure?.number).toBe(829);
  });

  it('ends on a Protocol-Reject of LCP itself', () => {
    const { end, clock } = opened();
    end.hear(Protocol.lcp, '08 01 0006 c021');
    clock.advance(10_000);
    expect(end.failure).toMatchObject({ number: 733, evidence: 'Protocol-Reject of LCP' });
  });

  it('tells 720 with evidence when every network protocol is rejected', () => {
    const { end, clock } = opened({ ...bare, ipv6: {} });
    end.hear(Protocol.lcp, '08 01 0006 8021');
    expect(end.down).toBeUndefined();
    end.hear(Protocol.lcp, '08 02 0006 8057');
    clock.advance(10_000);
    expect(end.failure?.number).toBe(720);
    expect(end.failure?.evidence).toContain('Protocol-Reject of IPCP');
  });

  it('tells what the peer said when it hangs up during the setup: 734', () => {
    const { end, clock } = opened();
    end.hear(Protocol.lcp, '05 09 000c 676f 2061 7761 7921');
    expect(end.said()).toEqual(['c02106090004']);
    clock.advance(3_000);
    expect(end.failure).toMatchObject({ number: 734, evidence: 'LCP Terminate-Request "go away!"' });
    expect(clock.pending).toBe(0);
  });

  it('tells 718 when the peer is heard but acknowledges nothing', () => {
    const { end, clock } = alone(bare);
    end.hear(Protocol.lcp, '01 01 000a 0506 11223344');
    clock.advance(60_000);
    expect(end.failure?.number).toBe(718);
  });

  it('tells 732 when the peer renegotiates without end', () => {
    const { end, clock } = opened();
    for (let round = 0; round < 20; round += 1) {
      const id = (16 + round).toString(16);
      end.hear(Protocol.lcp, `01 ${id} 000a 0506 11223344`);
      const request = end.said().findLast((frame) => frame.startsWith('c02101')) ?? '';
      if (request !== '') end.hear(Protocol.lcp, `02${request.slice(6)}`);
      clock.advance(1);
    }
    clock.advance(10_000);
    expect(end.failure?.number).toBe(732);
  });
});
