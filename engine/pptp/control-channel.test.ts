/** Two control connections on two ends of one TCP connection. */
import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import type { ControlEvent, ControlOptions } from '../../protocol/pptp/control-types.ts';
import { FakeClock } from '../../protocol/testing/fake-clock.ts';
import { systemEnvironment } from '../environment.ts';
import { ControlChannel } from './control-channel.ts';

const options = { hostName: 'test', vendor: 'test', receiveWindow: 8, sendLinkInfo: true };
const pns: ControlOptions = { role: 'pns', ...options };
const pac: ControlOptions = { role: 'pac', ...options };

async function sockets(): Promise<[Socket, Socket]> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const far = await accepted;
  server.close();
  return [near, far];
}

/** A channel whose events can be waited for. */
function channel(socket: Socket, role: ControlOptions) {
  const events: ControlEvent[] = [];
  const waiting = new Set<() => void>();
  const made = new ControlChannel(socket, role, systemEnvironment, (event) => {
    events.push(event);
    for (const check of [...waiting]) check();
  });
  const until = <T extends ControlEvent['type']>(type: T): Promise<Extract<ControlEvent, { type: T }>> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = events.find(
          (event): event is Extract<ControlEvent, { type: T }> => event.type === type,
        );
        if (!found) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  return { channel: made, until, events };
}

test('a call is placed, accepted, cleared, and the connection stopped', async () => {
  const [nearSocket, farSocket] = await sockets();
  const near = channel(nearSocket, pns);
  const far = channel(farSocket, pac);
  far.channel.start();
  near.channel.start();
  await near.until('ready');
  near.channel.control.placeCall(5);
  const request = await far.until('call-requested');
  far.channel.control.acceptCall(request.peerCallId, 6, 1000);
  expect((await near.until('call-up')).call).toMatchObject({ callId: 5, peerCallId: 6, peerWindow: 8 });
  near.channel.control.clearCall(5);
  await near.until('call-down');
  near.channel.control.stop();
  expect((await near.until('closed')).failure).toBeUndefined();
  await far.until('closed');
});

test('a peer that closes the socket in the middle of a call is a failure with evidence', async () => {
  const [nearSocket, farSocket] = await sockets();
  const near = channel(nearSocket, pns);
  const far = channel(farSocket, pac);
  far.channel.start();
  near.channel.start();
  await near.until('ready');
  near.channel.control.placeCall(5);
  await far.until('call-requested');
  far.channel.destroy();
  const { failure } = await near.until('closed');
  expect(failure?.evidence).toBeDefined();
});

test('a destroyed channel tells nothing more', async () => {
  const [nearSocket, farSocket] = await sockets();
  const near = channel(nearSocket, pns);
  const far = channel(farSocket, pac);
  near.channel.destroy();
  near.channel.destroy();
  await far.until('closed');
  expect(near.events.filter((event) => event.type === 'closed')).toEqual([]);
});

test('a peer that sends requests and reads no replies is cut off', async () => {
  const socket = new Duplex({
    read: () => undefined,
    write: () => undefined, // never done: the peer takes nothing
  });
  const clock = new FakeClock();
  const events: ControlEvent[] = [];
  const far = new ControlChannel(socket, pac, { ...systemEnvironment, clock }, (event) => events.push(event));
  far.start();
  const start = new Uint8Array(156);
  start.set(Buffer.from('009c00011a2b3c4d0001000001000000', 'hex'));
  socket.emit('data', start);
  const echo = Buffer.from('001000011a2b3c4d0005000000000001', 'hex');
  for (let second = 0; second < 60 && !socket.destroyed; second++) {
    clock.advance(1_000);
    for (let i = 0; i < 512; i++) socket.emit('data', echo);
  }
  expect(socket.destroyed).toBe(true);
  expect(socket.writableLength).toBeLessThan(65 * 1024);
  await new Promise((resolve) => socket.once('close', resolve));
  expect(events.at(-1)).toMatchObject({ type: 'closed' });
  expect(clock.pending).toBe(0);
});
