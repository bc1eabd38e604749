/**
 * `node --import chromium-host/register.ts MAIN`: from here on 'electron' is this host. MAIN runs once the host knows whether it
 * is the first instance.
 */
import { registerHooks } from 'node:module';

if (process.getuid?.() === 0) {
  process.stderr.write('A browser must not run as root: start this as an ordinary user.\n');
  process.exit(1);
}

const index = new URL('index.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: index, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
const { app } = await import('./app/app.ts');
await app.prepare();
