/** The two scripts a page of ours starts with, as source text: one in the page's own world, one with the preload in a world beside it. */
import { randomBytes } from 'node:crypto';
import { openBridge, preloadModules, withoutBrowserKeys } from './worlds.ts';

/** The world preload scripts run in; the page cannot reach into it. */
export const preloadWorld = 'preload';
export const binding = 'tellHost';
export const receiver = 'hearHost';

export interface PageScripts {
  readonly page: string;
  readonly preload: string;
}

/** For pages of this origin only: whatever else a window may show for a moment, an error say, gets nothing. */
export function pageScripts(origin: string, preload: string | undefined): PageScripts {
  const toPage = JSON.stringify(randomBytes(16).toString('hex'));
  const toPreload = JSON.stringify(randomBytes(16).toString('hex'));
  const elsewhere = `globalThis.location.origin !== ${JSON.stringify(origin)} || globalThis.top !== globalThis`;
  return {
    page: `(() => {
  if (${elsewhere}) return;
  const openBridge = ${openBridge.toString()};
  const { defineProperty } = Object;
  openBridge(${toPreload}, ${toPage}, (key, value) => {
    defineProperty(globalThis, key, { value, enumerable: true });
  });
})();`,
    preload: `(() => {
  if (${elsewhere}) return;
  (${withoutBrowserKeys.toString()})();
  const openBridge = ${openBridge.toString()};
  const preloadModules = ${preloadModules.toString()};
  const expose = openBridge(${toPage}, ${toPreload}, () => undefined);
  const modules = preloadModules(${JSON.stringify(binding)}, ${JSON.stringify(receiver)}, expose);
  const module = { exports: {} };
  (function (require, module, exports) {
${preload ?? ''}
  })(modules.require, module, module.exports);
})();`,
  };
}
