/** Undoes what a helper that was killed left behind. */
import type { Journal } from './journal.ts';
import { resolvConfPath, restoreResolvConf } from './resolv-conf.ts';
import type { LogText, Routes } from './routes.ts';
import type { RunCommand } from './run-command.ts';

export async function recover(
  journal: Journal,
  routes: Routes,
  run: RunCommand,
  log: LogText,
): Promise<void> {
  const left = journal.left();
  if (left.length === 0) return;
  log(`an earlier helper left ${left.length} changes; undoing them`);
  // Only with something in the journal: a flush unasked would take another helper's routes.
  await routes.flush(log);
  for (const change of left.toReversed()) {
    switch (change.kind) {
      case 'route':
        break; // the flush had it
      case 'resolvectl':
        await run('resolvectl', ['revert', change.interfaceName]);
        break;
      case 'resolvconf':
        await run('resolvconf', ['-d', change.key]);
        break;
      case 'resolv.conf':
        log(
          restoreResolvConf(change.original, resolvConfPath)
            ? `restored ${resolvConfPath}`
            : `${resolvConfPath} belongs to somebody else now; left alone`,
        );
        break;
    }
  }
  journal.clear();
}
