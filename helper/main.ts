/** The privileged helper's program. */
import { fileURLToPath } from 'node:url';
import { capabilities, execWithReducedCapabilities } from '../native/addon/index.js';
import { parseHelperArguments } from './arguments.ts';
import { launch } from './launch.ts';
import { serve } from './serve.ts';

/** CAP_NET_ADMIN and CAP_NET_RAW: interfaces and routes, and GRE. */
const needed = (1n << 12n) | (1n << 13n);

process.umask(0o077);
try {
  const uid = process.geteuid?.() ?? -1;
  if (uid !== 0) throw new Error('the helper has to be started as root');
  const args = parseHelperArguments(process.argv.slice(2), process.env, uid);
  if (args.mode === 'launch') {
    await launch(args, fileURLToPath(import.meta.url));
    // Closing the listener would take the socket away from the server that has it now.
    process.exit(0);
  }
  const { effective, bounding, noNewPrivs } = capabilities();
  if (((effective | bounding) & ~needed) !== 0n || !noNewPrivs) {
    execWithReducedCapabilities(
      process.execPath,
      [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
      { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    );
  }
  await serve(args);
} catch (error) {
  process.stderr.write(
    `dial-up-networking helper: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}
