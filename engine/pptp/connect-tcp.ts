/** One TCP connection with a time limit, given up at once when the call is. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Clock } from '../../protocol/clock.ts';

/**
 * When a further attempt starts, in milliseconds after the first, while none has connected. Linux repeats a lost SYN
 * after a whole second; and right after a provider's link has come up the first is often lost, because the far pppd
 * passes no packets before its ip-pre-up script has ended.
 */
const furtherAttempts = [250, 600] as const;

class ConnectTimeout extends Error {
  readonly code = 'ETIMEDOUT';
}

/**
 * The first attempt that connects; the others go without having sent a byte. The first error, a refusal say, is final.
 * Rejects with the system's error, with ETIMEDOUT after `timeout` milliseconds, or with the signal's reason.
 */
export function connectTcp(
  address: string,
  port: number,
  timeout: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const attempts = new Set<Socket>();
    const attempt = (): void => {
      const socket = connect({ host: address, port, noDelay: true });
      attempts.add(socket);
      socket
        .once('connect', () => {
          attempts.delete(socket);
          socket.off('error', failed);
          settle();
          resolve(socket);
        })
        .once('error', failed);
    };
    const settle = (): void => {
      for (const cancel of timers) cancel();
      signal.removeEventListener('abort', aborted);
      for (const socket of attempts) {
        // A destroyed socket never connects, but may still report an error of its own.
        socket
          .off('error', failed)
          .on('error', () => undefined)
          .destroy();
      }
    };
    const failed = (error: Error): void => {
      settle();
      reject(error);
    };
    const aborted = (): void => {
      failed(new Error('given up'));
    };
    const timers = [
      ...furtherAttempts.map((delay) => clock.after(delay, attempt)),
      clock.after(timeout, () => {
        failed(new ConnectTimeout(`no answer in ${String(timeout)} ms`));
      }),
    ];
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
    else attempt();
  });
}
