/**
 * The privileged helper's program, in two halves: `launch` with root's full rights, `serve` with next to none. What a half
 * does not need is not loaded, so that a start takes no longer than it must.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { capabilities, execWithReducedCapabilities } from '../native/addon/index.js';

/** CAP_NET_ADMIN and CAP_NET_RAW: interfaces and routes, and GRE. */
const needed = (1n << 12n) | (1n << 13n);

/** Goes on only without rights beyond those needed, if need be in a new life of the same process. */
function shedRights(): void {
  const { effective, bounding, noNewPrivs } = capabilities();
  if (((effective | bounding) & ~needed) === 0n && noNewPrivs) return;
  const { NODE_COMPILE_CACHE, PKEXEC_UID } = process.env;
  execWithReducedCapabilities(
    process.execPath,
    [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      LC_ALL: 'C',
      ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }),
      // Whoever came by pkexec still has: to them this half is refused.
      ...(PKEXEC_UID === undefined ? {} : { PKEXEC_UID }),
    },
  );
}

/** The server has it from its very first line, by the environment that the launcher gives it. */
async function useCodeCache(): Promise<string | undefined> {
  const { codeCacheDirectory } = await import('./code-cache.ts');
  const directory = codeCacheDirectory();
  if (directory !== undefined) enableCompileCache(directory);
  return directory;
}

process.umask(0o077);
try {
  const uid = process.geteuid?.() ?? -1;
  if (uid !== 0) throw new Error('the helper has to be started as root');
  const words = process.argv.slice(2);
  if (words[0] === 'serve') shedRights();
  const codeCache = words[0] === 'serve' ? undefined : await useCodeCache();
  const { parseHelperArguments } = await import('./arguments.ts');
  const args = parseHelperArguments(words, process.env, uid);
  if (args.mode === 'launch') {
    const { launch } = await import('./launch.ts');
    await launch(args, fileURLToPath(import.meta.url), codeCache);
    // Closing the listener would take the socket away from the server that has it now.
    process.exit(0);
  }
  const { serve } = await import('./serve.ts');
  await serve(args);
} catch (error) {
  process.stderr.write(
    `dial-up-networking helper: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}
