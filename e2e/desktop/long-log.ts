/** A long log of a call that is over, in the user's files as the program keeps them. */
import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogRecord } from '../../contract/log.ts';
import { userDirectory, userId } from './user.ts';

const log = '20260301T120000-0123abcd';
const startedAt = Date.UTC(2026, 2, 1, 12);

/** An LCP Configure-Request with a magic number, as a log holds it. */
const frame = {
  protocol: 0xc021,
  information: Buffer.from('0101000a0506deadbeef', 'hex').toString('base64'),
};

function record(line: number): LogRecord {
  const time = startedAt + line * 40;
  const common = { time, entry: 'Office', call: 1 } as const;
  switch (line % 4) {
    case 0:
      return {
        ...common,
        leg: 'isp',
        layer: 'lcp',
        direction: 'sent',
        text: `Configure-Request ${line}`,
        frame,
      };
    case 1:
      return { ...common, leg: 'isp', layer: 'modem', direction: 'received', text: `CONNECT ${line}` };
    case 2:
      return { ...common, leg: 'tunnel', layer: 'gre', text: `window of ${line} packets` };
    default:
      return { ...common, leg: 'tunnel', layer: 'pptp', direction: 'sent', text: `Echo-Request ${line}` };
  }
}

export function writeLongLog(home: string, lines: number): void {
  for (const part of ['.local', '.local/state', '.local/state/dial-up-networking'])
    userDirectory(join(home, part));
  const folder = userDirectory(join(home, '.local/state/dial-up-networking/calls'));
  const text = Array.from({ length: lines }, (_, line) => `${JSON.stringify(record(line))}\n`).join('');
  const index = [
    { type: 'log', log, entry: 'Office', startedAt },
    { type: 'ended', log, endedAt: startedAt + lines * 40, lines, bytes: Buffer.byteLength(text) },
  ];
  for (const [name, content] of [
    [`${log}.jsonl`, text],
    ['index.jsonl', index.map((line) => `${JSON.stringify(line)}\n`).join('')],
  ] as const) {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    chownSync(path, userId, userId);
  }
}
