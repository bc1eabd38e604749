/** A main script for tests: runs what it is told to over its standard input, with Electron's exports and a place to keep things. */
import { createInterface } from 'node:readline';
import * as electron from 'electron';

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'";
const pages: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/index.html': [
    'text/html',
    '<!doctype html><title>Fixture</title><script src="/page.js"></script><script>inline = true</script><body>here</body>',
  ],
  '/other.html': ['text/html', '<!doctype html><title>Other</title>'],
  '/page.js': ['text/javascript', 'globalThis.pageScriptRan = true'],
};

electron.protocol.registerSchemesAsPrivileged([
  { scheme: 'dun', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
electron.app.on('window-all-closed', () => undefined);

const state: Record<string, unknown> = {};
const tell = (message: object): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

async function obey(line: string): Promise<void> {
  const { id, code, values } = JSON.parse(line) as { id: number; code: string; values: unknown[] };
  try {
    const run = (0, eval)(`(${code})`) as (...args: unknown[]) => unknown;
    tell({ id, value: await run(electron, state, ...values) });
  } catch (error) {
    tell({ id, error: error instanceof Error ? error.message : String(error) });
  }
}

void electron.app.whenReady().then(() => {
  electron.protocol.handle('dun', ({ url }) => {
    const [type, body] = pages[new URL(url).pathname] ?? [];
    if (type === undefined) return new Response('', { status: 404 });
    return new Response(body, { headers: { 'content-type': type, 'content-security-policy': policy } });
  });
  createInterface({ input: process.stdin }).on('line', (line) => void obey(line));
  tell({ ready: true });
});
