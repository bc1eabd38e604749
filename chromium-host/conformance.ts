/**
 * The compiler's proof that what this host offers has Electron's own shape: every member below can stand where Electron's is
 * expected. A member that takes or hands out another object of the host cannot be compared like that; that it exists, and that
 * nothing else is used, is conformance.test.ts's business.
 */
import type * as Electron from 'electron';
import type { HostApp } from './app/app.ts';
import type { dialog } from './dialog/dialog.ts';
import type { HostFrame } from './page/frame.ts';
import type { ipcMain } from './page/ipc-main.ts';
import type { protocol } from './page/protocol.ts';
import type { HostWebContents } from './page/web-contents.ts';
import type { safeStorage } from './safe-storage.ts';
import type { HostTray } from './tray/tray.ts';
import type { HostBrowserWindow } from './window/browser-window.ts';

/** Does not compile unless `Ours` has the members `Names`, and each as Electron has it. */
type Like<Ours extends Pick<Theirs, Names>, Theirs, Names extends keyof Theirs> = Pick<
  Ours,
  Names & keyof Ours
>;

export type App = Like<
  HostApp,
  Electron.App,
  | 'isPackaged'
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getAppPath'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
>;
export type BrowserWindow = Like<
  HostBrowserWindow,
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'isVisible'
  | 'isMinimized'
  | 'restore'
  | 'setTitle'
  | 'setContentSize'
  | 'getContentSize'
  | 'removeMenu'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
>;
export type WebContents = Like<
  HostWebContents,
  Electron.WebContents,
  'id' | 'getURL' | 'isDestroyed' | 'send' | 'loadURL' | 'focus' | 'setWindowOpenHandler'
>;
export type WebFrameMain = Like<HostFrame, Electron.WebFrameMain, 'url' | 'origin' | 'detached' | 'parent'>;
export type IpcMain = Like<typeof ipcMain, Electron.IpcMain, 'removeHandler'>;
export type Protocol = Like<
  typeof protocol,
  Electron.Protocol,
  'handle' | 'unhandle' | 'isProtocolHandled' | 'registerSchemesAsPrivileged'
>;
export type SafeStorage = Like<
  typeof safeStorage,
  Electron.SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>;
export type Tray = Like<HostTray, Electron.Tray, 'setImage' | 'setToolTip' | 'destroy' | 'isDestroyed'>;
export type Dialog = Like<typeof dialog, Electron.Dialog, 'showSaveDialog'>;
