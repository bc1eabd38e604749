/** Lists connections, shows them, hangs them up; never starts a helper, for without one there is no connection. */
import { connectHelper } from '../client/index.ts';
import { DialFailure } from '../contract/dial-error.ts';
import { defaultRuntimeDirectory } from '../contract/helper.ts';
import type { ConnectionStatus } from '../contract/status.ts';
import type { Command, Options } from './arguments.ts';
import type { Reporter } from './reporter.ts';

type Managing = Extract<Command, { type: 'list' | 'status' | 'disconnect' }>;

const helperOf = (options: Options) =>
  connectHelper(options.runtimeDirectory ?? defaultRuntimeDirectory, 'rasdial');

export async function manage(command: Managing, options: Options, reporter: Reporter): Promise<void> {
  const helper = await helperOf(options);
  try {
    const connections = helper ? (await helper.request('status', {})).connections : [];
    if (command.type === 'disconnect') {
      const { entry } = command;
      // Top first, though the helper would see to that: so that each is told by itself.
      const chosen =
        entry === undefined ? topFirst(connections) : connections.filter((each) => each.entry === entry);
      if (chosen.length === 0) reporter.result('no-connection', entry, undefined);
      for (const status of chosen) {
        await helper?.request('hangup', { entry: status.entry });
        reporter.result('disconnected', status.entry, status);
      }
      return;
    }
    const entry = command.type === 'status' ? command.entry : undefined;
    const shown = connections.filter((each) => entry === undefined || each.entry === entry);
    if (entry !== undefined && shown.length === 0)
      throw new DialFailure({ number: 668, entry, cause: `You are not connected to "${entry}".` });
    reporter.list(shown, command.type === 'status');
  } finally {
    helper?.close();
  }
}

function topFirst(connections: readonly ConnectionStatus[]): ConnectionStatus[] {
  const depth = (status: ConnectionStatus, seen: readonly string[] = []): number => {
    const lower = connections.find(({ entry }) => entry === status.beneath && !seen.includes(entry));
    return lower === undefined ? 0 : 1 + depth(lower, [...seen, lower.entry]);
  };
  return connections.toSorted((one, other) => depth(other) - depth(one));
}
