/** `npm run format`: Prettier and clang-format over everything git tracks or would. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const options = { cwd: root, stdio: 'inherit' } as const;
execFileSync(join(root, 'node_modules/.bin/prettier'), ['--write', '--log-level', 'warn', '.'], options);
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'native/*.cc', 'native/*.h'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '');
if (files.length > 0) execFileSync('clang-format-14', ['-i', ...files], options);
