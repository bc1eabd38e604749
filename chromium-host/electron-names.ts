/** What of this host stands for what of Electron: by Electron's names. */
import type * as Electron from 'electron';
import type { HostApp } from './app/app.ts';
import type { dialog, SaveOptions } from './dialog/dialog.ts';
import type { Preventable } from './event.ts';
import type { HostFrame } from './page/frame.ts';
import type { InvokeEvent, ipcMain } from './page/ipc-main.ts';
import type { protocol } from './page/protocol.ts';
import type { HostSession, RequestDetails } from './page/session.ts';
import type { HostWebContents } from './page/web-contents.ts';
import type { safeStorage } from './safe-storage.ts';
import type { HostMenu, MenuItemOptions } from './tray/menu.ts';
import type { HostTray } from './tray/tray.ts';
import type { HostBrowserWindow, WindowOptions } from './window/browser-window.ts';

export type App = HostApp;
export type BaseWindow = HostBrowserWindow;
export type BrowserWindow = HostBrowserWindow;
export type BaseWindowConstructorOptions = WindowOptions;
export type BrowserWindowConstructorOptions = WindowOptions;
export type Dialog = typeof dialog;
export type Event = Preventable;
export type IpcMain = typeof ipcMain;
export type IpcMainInvokeEvent = InvokeEvent;
export type Menu = HostMenu;
export type MenuItemConstructorOptions = MenuItemOptions;
export type OnBeforeRequestListenerDetails = RequestDetails;
export type Protocol = typeof protocol;
export type SafeStorage = typeof safeStorage;
export type SaveDialogOptions = SaveOptions;
export type Session = HostSession;
export type Tray = HostTray;
export type WebContents = HostWebContents;
export type WebFrameMain = HostFrame;
export type WebRequest = HostSession['webRequest'];

/** Data that goes through this host as Electron describes it. */
export type CallbackResponse = Pick<Electron.CallbackResponse, 'cancel'>;
export type CustomScheme = Pick<Electron.CustomScheme, 'scheme' | 'privileges'>;
export type DecryptStringAsyncReturnValue = Electron.DecryptStringAsyncReturnValue;
export type FileFilter = Electron.FileFilter;
export type Privileges = Pick<Electron.Privileges, 'standard' | 'secure' | 'supportFetchAPI'>;
export type SaveDialogReturnValue = Electron.SaveDialogReturnValue;
export type WindowOpenHandlerResponse = Electron.WindowOpenHandlerResponse;
/** Taken as given: a page here is sandboxed, isolated and without Node whatever main says, and has the browser's tools. */
export type WebPreferences = Pick<
  Electron.WebPreferences,
  | 'preload'
  | 'sandbox'
  | 'contextIsolation'
  | 'nodeIntegration'
  | 'webviewTag'
  | 'spellcheck'
  | 'navigateOnDragDrop'
  | 'devTools'
>;

/** In a page's preload. */
export interface ContextBridge {
  readonly exposeInMainWorld: unknown;
}
export interface IpcRenderer {
  readonly invoke: unknown;
  readonly on: unknown;
  readonly removeListener: unknown;
}
