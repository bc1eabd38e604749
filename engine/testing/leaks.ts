/** What this process holds right now, to compare before and after a call. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Holdings {
  readonly descriptors: number;
  readonly threads: number;
  readonly timers: number;
  readonly sockets: number;
  readonly interfaces: readonly string[];
}

export function holdings(): Holdings {
  const active = process.getActiveResourcesInfo();
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    threads: readdirSync('/proc/self/task').length,
    timers: active.filter((resource) => resource === 'Timeout').length,
    sockets: active.filter((resource) => resource.startsWith('TCP')).length,
    interfaces: interfaces(),
  };
}

function interfaces(): string[] {
  const lines = readFileSync('/proc/net/dev', 'utf8').split('\n').slice(2);
  return lines.map((line) => line.split(':')[0]?.trim() ?? '').filter((name) => name !== '');
}
