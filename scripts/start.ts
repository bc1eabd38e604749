/** `npm start`: builds the program when something is newer, finds what it can run on, and becomes it. */
import { join } from 'node:path';
import { buildApp } from './build-app.ts';
import { chooseHost, neitherIsThere } from './choose-host.ts';
import { checkout } from './paths.ts';

function refuse(reason: string): never {
  process.stderr.write(reason);
  process.exit(1);
}

if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  refuse(`There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set. Dial from the terminal:

  npm run rasdial -- ENTRY
`);
}
if (process.getuid?.() === 0) {
  refuse(
    'A browser must not run as root: start this as the user whose desktop it is. It asks for rights when it dials.\n',
  );
}
const host = chooseHost() ?? refuse(neitherIsThere);
await buildApp();
console.log(host.said);
const words = process.argv.slice(2);
const [program, ...before] =
  host.kind === 'electron'
    ? [host.program, checkout]
    : [
        process.execPath,
        '--import',
        join(checkout, 'chromium-host/register.ts'),
        join(checkout, 'build/app/main/main.js'),
      ];
// In our place: signals, status and the terminal are its own, and nothing of us stays in memory.
process.execve?.(program, [program, ...before, ...words]);
