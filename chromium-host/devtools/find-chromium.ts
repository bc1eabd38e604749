/** Where this machine has a Chromium, or a browser made of it. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export const browserNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
] as const;

export function findChromium(path: string = process.env.PATH ?? ''): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return browserNames
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((program) => {
      try {
        accessSync(program, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
