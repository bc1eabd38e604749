/** The main process: one instance, its own scheme, closed to everything else; then the program. */
import { dirname, join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session, Tray } from 'electron';
import { defaultSettingsPath } from '../../client/index.ts';
import { version } from '../../contract/version.ts';
import { pageScheme } from './addresses.ts';
import { systemClock } from './clock.ts';
import { helperProgram } from './helper-program.ts';
import { surviveFaults } from './last-resort.ts';
import { giveFolder } from './own-folder.ts';
import { pageFiles, pageSchemePrivileges, servePages } from './page-files.ts';
import { findPasswordStore } from './password-stores.ts';
import { Program } from './program.ts';
import { programOptions, startData, windowOfSecondStart } from './program-options.ts';
import { report } from './report.ts';
import { closeSession, confinePages } from './security.ts';

/** Where the build put us: main/, preload/, renderer/ and assets/ side by side. */
const built = dirname(import.meta.dirname);

/** What we run on: only Electron says so of itself. */
function hostOf({ electron, chrome }: Readonly<Record<string, string | undefined>>) {
  return electron === undefined
    ? ({ host: 'chromium', hostVersion: chrome ?? '' } as const)
    : ({ host: 'electron', hostVersion: electron } as const);
}

async function run(): Promise<void> {
  await app.whenReady();
  Menu.setApplicationMenu(null);
  closeSession(session.defaultSession, { developerTools: !app.isPackaged });
  protocol.handle(pageScheme, servePages(pageFiles(join(built, 'renderer'))));
  const program = await Program.create({
    shell: {
      ipcMain,
      createWindow: (options) => new BrowserWindow(options),
      createTray: (file) => new Tray(file),
      setTrayMenu: (tray, items) => {
        tray.setContextMenu(Menu.buildFromTemplate(items));
      },
      showSaveDialog: (parent, options) =>
        parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options),
      findPasswordStore: () => findPasswordStore(safeStorage),
      quit: () => {
        app.quit();
      },
    },
    clock: systemClock,
    options: programOptions(process.argv, process.cwd()),
    about: { version, ...hostOf(process.versions) },
    files: {
      preload: join(built, 'preload/preload.cjs'),
      windowIcon: join(built, 'assets/program.png'),
      trayIcon: (icon) => join(built, `assets/tray/${icon}-22.png`),
    },
    helper: helperProgram({ packaged: app.isPackaged, appPath: app.getAppPath() }),
    developerTools: !app.isPackaged,
    report,
  });
  surviveFaults(process, report);
  app.on('second-instance', (_event, _argv, _directory, data) => {
    program.open(windowOfSecondStart(data));
  });
  app.on('activate', () => {
    program.open({ kind: 'folder' });
  });
  app.on('window-all-closed', () => void program.allWindowsClosed());
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    // First everything that is to be kept reaches the disk.
    event.preventDefault();
    void program.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
  program.open({ kind: 'folder' });
}

giveFolder(app, defaultSettingsPath(), report);
app.enableSandbox();
protocol.registerSchemesAsPrivileged([pageSchemePrivileges]);
confinePages(app);

if (app.requestSingleInstanceLock(startData()))
  run().catch((error: unknown) => {
    report('the program could not start', error);
    app.exit(1);
  });
else app.quit();
