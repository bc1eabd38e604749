/** What the program needs of Electron and of its build, made by `main.ts`: so that everything else runs without either. */
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  IpcMain,
  MenuItemConstructorOptions,
  SaveDialogOptions,
  SaveDialogReturnValue,
  Tray,
} from 'electron';
import type { FoundStore, HelperProgram } from '../../client/index.ts';
import type { Environment } from '../../contract/app.ts';
import type { Clock } from './clock.ts';
import type { ProgramOptions } from './program-options.ts';
import type { TrayIcon } from './tray-model.ts';

export interface Shell {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  createWindow(options: BrowserWindowConstructorOptions): BrowserWindow;
  createTray(iconFile: string): Tray;
  setTrayMenu(tray: Tray, items: MenuItemConstructorOptions[]): void;
  showSaveDialog(
    parent: BrowserWindow | undefined,
    options: SaveDialogOptions,
  ): Promise<SaveDialogReturnValue>;
  findPasswordStore(): Promise<FoundStore>;
  quit(): void;
}

export interface ProgramHost {
  readonly shell: Shell;
  readonly clock: Clock;
  readonly options: ProgramOptions;
  readonly about: Pick<Environment, 'version' | 'host' | 'hostVersion'>;
  readonly files: { readonly preload: string; readonly windowIcon: string; trayIcon(icon: TrayIcon): string };
  readonly helper: HelperProgram | 'installed';
  readonly developerTools: boolean;
  report(what: string, error?: unknown): void;
}
