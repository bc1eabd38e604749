/** The rasdial program's start: a password given as an argument is hidden first, then the rest is loaded. */
import { enableCompileCache } from 'node:module';
import process from 'node:process';

// Overwrites the arguments that every user can read in /proc; process.argv is a copy.
process.title = 'rasdial';
const { codeCacheDirectory } = await import('../client/code-cache.ts');
const cache = codeCacheDirectory();
if (cache !== undefined) enableCompileCache(cache);
const { run } = await import('./rasdial.ts');
process.exitCode = await run(process.argv.slice(2));
