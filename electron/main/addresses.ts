/** Where our pages live: the program's own scheme, one host, one page a kind of window. */
import type { WindowRequest } from '../../contract/app.ts';

export const pageScheme = 'dun';
export const pageHost = 'app';
export const pageOrigin = `${pageScheme}://${pageHost}`;

/** `dun://app/index.html?window=properties&entry=Office`; the terminal has a page of its own for its laxer style rule. */
export function pageAddress(request: WindowRequest): string {
  const { kind, ...rest } = request;
  const file = kind === 'terminal' ? 'terminal.html' : 'index.html';
  const query = new URLSearchParams({ window: kind });
  for (const [name, value] of Object.entries(rest)) if (typeof value === 'string') query.set(name, value);
  return `${pageOrigin}/${file}?${query.toString()}`;
}
