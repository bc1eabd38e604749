/**
 * The provider as a process: one JSON argument in, JSON lines out, JSON lines of orders in. It ends when its input does,
 * so that it cannot outlive whoever started it.
 *
 *   unshare --net node isp/exchange-process.ts '{"directory": "/tmp/x", "modems": 2}'
 */
import type { JsonObject } from './control.ts';
import { readLines, writeLine } from './control.ts';
import type { LineCondition } from './line/condition.ts';
import type { Provider } from './provider.ts';
import { startProvider } from './provider.ts';
import type { ExchangeArguments } from './testing.ts';

let provider: Provider | undefined;
let ending = false;

async function end(status: number): Promise<void> {
  if (ending) return;
  ending = true;
  await provider?.close();
  process.exit(status);
}

function obey(order: JsonObject): void {
  if (order.type === 'cut') provider?.cut();
  if (order.type === 'condition') provider?.setCondition(order.condition as LineCondition);
}

const log = (text: string): void => {
  writeLine(process.stdout, { type: 'log', text });
};

// Our reader may be gone before we are; the end of our input says the same.
process.stdout.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0));
readLines(process.stdin, { message: obey, stray: () => undefined, ended: () => void end(0) });

try {
  const options = JSON.parse(process.argv[2] ?? '') as ExchangeArguments;
  provider = await startProvider({
    directory: options.directory,
    modems: options.modems ?? 1,
    owner: options.owner,
    trunks: options.trunks ?? {},
    condition: options.condition ?? {},
    ...(options.timing === undefined ? {} : { timing: options.timing }),
    log,
    moved: (modems) => {
      writeLine(process.stdout, { type: 'moved', modems });
    },
  });
  const { modems, socketPath, numbers, users, officeNamespace } = provider;
  writeLine(process.stdout, { type: 'ready', modems, socketPath, numbers, users, officeNamespace });
} catch (error) {
  writeLine(process.stdout, {
    type: 'failed',
    reason: error instanceof Error ? error.message : String(error),
  });
  await end(1);
}
