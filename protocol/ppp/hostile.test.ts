import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex } from '../bytes.ts';
import { Protocol } from './protocol-numbers.ts';
import { answeringOptions, callingOptions, End, seeded, wire } from './testing/link-bench.ts';
import type { Frame, Pair } from './testing/link-bench.ts';
import { describePacket, redactPacket } from './describe.ts';
import type { LinkOptions, LinkPhase } from './link-types.ts';
import { FakeClock } from '../testing/fake-clock.ts';

const protocols = [...Object.values(Protocol), 0, 1, 0xffff];
/** Noise, and noise that looks like a control packet with plausible options. */
const frames: fc.Arbitrary<Frame> = fc.record({
  protocol: fc.constantFrom(...protocols),
  information: fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .record({
        code: fc.nat(17),
        id: fc.nat(5),
        options: fc.array(
          fc.tuple(
            fc.constantFrom(1, 2, 3, 5, 7, 8, 13, 17, 18, 19, 129, 130, 131, 132, 200),
            fc.uint8Array({ maxLength: 10 }),
          ),
          { maxLength: 6 },
        ),
      })
      .map(({ code, id, options }) => {
        const data = options.flatMap(([type, value]) => [type, value.length + 2, ...value]);
        return Uint8Array.of(code, id, 0, data.length + 4, ...data);
      }),
  ),
});

/** Ends that have got as far as the phase, on a wire that has just been cut. */
function reach(phase: LinkPhase): Pair {
  let cut = false;
  const both: Partial<LinkOptions> = { ipv6: {} };
  const pair = wire(callingOptions(both), answeringOptions(both), () => (cut ? [] : [5]));
  for (let waited = 0; waited < 2000 && pair.calling.link.phase !== phase; waited += 1) {
    if (phase === 'terminate' && pair.calling.link.phase === 'opened') {
      cut = true;
      pair.calling.link.close();
    } else pair.clock.advance(1);
  }
  expect(pair.calling.link.phase).toBe(phase);
  cut = true;
  return pair;
}

describe('random frames', () => {
  for (const phase of ['establish', 'authenticate', 'network', 'opened', 'terminate'] as const) {
    it(`in phase ${phase} never throw, and never make an end talkative`, () => {
      fc.assert(
        fc.property(fc.array(frames, { maxLength: 40 }), (script) => {
          const { clock, calling, answering } = reach(phase);
          for (const end of [calling, answering]) {
            for (const frame of script) {
              end.sent.length = 0;
              end.link.receive(frame.protocol, frame.information);
              expect(end.sent.length).toBeLessThanOrEqual(8);
              for (const { information } of end.sent) expect(information.length).toBeLessThanOrEqual(1500);
            }
          }
          for (const end of [calling, answering]) end.sent.length = 0;
          // Nobody answers any more: both ends are down in bounded time, and leave no timer behind.
          clock.advance(300_000);
          for (const end of [calling, answering]) {
            expect(end.link.phase).toBe('dead');
            expect(end.events.at(-1)?.type).toBe('down');
            expect(end.count('down')).toBe(1);
            expect(end.sent.length).toBeLessThanOrEqual(150);
          }
          expect(clock.pending).toBe(0);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('are described and redacted without throwing, in bounded length', () => {
    fc.assert(
      fc.property(frames, ({ protocol, information }) => {
        expect(describePacket(protocol, information).length).toBeLessThanOrEqual(2000);
        expect(redactPacket(protocol, information).length).toBe(information.length);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('storms', () => {
  it('of Naks are bounded and end with 732', () => {
    const clock = new FakeClock();
    const end = new End(callingOptions(), clock, 3);
    const { next } = seeded(4);
    let naks = 0;
    end.deliver = ({ protocol, information }) => {
      if (protocol !== Protocol.lcp || information[0] !== 1) return;
      naks += 1;
      const mru = 200 + Math.floor(next() * 1000);
      const nak = Uint8Array.of(3, information[1] ?? 0, 0, 8, 1, 4, mru >>> 8, mru & 0xff);
      clock.after(1, () => end.link.receive(Protocol.lcp, nak));
    };
    end.link.lowerUp();
    clock.advance(60_000);
    expect(end.failure?.number).toBe(732);
    expect(naks).toBeLessThan(30);
  });

  it('of challenges are not all worth an answer, before and after the logon', () => {
    const pair = wire(callingOptions(), answeringOptions());
    pair.clock.advance(5_000);
    const { calling } = pair;
    calling.said();
    const challenge = (serial: number): void => {
      const value = hex(Uint8Array.from({ length: 16 }, () => serial & 0xff));
      calling.hear(Protocol.chap, `01 ${hex(Uint8Array.of(serial))} 0015 10 ${value}`);
    };
    for (let serial = 0; serial < 1_000; serial += 1) challenge(serial);
    expect(calling.said().length).toBeLessThanOrEqual(64);
    expect(calling.events.filter((event) => event.type === 'log').length).toBeLessThan(10);
    // A peer that behaves is answered again.
    pair.clock.advance(1_000);
    calling.said();
    challenge(7);
    expect(calling.said()).toHaveLength(1);
  });

  it('of CCP Configure-Requests leave the link encrypted or dead, never in clear', () => {
    const pair = wire(callingOptions({ encryption: 'require' }), answeringOptions({ encryption: 'require' }));
    pair.clock.advance(5_000);
    expect(pair.calling.agreement?.encryptionBits).toBe(128);
    for (let id = 100; id < 160; id += 1) {
      pair.calling.link.receive(Protocol.ccp, Uint8Array.of(1, id, 0, 4));
      pair.clock.advance(10);
    }
    pair.clock.advance(60_000);
    expect(pair.calling.keys).not.toContain(undefined);
    for (const event of pair.calling.events) {
      if (event.type === 'up') expect(event.agreement.encryptionBits).toBe(128);
    }
  });
});

describe('encryption once agreed', () => {
  const dial = (encryption: 'optional' | 'require'): Pair => {
    const pair = wire(callingOptions({ encryption }), answeringOptions({ encryption }));
    pair.clock.advance(5_000);
    expect(pair.calling.agreement?.encryptionBits).toBe(128);
    return pair;
  };

  for (const policy of ['optional', 'require'] as const) {
    it.each([
      ['a CCP Terminate-Request', Protocol.ccp, Uint8Array.of(5, 99, 0, 4)],
      ['a Protocol-Reject of CCP', Protocol.lcp, Uint8Array.of(8, 99, 0, 6, 0x80, 0xfd)],
      ['a CCP Code-Reject', Protocol.ccp, Uint8Array.of(7, 99, 0, 8, 1, 1, 0, 4)],
    ])(`is never given up for %s: 742 (${policy})`, (_what, protocol, information) => {
      const pair = dial(policy);
      pair.calling.link.receive(protocol, information);
      expect(pair.calling.events.some(({ type }) => type === 'suspended')).toBe(true);
      pair.clock.advance(20_000);
      expect(pair.calling.failure?.number).toBe(742);
      expect(pair.calling.count('up')).toBe(1);
      expect(pair.calling.keys).not.toContain(undefined);
    });
  }

  it('is not undone by a Protocol-Reject that quotes a decrypted packet in clear', () => {
    const pair = dial('require');
    pair.calling.said();

    pair.calling.hear(Protocol.ipx, 'deadbeefdeadbeef');
    pair.calling.hear(Protocol.ipxcp, '01 01 0004');
    const [bare, full] = pair.calling.said();
    expect(bare).toMatch(/^c02108..0006002b$/);
    expect(full).toMatch(/^c02108..000a802b01010004$/);
  });

  it('is acknowledged again when the peer repeats its request under another number', () => {
    const pair = dial('require');
    pair.calling.said();
    pair.calling.hear(Protocol.ccp, '01 63 000a 1206 01000040');
    // The request first: a peer that has lost everything needs both, and one that has opened takes the request for new.
    expect(pair.calling.said()).toEqual(['80fd0102000a120601000040', '80fd0263000a120601000040']);
    pair.calling.hear(Protocol.ccp, '01 63 000a 1206 01000040');
    expect(pair.calling.said()).toEqual(['80fd0263000a120601000040']);
    expect(pair.calling.count('suspended')).toBe(0);
    expect(pair.calling.keys.length).toBe(1);
  });

  it('is negotiated anew as long as no data has been encrypted', () => {
    const pair = wire(
      callingOptions({ encryption: 'require' }),
      answeringOptions({ encryption: 'require' }),
      // IPCP never gets through the first two seconds.
      ({ protocol }) => (protocol === Protocol.ipcp && pair.clock.now() < 2_000 ? [] : [5]),
    );
    pair.clock.advance(1_000);
    expect(pair.calling.keys.length).toBe(1);
    pair.calling.hear(Protocol.ccp, '01 63 000a 1206 010000e0');
    pair.clock.advance(10_000);
    expect(pair.calling.agreement?.encryptionBits).toBe(128);
    expect(pair.calling.count('suspended')).toBe(0);
    expect(pair.answering.link.phase).toBe('opened');
  });

  it.each([
    ['another strength', '120601000020'],
    ['all strengths', '1206010000e0'],
    ['none', ''],
  ])('is not negotiated anew with the same keys: 742 (%s)', (_what, options) => {
    const pair = dial('optional');
    pair.calling.said();
    const length = (4 + options.length / 2).toString(16).padStart(4, '0');
    pair.calling.hear(Protocol.ccp, `01 63 ${length} ${options}`);
    expect(pair.calling.count('suspended')).toBe(1);
    // A Terminate-Request of LCP, and not another word of CCP.
    expect(pair.calling.said().map((frame) => frame.slice(0, 6))).toEqual(['c02105']);
    pair.clock.advance(10_000);
    expect(pair.calling.failure?.number).toBe(742);
    expect(pair.calling.keys.length).toBe(1);
    expect(pair.clock.pending).toBe(0);
  });

  it('ends the link with 768 when the keys turn out to differ', () => {
    const pair = dial('require');
    pair.calling.link.keyMismatch('inner protocols 3b, 63, c88');
    pair.clock.advance(10_000);
    expect(pair.calling.failure).toMatchObject({ number: 768, evidence: 'inner protocols 3b, 63, c88' });
  });
});

it('a peer that hangs up over the strength of encryption is reported as 742, with what it asked for', () => {
  const pair = wire(
    callingOptions({ encryption: 'maximum' }),
    answeringOptions({ encryption: 'require' }),
    ({ protocol }) => (protocol === Protocol.ccp ? [] : [5]),
  );
  pair.clock.advance(1_000);
  pair.calling.hear(Protocol.ccp, '01 01 000a 1206 01000020');
  pair.calling.hear(Protocol.lcp, '05 63 0008 4d505045');
  pair.clock.advance(10_000);
  expect(pair.calling.failure).toMatchObject({
    number: 742,
    evidence: 'the peer asks for stateless 40-bit MPPE; LCP Terminate-Request "MPPE"',
  });
});

it('a peer that drops the line while it argues about encryption is reported as 742', () => {
  const pair = wire(
    callingOptions({ encryption: 'maximum' }),
    answeringOptions({ encryption: 'require' }),
    ({ protocol }) => (protocol === Protocol.ccp ? [] : [5]),
  );
  pair.clock.advance(1_000);
  pair.calling.hear(Protocol.ccp, '01 01 000a 1206 01000020');
  pair.calling.link.lowerDown({ number: 629, cause: 'Gone.', evidence: 'PPTP Call-Disconnect-Notify' });
  expect(pair.calling.failure).toMatchObject({
    number: 742,
    evidence: 'the peer asks for stateless 40-bit MPPE; PPTP Call-Disconnect-Notify',
  });
});

it('a line that drops before a word was said of encryption is just that', () => {
  const pair = wire(callingOptions({ encryption: 'maximum' }), answeringOptions(), ({ protocol }) =>
    protocol === Protocol.ccp ? [] : [5],
  );
  pair.clock.advance(1_000);
  pair.calling.link.lowerDown();
  expect(pair.calling.failure?.number).toBe(629);
});

describe('a peer that offers compression to a connection without encryption', () => {
  const hangUpAfter = (offer: string): number | undefined => {
    const pair = wire(
      callingOptions({ encryption: 'none' }),
      answeringOptions({ encryption: 'none' }),
      (frame) => (frame.protocol === Protocol.ipcp ? [] : [5]),
    );
    pair.clock.advance(1_000);
    pair.calling.hear(Protocol.ccp, offer);
    pair.calling.hear(Protocol.lcp, '05 63 0004');
    pair.clock.advance(10_000);
    return pair.calling.failure?.number;
  };

  it('is not taken to have hung up over encryption', () => {
    expect(hangUpAfter('01 01 0008 1a04 7800')).toBe(734);
    expect(hangUpAfter('01 01 000a 1206 00000001')).toBe(734);
  });

  it('is, when it asked for encryption', () => {
    expect(hangUpAfter('01 01 000a 1206 01000040')).toBe(743);
  });
});

describe('IPV6CP', () => {
  it('going away leaves IPv4 untouched', () => {
    const pair = wire(callingOptions({ ipv6: {} }), answeringOptions({ ipv6: {} }));
    pair.clock.advance(5_000);
    expect(pair.calling.agreement?.ipv6).toBeDefined();
    pair.calling.link.receive(Protocol.ipv6cp, Uint8Array.of(5, 99, 0, 4));
    pair.clock.advance(30_000);
    expect(pair.calling.link.phase).toBe('opened');
    expect(pair.calling.count('suspended')).toBe(0);
    expect(pair.calling.agreement?.ipv4).toBeDefined();
  });

  it('pending while IPCP comes and goes keeps no more than one timer', () => {
    const ipv4 = { local: '10.0.0.2', remote: '0.0.0.0', requestNameServers: false };
    const pair = wire(callingOptions({ ipv4, ipv6: {} }), answeringOptions(), ({ protocol, information }) =>
      protocol === Protocol.ipv6cp || (protocol === Protocol.lcp && information[0] === 8) ? [] : [5],
    );
    pair.clock.advance(1_000);
    const { calling } = pair;
    calling.deliver = () => undefined;
    calling.said();
    for (let id = 16; id < 116; id += 1) {
      calling.hear(Protocol.ipcp, `01 ${hex(Uint8Array.of(id))} 000a 0306 0a0000${hex(Uint8Array.of(id))}`);
      const request = calling.said().find((frame) => frame.startsWith('802101'));
      calling.hear(Protocol.ipcp, `02${request!.slice(6)}`);
    }
    expect(pair.clock.pending).toBeLessThan(10);
  });

  it('ignored by the peer holds IPv4 up for one restart period only', () => {
    const pair = wire(callingOptions({ ipv6: {} }), answeringOptions(), (frame) =>
      frame.protocol === Protocol.ipv6cp || (frame.protocol === Protocol.lcp && frame.information[0] === 8)
        ? []
        : [5],
    );
    pair.clock.advance(3_500);
    expect(pair.calling.link.phase).toBe('opened');
  });
});

describe('a Network-Control-Protocol that comes before CCP is done', () => {
  it('is kept and answered as soon as it may be', () => {
    const clock = new FakeClock();
    const end = new End(callingOptions({ encryption: 'none' }), clock, 9);
    end.link.lowerUp();
    const request = end.sent[0]!.information;
    end.link.receive(Protocol.lcp, Uint8Array.of(1, 1, 0, 8, 3, 4, 0xc0, 0x23));
    end.link.receive(Protocol.lcp, Uint8Array.of(2, ...request.subarray(1)));
    expect(end.link.phase).toBe('authenticate');
    end.hear(Protocol.ipcp, '01 44 000a 0306 0a000001');
    const logon = end.sent.findLast(({ protocol }) => protocol === Protocol.pap)!;
    end.said();
    // PAP Authenticate-Ack.
    end.link.receive(Protocol.pap, Uint8Array.of(2, logon.information[1]!, 0, 5, 0));
    expect(end.said()).toContain('80210244000a03060a000001');
  });
});
