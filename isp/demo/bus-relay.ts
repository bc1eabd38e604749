/**
 * The way to the session bus for a window that is root's to the kernel and somebody else to itself. A bus lets in nobody but its
 * owner, by the kernel's word, and only who claims to be just that: so the owner is who connects, and who is claimed.
 */
import { chmodSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createConnection, createServer } from 'node:net';

/** No bus is asked for more than a line before that line is over. */
const longestLine = 512;

const claim = (user: number): string => `AUTH EXTERNAL ${Buffer.from(String(user)).toString('hex')}\r\n`;

/** Its first line, with this user in it where it claims to be one; undefined until the line is whole. */
export function claimed(said: Buffer, user: number): Buffer | undefined {
  const end = said.indexOf('\r\n');
  if (end < 0) return said.length > longestLine ? said : undefined;
  const line = said.toString('latin1', 0, end);
  if (!/^\0AUTH EXTERNAL [0-9a-f]+$/i.test(line)) return said;
  return Buffer.concat([Buffer.from(`\0${claim(user)}`), said.subarray(end + 2)]);
}

/** The kernel notes at this very moment who connects. */
function connectAs(user: number, path: string): Socket {
  const self = process.geteuid?.();
  if (self === user) return createConnection(path);
  process.seteuid?.(user);
  try {
    return createConnection(path);
  } finally {
    process.seteuid?.(self ?? 0);
  }
}

function join(client: Socket, path: string, owner: number): void {
  const bus = connectAs(owner, path);
  for (const [one, other] of [
    [client, bus],
    [bus, client],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
  let said: Buffer = Buffer.alloc(0);
  const hear = (more: Buffer): void => {
    said = Buffer.concat([said, more]);
    const first = claimed(said, owner);
    if (first === undefined) return;
    client.off('data', hear);
    bus.write(first);
    client.pipe(bus);
  };
  client.on('data', hear);
  bus.pipe(client);
}

/** Listens at `path` for as long as this process runs; resolves to that bus's address, or throws why there is none. */
export async function relayBus(bus: string, path: string): Promise<string> {
  const { uid } = statSync(bus);
  const server = createServer((client) => {
    try {
      join(client, bus, uid);
    } catch {
      // An owner whom we may not be: nobody is there for the client.
      client.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  server.unref();
  chmodSync(path, 0o600);
  return `unix:path=${path}`;
}
