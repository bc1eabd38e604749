/** What the program may be told at its start, and what a second start tells the first. */
import { isAbsolute, resolve } from 'node:path';
import type { WindowRequest } from '../../contract/app.ts';
import { windowRequest } from '../../contract/app.ts';
import { z } from '../../contract/zod.ts';

export interface ProgramOptions {
  /** Absent: the user's own. */
  readonly phonebook?: string;
  readonly credentials?: string;
  /** Where the helper's socket is; absent: the usual place. */
  readonly runtimeDirectory?: string;
}

const names = {
  '--phonebook': 'phonebook',
  '--credentials': 'credentials',
  '--runtime-dir': 'runtimeDirectory',
} as const;

/** `--name=value` of those above; the browser adds switches of its own, which are none of our business. */
export function programOptions(args: readonly string[], directory: string): ProgramOptions {
  const found: { -readonly [K in keyof ProgramOptions]: ProgramOptions[K] } = {};
  for (const [flag, name] of Object.entries(names)) {
    const given = args.findLast((each) => each.startsWith(`${flag}=`))?.slice(flag.length + 1);
    if (given !== undefined && given !== '')
      found[name] = isAbsolute(given) ? given : resolve(directory, given);
  }
  return found;
}

/** A second start raises the folder, or what it was asked to open. */
const secondStart = z.strictObject({ version: z.literal(1), open: windowRequest });

export const startData = (open: WindowRequest = { kind: 'folder' }): z.infer<typeof secondStart> => ({
  version: 1,
  open,
});

/** What to open for a second start, whatever it sent: the user wants to see something. */
export function windowOfSecondStart(data: unknown): WindowRequest {
  const parsed = secondStart.safeParse(data);
  return parsed.success ? parsed.data.open : { kind: 'folder' };
}
