/** The `dun:` scheme: a fixed map from address to file, made once from what the build wrote; anything else does not exist. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { pageHost, pageScheme } from './addresses.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

const contentSecurityPolicy = (style: string) =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src ${style}`,
    `font-src 'self'`,
    `img-src 'self' data:`,
    `connect-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');

/** xterm.js writes style elements of its own; no other page does. */
const stylesOf = (path: string) => (path === '/terminal.html' ? `'self' 'unsafe-inline'` : `'self'`);

export type PageFiles = ReadonlyMap<string, string>;

/** From `/assets/x.js` to the file, of everything in the folder whose type we serve. */
export function pageFiles(folder: string): PageFiles {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (each) => each.isFile() && extname(each.name) in types,
  );
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [`/${relative(folder, file).split(sep).join('/')}`, file];
    }),
  );
}

const missing = () => new Response('', { status: 404 });

/** What protocol.handle is given. */
export function servePages(
  files: PageFiles,
): (request: Pick<Request, 'method' | 'url'>) => Promise<Response> {
  return async ({ method, url }) => {
    const address = URL.parse(url);
    if (method !== 'GET' || address?.protocol !== `${pageScheme}:` || address.host !== pageHost)
      return missing();
    const path = address.pathname;
    const file = files.get(path);
    if (file === undefined) return missing();
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy(stylesOf(path)),
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      },
    });
  };
}

/** Before the program is ready: the scheme counts as a proper, secure origin. */
export const pageSchemePrivileges = {
  scheme: pageScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
} as const;
