/** A TCP connection whose first SYN is lost: the way to the server opens only after it has left. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock } from '../clock.ts';
import { connectTcp } from '../pptp/connect-tcp.ts';
import { errorCode } from '../system-errors.ts';

export interface LostSynResult {
  readonly milliseconds: number;
  /** What the connection failed with, if it did. */
  readonly error?: string;
  readonly synsSent: number;
  readonly accepted: number;
}

const server = '192.0.2.2';

function ip(words: string): void {
  execFileSync('ip', words.split(' '), { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** How many connections this namespace has begun. */
function activeOpens(): number {
  const [names = '', values = ''] = readFileSync('/proc/self/net/snmp', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Tcp:'));
  return Number(values.split(' ')[names.split(' ').indexOf('ActiveOpens')]);
}

/** `listening`: whether the server is there once the way to it is open. */
export async function lostSyn({ listening }: { readonly listening: boolean }): Promise<LostSynResult> {
  // A cable to nobody, which swallows what is sent to the server; the server's address appears on lo later.
  ip('link add away type veth peer name nowhere');
  ip('address add 192.0.2.1/24 dev away');
  ip('link set away up');
  ip('link set nowhere up');
  ip(`neighbour add ${server} lladdr 02:00:00:00:00:02 dev away nud permanent`);
  let accepted = 0;
  const listener = createServer((socket) => {
    accepted += 1;
    socket.resume();
  });
  listener.listen(0, '0.0.0.0');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  if (!listening) listener.close();

  const begun = systemClock.now();
  const connection = connectTcp(server, port, 5000, systemClock, new AbortController().signal).then(
    (socket) => ({ socket, error: undefined }),
    (reason: unknown) => ({ socket: undefined, error: errorCode(reason) ?? String(reason) }),
  );
  while (activeOpens() === 0) await nextTurn();
  ip(`address add ${server}/32 dev lo`);
  const { socket, error } = await connection;
  const milliseconds = systemClock.now() - begun;
  while (socket && accepted === 0) await nextTurn();
  socket?.destroy();
  if (listening) listener.close();
  return { milliseconds, synsSent: activeOpens(), accepted, ...(error === undefined ? {} : { error }) };
}
