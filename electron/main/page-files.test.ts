import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pageFiles, servePages } from './page-files.ts';

const folder = mkdtempSync('/tmp/dun-test-');
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const root = join(folder, 'renderer');
mkdirSync(join(root, 'assets'), { recursive: true });
writeFileSync(join(folder, 'secret.html'), 'secret');
for (const name of [
  'index.html',
  'terminal.html',
  'assets/index.js',
  'assets/look.css',
  'assets/font.woff2',
  'notes.txt',
])
  writeFileSync(join(root, name), name);
symlinkSync(join(folder, 'secret.html'), join(root, 'link.html'));
const serve = servePages(pageFiles(root));
const get = (url: string, method = 'GET') => serve({ method, url });

describe('the program’s own scheme', () => {
  it.each([
    ['dun://app/index.html?window=folder', 'text/html; charset=utf-8', 'index.html'],
    ['dun://app/assets/index.js', 'text/javascript; charset=utf-8', 'assets/index.js'],
    ['dun://app/assets/look.css', 'text/css; charset=utf-8', 'assets/look.css'],
    ['dun://app/assets/font.woff2', 'font/woff2', 'assets/font.woff2'],
  ])('serves %s as %s', async (url, type, text) => {
    const answer = await get(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe(text);
  });

  it.each([
    ['another host', 'dun://other/index.html'],
    ['another scheme', 'file:///etc/passwd'],
    ['a folder', 'dun://app/assets/'],
    ['the root', 'dun://app/'],
    ['a way upwards', 'dun://app/../secret.html'],
    ['an encoded way upwards', 'dun://app/%2e%2e/secret.html'],
    ['a doubly encoded one', 'dun://app/..%2fsecret.html'],
    ['a path with a NUL', 'dun://app/index.html%00'],
    ['a file that was a link', 'dun://app/link.html'],
    ['a type that pages do not use', 'dun://app/notes.txt'],
    ['a name that is none', 'dun://app/__proto__'],
    ['no address at all', 'nonsense'],
  ])('does not know %s', async (_what, url) => {
    expect((await get(url)).status).toBe(404);
  });

  it('answers nothing but GET', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD'])
      expect((await get('dun://app/index.html', method)).status).toBe(404);
  });

  it('allows its pages their own files and nothing else; the terminal’s page its inline styles as well', async () => {
    const policy = async (path: string) =>
      (await get(`dun://app/${path}`)).headers.get('content-security-policy')?.split('; ');
    const common = [
      "default-src 'none'",
      "script-src 'self'",
      "font-src 'self'",
      "img-src 'self' data:",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ];
    expect((await policy('index.html'))?.toSorted()).toEqual([...common, "style-src 'self'"].toSorted());
    expect((await policy('terminal.html'))?.toSorted()).toEqual(
      [...common, "style-src 'self' 'unsafe-inline'"].toSorted(),
    );
  });
});
