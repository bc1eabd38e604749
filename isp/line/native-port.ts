/** Ports over the native module: a pty whose slave somebody else opens, or a terminal device that exists already. */
import type { Transport } from '../../native/addon/index.js';
import { Link, openPty } from '../../native/addon/index.js';
import type { BytePort, PortEvents } from './byte-port.ts';

export function openTransport(transport: Transport, events: PortEvents): BytePort {
  let open = true;
  const close = (): void => {
    open = false;
    link.close();
  };
  const link = new Link({
    transport,
    onEvents(batch) {
      for (const event of batch) {
        // An owner may close the port in the middle of a batch.
        if (!open) return;
        if (event.type === 'bytes') events.bytes(event.bytes);
        if (event.type === 'closed') {
          close();
          events.closed();
        }
      }
    },
  });
  return {
    write(bytes) {
      if (!open) return;
      try {
        link.write(bytes);
      } catch (error) {
        // The reader stopped reading a mebibyte ago: from here on the line drops bytes, and PPP notices.
        if ((error as { code?: unknown }).code !== 'ENOBUFS') throw error;
      }
    },
    close,
  };
}

/** A new pty; `path` is what the other program opens. It is gone for good once that program has closed it. */
export function openPtyPort(events: PortEvents): { readonly port: BytePort; readonly path: string } {
  const { fd, path } = openPty();
  return { port: openTransport({ kind: 'fd', fd }, events), path };
}
