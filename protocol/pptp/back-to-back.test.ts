/** A PNS and a PAC of ours joined by a wire that splits, merges, delays, repeats and loses segments. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../bytes.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import type { ControlEvent, ControlOptions } from './control-types.ts';
import { PptpControl } from './control.ts';

/** The octets under way in one direction. */
class Wire {
  #queue = new Uint8Array();
  write = (bytes: Uint8Array): void => {
    this.#queue = Uint8Array.from(concat([this.#queue, bytes]));
  };
  read(count: number): Uint8Array {
    const piece = this.#queue.slice(0, count);
    this.#queue = this.#queue.slice(count);
    return piece;
  }
  get length(): number {
    return this.#queue.length;
  }
}

function join() {
  const clock = new FakeClock();
  const toPac = new Wire();
  const toPns = new Wire();
  const events = { pns: [] as ControlEvent[], pac: [] as ControlEvent[] };
  const closed = { pns: 0, pac: 0 };
  let nextId = 0x8000;
  const make = (role: 'pns' | 'pac', out: Wire): PptpControl => {
    const options: ControlOptions = {
      role,
      hostName: role,
      vendor: 'test',
      receiveWindow: 32,
      sendLinkInfo: true,
    };
    const control = new PptpControl(options, {
      clock,
      random: (count) => new Uint8Array(count).fill(0xff),
      send: out.write,
      closeTransport: () => (closed[role] += 1),
      emit(event) {
        if (event.type === 'log') return;
        events[role].push(event);
        if (event.type === 'call-requested') control.acceptCall(event.peerCallId, nextId++, 64_000);
      },
    });
    return control;
  };
  const pns = make('pns', toPac);
  const pac = make('pac', toPns);
  const types = (role: 'pns' | 'pac') => events[role].map(({ type }) => type);
  return { clock, pns, pac, toPac, toPns, events, closed, types };
}

const sizes = fc.infiniteStream(fc.integer({ min: 1, max: 400 }));

describe('PNS and PAC back to back', () => {
  it('agree on every call, whatever the segments', () => {
    fc.assert(
      fc.property(sizes, fc.uniqueArray(fc.nat(0x7fff), { minLength: 1, maxLength: 20 }), (segments, ids) => {
        const { clock, pns, pac, toPac, toPns, types, events, closed } = join();
        const next = () => segments.next().value as number;
        const settle = () => {
          while (toPac.length + toPns.length > 0) {
            pac.receive(toPac.read(next()));
            pns.receive(toPns.read(next()));
          }
        };
        pns.transportUp();
        pac.transportUp();
        settle();
        for (const id of ids) pns.placeCall(id);
        settle();
        const up = (role: 'pns' | 'pac') =>
          events[role].flatMap((event) =>
            event.type === 'call-up' ? [[event.call.callId, event.call.peerCallId]] : [],
          );
        expect(up('pns').map(([own]) => own)).toEqual(ids);
        expect(up('pac')).toEqual(up('pns').map(([own, peer]) => [peer, own]));
        expect(types('pac').filter((type) => type === 'link-info')).toHaveLength(ids.length);
        ids.forEach((id, index) => {
          if (index % 2 === 0) pns.clearCall(id);
          else pac.clearCall(0x8000 + index);
        });
        settle();
        expect(types('pns').filter((type) => type === 'call-down')).toHaveLength(ids.length);
        expect(types('pac').filter((type) => type === 'call-down')).toHaveLength(ids.length);
        pns.stop();
        settle();
        expect(events.pns.at(-1)).toEqual({ type: 'closed' });
        expect(events.pac.at(-1)).toEqual({ type: 'closed' });
        expect(closed).toEqual({ pns: 1, pac: 1 });
        expect(clock.pending).toBe(0);
      }),
    );
  });

  it('keep the connection alive through an hour of nothing', () => {
    const { clock, pns, pac, toPac, toPns, types } = join();
    pns.transportUp();
    pac.transportUp();
    const settle = () => {
      while (toPac.length + toPns.length > 0) {
        pac.receive(toPac.read(1000));
        pns.receive(toPns.read(1000));
      }
    };
    settle();
    pns.placeCall(0);
    settle();
    for (let second = 0; second < 3_600; second += 1) {
      clock.advance(1_000);
      settle();
    }
    expect(types('pns')).toEqual(['ready', 'call-up']);
    expect(types('pac')).toEqual(['ready', 'call-requested', 'call-up', 'link-info']);
  });

  const chaos = fc.constantFrom('deliver', 'repeat', 'lose', 'flip', 'merge', 'wait', 'place', 'clear');
  it('end once each, without a timer left, on a wire that repeats, loses and damages', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(chaos, fc.integer({ min: 1, max: 300 })), { maxLength: 120 }),
        (steps) => {
          const { clock, pns, pac, toPac, toPns, types, closed } = join();
          pns.transportUp();
          pac.transportUp();
          let id = 0;
          for (const [what, size] of steps) {
            if (what === 'wait') clock.advance(size * 50);
            if (what === 'place' && types('pns')[0] === 'ready' && id < 20) pns.placeCall(id++);
            if (what === 'clear') pns.clearCall(size % 20);
            for (const [wire, end] of [
              [toPac, pac],
              [toPns, pns],
            ] as const) {
              const piece = wire.read(what === 'merge' ? 2000 : size);
              if (what === 'flip' && piece.length > 0) piece[size % piece.length]! ^= 1 << (size % 8);
              if (what !== 'lose') end.receive(piece);
              if (what === 'repeat') end.receive(piece);
            }
          }
          pns.stop();
          pac.stop();
          clock.advance(300_000);
          for (const role of ['pns', 'pac'] as const) {
            expect(types(role).filter((type) => type === 'closed')).toHaveLength(1);
            expect(types(role).at(-1)).toBe('closed');
          }
          expect(closed).toEqual({ pns: 1, pac: 1 });
          expect(clock.pending).toBe(0);
        },
      ),
      { numRuns: 300, seed: 2637 },
    );
  });
});
