/** Packets in the connection log. */
import { expect, test } from 'vitest';
import { FakeClock } from '../protocol/testing/fake-clock.ts';
import type { LogLine } from './call-types.ts';
import { PacketLog } from './packet-log.ts';

const echoRequest = Uint8Array.of(9, 1, 0, 8, 0, 0, 0, 0);

test('a packet is described in its layer', () => {
  const lines: LogLine[] = [];
  new PacketLog(new FakeClock(), (line) => lines.push(line)).packet('received', 0xc021, echoRequest);
  expect(lines).toMatchObject([
    { layer: 'lcp', direction: 'received', frame: { protocol: 0xc021, information: echoRequest } },
  ]);
  expect(lines[0]?.text).toContain('Echo-Request');
});

test('a password is neither in the text nor in the frame', () => {
  const lines: LogLine[] = [];
  const text = new TextEncoder();
  const pap = Uint8Array.of(1, 1, 0, 18, 5, ...text.encode('alice'), 6, ...text.encode('secret'), 0);
  new PacketLog(new FakeClock(), (line) => lines.push(line)).packet('sent', 0xc023, pap);
  const written = JSON.stringify(lines) + new TextDecoder().decode(lines[0]?.frame?.information);
  expect(written).toContain('alice');
  expect(written).not.toContain('secret');
});

test('a flood is cut short, and counted', () => {
  const clock = new FakeClock();
  const lines: LogLine[] = [];
  const log = new PacketLog(clock, (line) => lines.push(line));
  for (let i = 0; i < 10_000; i++) log.packet('received', 0xc021, echoRequest);
  expect(lines).toHaveLength(500);
  clock.advance(1_000);
  log.packet('received', 0xc021, echoRequest);
  expect(lines).toHaveLength(502);
  expect(lines[500]?.text).toContain('9500');
});
