/** A port over a connected TCP or Unix socket. */
import type { Socket } from 'node:net';
import type { BytePort, PortEvents } from './byte-port.ts';

/** What may wait for a reader that does not read; more is lost. */
const largestBacklog = 1 << 20;

export function socketPort(socket: Socket, events: PortEvents): BytePort {
  let open = true;
  const end = (): void => {
    if (!open) return;
    open = false;
    socket.destroy();
    events.closed();
  };
  socket.setNoDelay(true);
  socket.on('data', (bytes) => {
    if (open) events.bytes(bytes);
  });
  socket.on('end', end);
  // Whatever is wrong with the socket, to the modem it is the terminal going away.
  socket.on('error', end);
  socket.on('close', end);
  return {
    write(bytes) {
      if (open && socket.writableLength + bytes.length <= largestBacklog) socket.write(bytes);
    },
    close() {
      open = false;
      socket.destroy();
    },
  };
}
