/** What a process has used, as /proc tells it (proc(5)): processor time by thread, and resident memory. */
import { readdir, readFile } from 'node:fs/promises';

/** USER_HZ, which is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Microseconds of processor time. */
export interface ProcessorTime {
  readonly process: number;
  /** The data path alone: the threads of the native links. */
  readonly links: number;
}

/** Fields 14 and 15, counted from behind the name, which may hold spaces and parentheses. */
function microseconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / ticksPerSecond;
}

export async function processorTime(pid: number): Promise<ProcessorTime> {
  let links = 0;
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const stat = await readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8').catch(() => ''); // it may just have ended
    if (stat.includes('(dun-link)')) links += microseconds(stat);
  }
  return { process: microseconds(await readFile(`/proc/${pid}/stat`, 'utf8')), links };
}

/** Megabytes of 10^6 bytes; `own` is what no file on disk backs. */
export interface Memory {
  readonly resident: number;
  readonly own: number;
}

export async function memory(pid: number): Promise<Memory> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const field = (name: string): number => {
    const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
    if (kibibytes === undefined) throw new Error(`no ${name} in /proc/${pid}/status`);
    return (Number(kibibytes) * 1024) / 1e6;
  };
  return { resident: field('VmRSS'), own: field('RssAnon') };
}
