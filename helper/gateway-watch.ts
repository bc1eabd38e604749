/** Tells when the host's default route may have changed: one `ip monitor`, for as long as somebody wants to know. */
import { spawn } from 'node:child_process';
import type { Clock } from '../engine/call-types.ts';
import { findProgram } from './run-command.ts';

/** Milliseconds before a monitor that ended is started again. */
const restartPause = 1_000;
/** What is kept of a line that has not ended; what matters is at its beginning. */
const longestStart = 256;

/** True when a line of `ip -o monitor route` is about an IPv4 or IPv6 default route. */
const concernsDefault = (line: string) => /^(?:Deleted )?default\b/.test(line);

/** Finds whole lines in pieces of text, whatever their length, without keeping more than a line's start. */
export function defaultRouteReader(changed: () => void): (piece: string) => void {
  let start = '';
  return (piece) => {
    const lines = `${start}${piece}`.split('\n');
    start = (lines.pop() ?? '').slice(0, longestStart);
    if (lines.some(concernsDefault)) changed();
  };
}

/** Calls `changed` until the function it returns is called. */
export function watchGateway(clock: Clock, changed: () => void): () => void {
  let end = (): void => undefined;
  const start = () => {
    let cancel = (): void => undefined;
    const program = findProgram('ip');
    if (program === undefined) return; // then there is no route of ours either
    const child = spawn(program, ['-4', '-o', 'monitor', 'route'], {
      cwd: '/',
      env: { LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const read = defaultRouteReader(changed);
    child.stdout.on('data', (chunk: Buffer) => {
      read(chunk.toString('latin1'));
    });
    let over = false;
    const again = () => {
      if (over) return;
      over = true;
      cancel = clock.after(restartPause, () => {
        start();
        // What happened meanwhile, nobody has told us.
        changed();
      });
    };
    child.once('error', again);
    child.once('close', again);
    end = () => {
      over = true;
      cancel();
      child.kill();
    };
  };
  start();
  return () => {
    end();
  };
}
