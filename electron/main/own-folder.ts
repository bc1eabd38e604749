/** The browser's own folder: beside the user's files, not among them. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { App } from 'electron';
import { textOf } from '../../client/index.ts';

/** Where nothing can be kept, the program dials all the same; whoever saves something is told there and then. */
export function giveFolder(app: Pick<App, 'setPath'>, besides: string, report: (what: string) => void): void {
  const folder = join(dirname(besides), 'shell');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
  } catch (error) {
    report(`nothing can be kept: ${textOf(error)}`);
  }
}
