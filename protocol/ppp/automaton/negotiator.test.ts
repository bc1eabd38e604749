import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex, u16, u16Bytes } from '../../bytes.ts';
import type { Option } from '../options.ts';
import { NegotiatorBench } from '../testing/negotiator-bench.ts';
import { ack, nak, reject } from './negotiable.ts';
import type { Negotiable, Verdict } from './negotiable.ts';

/** A protocol with one option 1 of two bytes: even values are fine, odd ones are Naked, others are rejected. */
class Toy implements Negotiable {
  readonly name = 'TOY';
  value: number | undefined = 10;
  demand = false;
  resets = 0;
  log: string[] = [];

  reset(): void {
    this.resets += 1;
    this.value = 10;
  }
  wanted(): readonly Option[] {
    return this.value === undefined ? [] : [{ type: 1, data: u16Bytes(this.value) }];
  }
  naked(hints: readonly Option[]): void {
    for (const { type, data } of hints) if (type === 1) this.value = u16(data, 0);
  }
  rejected(): void {
    this.value = undefined;
  }
  judge({ type, data }: Option): Verdict {
    if (type !== 1 || data.length !== 2) return reject;
    return u16(data, 0) % 2 === 0 ? ack : nak({ type: 1, data: u16Bytes(2) });
  }
  demanded(present: ReadonlySet<number>): readonly Option[] {
    return this.demand && !present.has(1) ? [{ type: 1, data: u16Bytes(4) }] : [];
  }
  granted(options: readonly Option[]): void {
    this.log.push(`granted ${options.length}`);
  }
  peerGranted(options: readonly Option[]): void {
    this.log.push(`peer granted ${options.map(({ data }) => hex(data)).join()}`);
  }
  hopeless(): undefined {
    return undefined;
  }
}

function opened(toy = new Toy()): NegotiatorBench {
  const bench = new NegotiatorBench(toy).start().hear('02 01 0008 0104000a', '01 31 0008 01040008');
  expect(bench.negotiator.state).toBe('Opened');
  bench.said();
  return bench;
}

it('does not go on for ever with a peer that acknowledges and never asks', () => {
  const bench = new NegotiatorBench(new Toy()).start();
  for (let sent = 0; sent < 100 && bench.endings.length === 0; sent += 1) {
    for (const packet of bench.said()) {
      if (packet.startsWith('01')) bench.hear(`02${packet.slice(2)}`);
    }
    bench.clock.advance(3_000);
  }
  expect(bench.endings).toMatchObject([{ cause: 'not-converging' }]);
  expect(bench.clock.pending).toBe(0);
});

describe('a negotiation', () => {
  it('opens when both requests are acknowledged', () => {
    const toy = new Toy();
    const bench = new NegotiatorBench(toy).start();
    expect(bench.said()).toEqual(['010100080104000a']);
    bench.hear('01 31 0008 01040008');
    expect(bench.said()).toEqual(['0231000801040008']);
    bench.hear('02 01 0008 0104000a');
    expect(bench.ups).toEqual(['up']);
    expect(toy.log).toEqual(['peer granted 0008', 'granted 1']);
    expect(bench.clock.pending).toBe(0);
  });

  it('repeats its request every three seconds with the same id, ten times in all, then finishes', () => {
    const bench = new NegotiatorBench(new Toy()).start();
    bench.clock.advance(29_999);
    expect(bench.said()).toEqual(Array<string>(10).fill('010100080104000a'));
    bench.clock.advance(1);
    expect(bench.endings).toEqual([{ cause: 'timeout', heard: false }]);
    expect(bench.clock.pending).toBe(0);
  });

  it('takes a late Ack of an earlier copy', () => {
    const bench = new NegotiatorBench(new Toy()).start();
    bench.clock.advance(7_000);
    bench.hear('02 01 0008 0104000a');
    expect(bench.negotiator.state).toBe('Ack-Rcvd');
  });

  it('asks again with the value the peer Naks to, under a new id', () => {
    const bench = new NegotiatorBench(new Toy()).start();
    bench.said();
    bench.hear('03 01 0008 01040014');
    expect(bench.said()).toEqual(['0102000801040014']);
  });

  it('asks again without the option the peer rejects', () => {
    const bench = new NegotiatorBench(new Toy()).start();
    bench.said();
    bench.hear('04 01 0008 0104000a');
    expect(bench.said()).toEqual(['01020004']);
  });

  it.each([
    ['an Ack with another id', '02 02 0008 0104000a'],
    ['an Ack of something else', '02 01 0008 0104000b'],
    ['an empty Nak', '03 01 0004'],
    ['an empty Reject', '04 01 0004'],
    ['a Reject of what was not asked', '04 01 0008 0104000b'],
    ['a Nak with an impossible option', '03 01 0008 01050014'],
  ])('is not moved by %s', (_what, literal) => {
    const bench = new NegotiatorBench(new Toy()).start();
    bench.said();
    bench.hear(literal);
    expect(bench.negotiator.state).toBe('Req-Sent');
    expect(bench.said()).toEqual([]);
    expect(bench.logs.length).toBe(1);
  });

  it('takes each answer once', () => {
    const bench = new NegotiatorBench(new Toy()).start().hear('02 01 0008 0104000a');
    bench.said();
    bench.hear('02 01 0008 0104000a', '03 01 0008 01040014');
    expect(bench.negotiator.state).toBe('Ack-Rcvd');
    expect(bench.said()).toEqual([]);
  });

  it('lets Reject outrank Nak outrank Ack', () => {
    const bench = new NegotiatorBench(new Toy()).start();
    bench.said();
    bench.hear('01 05 000c 01040003 0904ffff', '01 06 0008 01040003', '01 07 0008 01040002');
    expect(bench.said()).toEqual(['040500080904ffff', '0306000801040002', '0207000801040002']);
  });

  it('rejects an option listed twice, and everything after an impossible length', () => {
    const bench = new NegotiatorBench(new Toy()).start();
    bench.said();
    bench.hear('01 05 000c 01040002 01040002', '01 06 000a 01040002 0100');
    expect(bench.said()).toEqual(['0405000801040002', '040600060100']);
  });

  it('turns the sixth Nak of the same request into a Reject', () => {
    const bench = new NegotiatorBench(new Toy()).start();
    bench.said();
    for (let id = 1; id <= 6; id += 1) bench.hear(`01 0${id} 0008 01040003`);
    expect(bench.said().map((packet) => packet.slice(0, 2))).toEqual(['03', '03', '03', '03', '03', '04']);
  });

  it('appends what it demands to a Nak, as far as the peer’s MRU allows, and five times at most', () => {
    const toy = new Toy();
    toy.demand = true;
    const bench = new NegotiatorBench(toy).start();
    bench.said();
    bench.hear('01 05 0004');
    expect(bench.said()).toEqual(['0305000801040004']);
    bench.mru = 7;
    bench.hear('01 06 0004');
    expect(bench.said()).toEqual(['03060004']);
    bench.mru = 1500;
    bench.hear('01 07 0004', '01 08 0004', '01 09 0004', '01 0a 0004');
    expect(bench.said().at(-1)).toBe('020a0004');
  });

  it('counts the sixth Nak received as a Reject', () => {
    const bench = new NegotiatorBench(new Toy()).start();
    for (let id = 1; id <= 6; id += 1) bench.hear(`03 0${id} 0008 0104001${id}`);
    expect(bench.said().at(-1)).toBe('01070004');
  });

  it('gives up on a peer that refuses for ever: not converging', () => {
    const bench = new NegotiatorBench(new Toy()).start();
    for (let id = 1; id < 40; id += 1) bench.hear(`03 ${hex(Uint8Array.of(id))} 0008 01040014`);
    bench.clock.advance(60_000);
    expect(bench.endings).toEqual([{ cause: 'not-converging', rounds: 21 }]);
    expect(bench.said().length).toBeLessThan(40);
  });

  it('gives up on a peer that never asks for anything acceptable', () => {
    const bench = new NegotiatorBench(new Toy()).start().hear('02 01 0008 0104000a');
    for (let id = 0; id < 60; id += 1) bench.hear('01 05 0008 0904ffff');
    bench.clock.advance(60_000);
    expect(bench.endings.map(({ cause }) => cause)).toEqual(['not-converging']);
  });

  it('gives up at once on a Code-Reject of a code it cannot do without', () => {
    const bench = new NegotiatorBench(new Toy()).start().hear('07 01 000c 01010008 0104000a');
    expect(bench.endings).toEqual([{ cause: 'rejected', evidence: 'Code-Reject of Configure-Request' }]);
  });

  it('answers an unknown code with a Code-Reject cut to the peer’s MRU', () => {
    const bench = opened();
    bench.hear('20 09 0006 abcd');
    expect(bench.said()).toEqual(['0702000a20090006abcd']);
    bench.mru = 8;
    bench.hear('20 09 0006 abcd');
    expect(bench.said()).toEqual(['0703000820090006']);
  });

  it('does not take a Terminate-Ack for an end while it negotiates', () => {
    const bench = new NegotiatorBench(new Toy()).start().hear('06 01 0004');
    expect(bench.negotiator.state).toBe('Req-Sent');
    bench.hear('01 31 0008 01040008', '06 02 0004', '02 01 0008 0104000a');
    expect(bench.ups).toEqual(['up']);
  });
});

describe('an opened protocol', () => {
  it('negotiates anew on a Configure-Request', () => {
    const bench = opened();
    bench.hear('01 32 0008 01040008');
    expect(bench.ups).toEqual(['up', 'down']);
    expect(bench.said()).toEqual(['010200080104000a', '0232000801040008']);
    bench.hear('02 02 0008 0104000a');
    expect(bench.ups).toEqual(['up', 'down', 'up']);
  });

  it('acknowledges the very same Configure-Request again and stays open', () => {
    const bench = opened();
    bench.hear('01 31 0008 01040008');
    expect(bench.said()).toEqual(['0231000801040008']);
    expect(bench.ups).toEqual(['up']);
  });

  it('is not moved by a Configure-Request so long that no answer would fit', () => {
    const toy = new Toy();
    const bench = opened(toy);
    bench.mru = 128;
    bench.hear(`01 32 0081 097d ${'00'.repeat(123)}`);
    expect(bench.said()).toEqual([]);
    expect(bench.negotiator.state).toBe('Opened');
    expect(toy.resets).toBe(1);
    expect(bench.logs.length).toBe(1);
  });

  it('answers a Terminate-Request, waits one period, and finishes with its text', () => {
    const bench = opened();
    bench.hear('05 09 0008 62796521');
    expect(bench.said()).toEqual(['06090004']);
    expect(bench.ups).toEqual(['up', 'down']);
    bench.clock.advance(3_000);
    expect(bench.said()).toEqual([]);
    expect(bench.endings).toEqual([{ cause: 'terminated', text: Uint8Array.of(0x62, 0x79, 0x65, 0x21) }]);
  });

  it('closes with two Terminate-Requests at most', () => {
    const bench = opened();
    bench.negotiator.close('bye');
    bench.clock.advance(60_000);
    expect(bench.said()).toEqual(['05020007627965', '05030007627965']);
    expect(bench.endings).toEqual([{ cause: 'closed' }]);
  });

  it('closes at once when the peer acknowledges', () => {
    const bench = opened();
    bench.negotiator.close();
    bench.hear('06 02 0004');
    expect(bench.endings.length).toBe(1);
    expect(bench.clock.pending).toBe(0);
  });
});

describe('a hostile peer', () => {
  const packets = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .record({ code: fc.nat(16), id: fc.nat(4), data: fc.uint8Array({ maxLength: 24 }) })
        .map(({ code, id, data }) => Uint8Array.of(code, id, 0, data.length + 4, ...data)),
    ),
    { maxLength: 60 },
  );

  it('never makes it throw, hang, or say more than two packets for one', () => {
    fc.assert(
      fc.property(packets, (script) => {
        const bench = new NegotiatorBench(new Toy()).start();
        bench.said();
        for (const packet of script) {
          bench.negotiator.receive(packet);
          const said = bench.said();
          expect(said.length).toBeLessThanOrEqual(2);
          for (const answer of said) expect(answer.length / 2).toBeLessThanOrEqual(packet.length + 40);
        }
        bench.clock.advance(120_000);
        expect(bench.said().length).toBeLessThanOrEqual(12);
        expect(bench.clock.pending).toBe(0);
      }),
    );
  });

  it('gets no answer to malformed packets', () => {
    const bench = opened();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        if (bytes.length >= 4 && u16(bytes, 2) >= 4 && u16(bytes, 2) <= bytes.length) return;
        bench.negotiator.receive(bytes);
        expect(bench.said()).toEqual([]);
      }),
    );
  });
});
