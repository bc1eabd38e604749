import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, AuthMethod } from '../link-types.ts';
import type { Auth } from './auth-types.ts';
import { createAnsweringAuth, createCallingAuth } from './index.ts';
import { connect, type RecordingHost, type TwoEnds } from './testing/two-ends.ts';

const methods: readonly AuthMethod[] = ['pap', 'chap', 'mschap', 'mschap-v2', 'eap'];

/** How far the honest dialogue goes before the hostile peer takes over; each ends in a state of its own. */
interface Stage {
  readonly name: string;
  readonly password: string;
  readonly account: Account;
  /** Packets that pass before the line falls silent. */
  readonly packets: number;
}

const stages: readonly Stage[] = [
  ...[0, 1, 2, 3, 4, 5].map((packets) => ({
    name: `after ${packets} packets`,
    password: 'Sésame',
    account: { password: 'Sésame' },
    packets,
  })),
  { name: 'accepted', password: 'Sésame', account: { password: 'Sésame' }, packets: 100 },
  { name: 'asked to retry', password: 'guess', account: { password: 'Sésame' }, packets: 100 },
  {
    name: 'asked for a new password',
    password: 'Sésame',
    account: { password: 'Sésame', refuse: 648 },
    packets: 100,
  },
];

function reach(method: AuthMethod, stage: Stage): TwoEnds {
  const ends = connect(
    (host) =>
      createCallingAuth(
        method,
        {
          credentials: { user: 'alice', password: stage.password },
          acceptable: [method],
          interactive: true,
        },
        host,
      ),
    (host) =>
      createAnsweringAuth(
        method,
        {
          name: 'NAS',
          methods: [method],
          account: (user) => (user === 'alice' ? stage.account : undefined),
          changePassword: () => undefined,
        },
        host,
      ),
    (packet) => packet >= stage.packets,
  );
  ends.peer.start();
  ends.authenticator.start();
  ends.clock.advance(1_000);
  ends.caller.wire = () => undefined;
  ends.answerer.wire = () => undefined;
  return ends;
}

const byte = fc.integer({ min: 0, max: 255 });

/** Bytes that look like a packet: a code that exists, a true or a false length, any contents. */
const plausible = fc
  .tuple(
    fc.integer({ min: 0, max: 8 }),
    byte,
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(1, 2, 3, 4, 6, 16, 26, 49, 254),
    fc.uint8Array({ maxLength: 90 }),
  )
  .map(([code, identifier, error, first, tail]) => {
    const length = 5 + tail.length + (Math.abs(error) === 3 ? error : 0);
    return Uint8Array.from([code, identifier, length >> 8, length & 0xff, first, ...tail]);
  });

/** An honest packet with a few bytes changed, or cut short. */
function mutated(honest: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  if (honest.length === 0) return plausible;
  const changes = fc.array(fc.tuple(fc.nat(), byte), { maxLength: 3 });
  return fc.tuple(fc.constantFrom(...honest), changes, fc.nat({ max: 400 })).map(([packet, edits, cut]) => {
    const copy = packet.slice();
    for (const [at, value] of edits) copy[at % copy.length] = value;
    return copy.subarray(0, cut < copy.length && cut % 3 === 0 ? cut : copy.length);
  });
}

function attack(victim: Auth, host: RecordingHost, packets: readonly Uint8Array[]): void {
  for (const packet of packets) {
    const before = host.sent.length;
    victim.receive(packet);
    expect(host.sent.length - before).toBeLessThanOrEqual(1);
  }
  expect(host.failures.length).toBeLessThanOrEqual(1);
  expect(host.successes.length).toBeLessThanOrEqual(1);
  victim.stop();
  expect(host.clock.pending).toBeLessThanOrEqual(1);
}

describe.each(methods)('%s', (method) => {
  describe.each(stages)('$name', (stage) => {
    it('a hostile answerer cannot break the caller', () => {
      const honest = reach(method, { ...stage, packets: 100 }).answerer.sent;
      const packet = fc.oneof(fc.uint8Array({ maxLength: 40 }), plausible, mutated(honest));
      fc.assert(
        fc.property(fc.array(packet, { maxLength: 12 }), (packets) => {
          const ends = reach(method, stage);
          attack(ends.peer, ends.caller, packets);
        }),
        { numRuns: 25 },
      );
    });

    it('a hostile caller cannot break the answerer, nor get in', () => {
      const wrong = { ...stage, password: 'guess', packets: 100 };
      const honest = reach(method, wrong).caller.sent;
      const packet = fc.oneof(fc.uint8Array({ maxLength: 40 }), plausible, mutated(honest));
      fc.assert(
        fc.property(fc.array(packet, { maxLength: 12 }), (packets) => {
          const ends = reach(method, stage);
          const before = ends.answerer.successes.length;
          attack(ends.authenticator, ends.answerer, packets);
          // EAP MS-CHAP v2 only waits for an acknowledgement once the right response was in.
          if (method !== 'eap') expect(ends.answerer.successes).toHaveLength(before);
        }),
        { numRuns: 25 },
      );
    });
  });
});
