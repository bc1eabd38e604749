/** What the calls are made of: every service of the main process, by name. */
import type { BrowserWindow, SaveDialogOptions, SaveDialogReturnValue } from 'electron';
import type { CounterHistory } from './counter-history.ts';
import type { DialService } from './dial-service.ts';
import type { HelperSession } from './helper-session.ts';
import type { LogService } from './log-service.ts';
import type { Logons } from './logons.ts';
import type { Model } from './model.ts';
import type { Pages } from './pages.ts';
import type { PhonebookService } from './phonebook-service.ts';
import type { Preferences } from './preferences.ts';
import type { TerminalBacklog } from './terminal-backlog.ts';
import type { Windows } from './windows.ts';

export interface Services {
  readonly dial: DialService;
  readonly history: CounterHistory;
  readonly logons: Logons;
  readonly logs: LogService;
  readonly model: Model;
  readonly pages: Pages;
  readonly phonebook: PhonebookService;
  readonly preferences: Preferences;
  readonly session: HelperSession;
  readonly terminal: TerminalBacklog;
  readonly windows: Windows;
  isConnected(entry: string): boolean;
  /** Asks nobody for anything. */
  holdsCardNumber(card: string): Promise<boolean>;
  /** In front of that window. */
  showSaveDialog(
    parent: BrowserWindow | undefined,
    options: SaveDialogOptions,
  ): Promise<SaveDialogReturnValue>;
  quit(): Promise<void>;
}
