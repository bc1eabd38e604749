/** Tells one life of a process from every other, for process ids come again. */
import { readFile } from 'node:fs/promises';

/** Of /proc/PID/stat, what follows the name in parentheses: the state is field 3, the start in clock ticks 22. */
const startField = 22 - 3;

/** The boot, the process id and when it started; of a process we cannot look at, what is known. */
export async function processRun(pid: number): Promise<string> {
  const [boot, stat] = await Promise.all(
    ['/proc/sys/kernel/random/boot_id', `/proc/${pid}/stat`].map((path) =>
      // Under hidepid another user's process cannot be seen.
      readFile(path, 'utf8').catch(() => ''),
    ),
  );
  const started = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[startField] ?? '';
  return `${boot?.trim() ?? ''}/${pid}/${started}`;
}
