/** Builds the window's program, and fails with a sentence where there is nothing to run it on. */
import { buildApp } from './build-app.ts';
import { chooseHost, neitherIsThere } from './choose-host.ts';

if (chooseHost() === undefined) {
  process.stderr.write(neitherIsThere);
  process.exit(1);
}
await buildApp();
