/** ICMP errors about GRE: blocked, narrow, or just the server being slow to listen. */
import { expect, test } from 'vitest';
import { FakeClock } from '../../protocol/testing/fake-clock.ts';
import { GreWatch } from './gre-watch.ts';

test('one refusal may be a server that does not listen yet', () => {
  const watch = new GreWatch(new FakeClock());
  expect(watch.icmp('ENOPROTOOPT', undefined, 0)).toEqual({ type: 'noted' });
  expect(watch.icmp('ENOPROTOOPT', undefined, 0)).toEqual({ type: 'noted' });
});

test('refusals that go on are error 806', () => {
  const clock = new FakeClock();
  const watch = new GreWatch(clock);
  watch.icmp('ENOPROTOOPT', undefined, 0);
  clock.advance(3000);
  expect(watch.icmp('ENOPROTOOPT', undefined, 0)).toMatchObject({
    type: 'blocked',
    failure: { number: 806 },
  });
});

test('once frames have come back, an ICMP error ends nothing', () => {
  const clock = new FakeClock();
  const watch = new GreWatch(clock);
  watch.icmp('EHOSTUNREACH', undefined, 5);
  clock.advance(3000);
  expect(watch.icmp('EHOSTUNREACH', undefined, 5)).toEqual({ type: 'noted' });
});

test('a path MTU is what is left for IP inside the tunnel', () => {
  const watch = new GreWatch(new FakeClock());
  expect(watch.icmp('EMSGSIZE', 1400, 9)).toEqual({ type: 'narrow', mtu: 1356 });
});
