/**
 * Asks a running Chromium for a window the way its own second process would, over the socket in its profile, without starting
 * that process: a window comes some 80 ms earlier. What does not answer as expected is left to the second process.
 */
import { createConnection } from 'node:net';
import { join } from 'node:path';

/** Milliseconds; the real program waits twenty seconds. */
const patience = 1000;

export function handOver(profile: string, words: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = createConnection(join(profile, 'SingletonSocket'));
    socket.setTimeout(patience, () => socket.destroy());
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.end(['START', process.cwd(), ...words].join('\0')));
    socket.on('data', (text: string) => (answer += text));
    // The reason does not matter: the other way is tried, and tells its own.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer.startsWith('ACK')));
  });
}
