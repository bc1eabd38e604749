/** dialog: where to save a file, asked in a small window drawn by us. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SaveDialogOptions, SaveDialogReturnValue } from 'electron';
import type { OwnPage } from '../page/web-contents.ts';
import { HostBrowserWindow } from '../window/browser-window.ts';
import { judge, list, startOf } from './save-folder.ts';

/** Whether a file may be replaced is always asked, and hidden files never show. */
export type SaveOptions = Pick<
  SaveDialogOptions,
  'title' | 'defaultPath' | 'buttonLabel' | 'filters' | 'properties'
>;

const scheme = 'savedialog';
const size = { width: 430, height: 300 };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";
const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['save-dialog.html', 'text/html'],
  '/save-dialog.js': ['save-dialog.js', 'text/javascript'],
  '/save-dialog.css': ['save-dialog.css', 'text/css'],
};

const preload = `
const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('saveDialog', { ask: (what, value) => ipcRenderer.invoke(what, value) });
`;

function serve({ url }: { readonly url: string }): Response {
  const [file, type] = files[new URL(url).pathname] ?? [];
  if (file === undefined || type === undefined) return new Response('', { status: 404 });
  return new Response(readFileSync(join(import.meta.dirname, file)), {
    headers: { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy },
  });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const members = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function showSaveDialog(parent: HostBrowserWindow, options: SaveOptions): Promise<SaveDialogReturnValue>;
function showSaveDialog(options: SaveOptions): Promise<SaveDialogReturnValue>;
async function showSaveDialog(
  first: HostBrowserWindow | SaveOptions,
  second?: SaveOptions,
): Promise<SaveDialogReturnValue> {
  const parent = first instanceof HostBrowserWindow ? first : undefined;
  const options = first instanceof HostBrowserWindow ? (second ?? {}) : first;
  const filters = options.filters ?? [];
  const chosen = Promise.withResolvers<string | undefined>();

  const answers: Readonly<Record<string, (value: unknown) => unknown>> = {
    start: () => {
      const { folder, name } = startOf(options.defaultPath);
      const named = filters.map(
        ({ name, extensions }) => `${name} (${extensions.map((each) => `*.${each}`).join('; ')})`,
      );
      const { title = 'Save As', buttonLabel = 'Save' } = options;
      return { title, button: buttonLabel, name, filters: named, listing: list(folder) };
    },
    list: (folder) => list(text(folder)),
    save: (value) => {
      const { folder, name, filter, replace } = members(value);
      const extension = filters[Number(filter)]?.extensions[0];
      const judged = judge(text(folder), text(name), extension === '*' ? undefined : extension);
      if (judged.kind === 'save' || (judged.kind === 'exists' && replace === true))
        chosen.resolve(judged.path);
      return judged;
    },
    cancel: () => chosen.resolve(undefined),
  };
  const own: OwnPage = { scheme, preload, serve, answer: (channel, value) => answers[channel]?.(value) };
  const window = new HostBrowserWindow(
    {
      ...size,
      useContentSize: true,
      title: options.title ?? 'Save As',
      ...(parent ? { parent, icon: parent.icon } : {}),
    },
    own,
  );
  // Closing it, or its parent, is changing one's mind.
  window.once('closed', () => chosen.resolve(undefined));
  const withParent = (): void => window.destroy();
  parent?.once('closed', withParent);
  window.loadURL(`${scheme}://app/`).catch((error: unknown) => chosen.reject(error as Error));
  try {
    const filePath = await chosen.promise;
    return { canceled: filePath === undefined, filePath: filePath ?? '' };
  } finally {
    parent?.off('closed', withParent);
    window.destroy();
  }
}

export const dialog = { showSaveDialog };
