/** What this process holds right now, to compare before and after a call. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Holdings {
  /** What each open descriptor is, numbers of anonymous ones left out. */
  readonly descriptors: readonly string[];
  readonly threads: number;
  readonly timers: number;
  readonly sockets: number;
  readonly interfaces: readonly string[];
}

/** A closed link's last descriptor goes with its object: run with --expose-gc. */
export async function holdings(): Promise<Holdings> {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const active = process.getActiveResourcesInfo();
  return {
    descriptors: descriptors(),
    threads: readdirSync('/proc/self/task').length,
    timers: active.filter((resource) => resource === 'Timeout').length,
    sockets: active.filter((resource) => resource.startsWith('TCP')).length,
    interfaces: interfaces(),
  };
}

function descriptors(): string[] {
  const found: string[] = [];
  for (const fd of readdirSync('/proc/self/fd')) {
    try {
      found.push(readlinkSync(`/proc/self/fd/${fd}`).replace(/\[\d+\]$/, ''));
    } catch {
      // The descriptor the folder itself was read with is gone by now.
    }
  }
  return found.sort();
}

function interfaces(): string[] {
  const lines = readFileSync('/proc/net/dev', 'utf8').split('\n').slice(2);
  return lines.map((line) => line.split(':')[0]?.trim() ?? '').filter((name) => name !== '');
}
