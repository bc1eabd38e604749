/** One TCP connection with a time limit, given up at once when the call is. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Clock } from '../../protocol/clock.ts';

class ConnectTimeout extends Error {
  readonly code = 'ETIMEDOUT';
}

/** Rejects with the system's error, with ETIMEDOUT after `timeout` milliseconds, or with the signal's reason. */
export function connectTcp(
  address: string,
  port: number,
  timeout: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, noDelay: true });
    const settle = (): void => {
      cancelTimeout();
      signal.removeEventListener('abort', aborted);
      socket.off('connect', connected).off('error', failed);
    };
    const failed = (error: Error): void => {
      settle();
      // A destroyed socket may still report an error of its own.
      socket.on('error', () => undefined).destroy();
      reject(error);
    };
    const connected = (): void => {
      settle();
      resolve(socket);
    };
    const aborted = (): void => {
      failed(new Error('given up'));
    };
    const cancelTimeout = clock.after(timeout, () => {
      failed(new ConnectTimeout(`no answer in ${String(timeout)} ms`));
    });
    socket.once('connect', connected).once('error', failed);
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted);
  });
}
