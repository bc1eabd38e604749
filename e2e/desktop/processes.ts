/** What the program costs: memory and processor time of its processes, as the kernel counts them. */
import { readFileSync, readdirSync } from 'node:fs';
import { userId } from './user.ts';

export interface ProcessCost {
  readonly pid: number;
  readonly command: string;
  /** Mebibytes of memory, what is shared divided by those who share it. */
  readonly pss: number;
  /** Seconds of processor time so far. */
  readonly seconds: number;
}

/** Ticks a second in /proc/PID/stat: a constant of the kernel's interface. */
const ticksPerSecond = 100;

function costOf(pid: number): ProcessCost | undefined {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const uid = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (Number(uid) !== userId || command === '') return undefined;
    const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { pid, command, pss: Number(pss ?? 0) / 1024, seconds: ticks / ticksPerSecond };
  } catch {
    return undefined; // it has just ended
  }
}

/** The user's processes whose command line holds one of these words. */
export const costs = (...words: readonly string[]): readonly ProcessCost[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => costOf(Number(name)))
    .filter((cost) => cost !== undefined)
    .filter(({ command }) => words.some((word) => command.includes(word)));
