/** The file descriptor of a Unix socket, which Node keeps but does not show. */
import type { Server, Socket } from 'node:net';

/** Throws when there is none: the socket is closed already. */
export function handleDescriptor(socket: Server | Socket): number {
  const handle: unknown = Reflect.get(socket, '_handle');
  const fd: unknown = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
  if (typeof fd !== 'number' || fd < 0) throw new Error('the socket has no descriptor');
  return fd;
}
