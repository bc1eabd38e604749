/** A TCP port on this machine for the exchange's modems: the exchange itself has no network in common with it. */
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';

export interface TcpModems {
  readonly port: number;
  close(): void;
}

/** Resolves once it listens on 127.0.0.1; rejects with the system's error. */
export async function startTcpModems(port: number, socketPath: string): Promise<TcpModems> {
  const callers = new Set<() => void>();
  const server = createServer({ noDelay: true }, (caller) => {
    const modem = connect(socketPath);
    const hangUp = (): void => {
      callers.delete(hangUp);
      caller.destroy();
      modem.destroy();
    };
    callers.add(hangUp);
    // However one direction ends, a telephone call has no half-open state.
    pipeline(caller, modem, hangUp);
    pipeline(modem, caller, hangUp);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const hangUp of callers) hangUp();
    },
  };
}
