/** Dials with rasdial and reads the times of its states. */
import type { Dialled, Rasdial } from '../e2e/harness/rasdial.ts';

export interface TimedDial {
  /** Milliseconds from starting the rasdial process until it has ended. */
  readonly command: number;
  /** Milliseconds from the leg's first state to `connected`. */
  readonly leg: number;
  /** Milliseconds from each state to the next, with the state's name. */
  readonly states: readonly { readonly state: string; readonly took: number }[];
  /** When `connected` was reached, milliseconds since 1970. */
  readonly connectedAt: number;
}

/** Fails when the call fails. */
export async function timedDial(
  rasdial: Rasdial,
  entry: string,
  ...args: readonly string[]
): Promise<TimedDial> {
  const begin = performance.now();
  const dialled: Dialled = await rasdial.dial(entry, ...args);
  const command = performance.now() - begin;
  if (dialled.status !== 0) throw new Error(`${entry} did not connect: ${dialled.stdout}${dialled.stderr}`);
  const lines = dialled.lines.flatMap(({ entry: of, state, time }) =>
    of === entry && state !== undefined ? [{ state, at: Date.parse(time) }] : [],
  );
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || last?.state !== 'connected') throw new Error(`${entry}: no states in ${dialled.stdout}`);
  const states = lines.flatMap(({ state, at }, i) => {
    const next = lines[i + 1];
    return next ? [{ state, took: next.at - at }] : [];
  });
  return { command, leg: last.at - first.at, states, connectedAt: last.at };
}
