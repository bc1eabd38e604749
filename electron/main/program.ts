/** The program itself: its services, wired to each other and to the windows. */
import {
  CallLogs,
  connectHelper,
  defaultCredentialsPath,
  defaultPhonebookPath,
  defaultWindowStatePath,
  dialledEntry,
  helperConnection,
  readCredentials,
  watchFile,
  watchTrayHost,
} from '../../client/index.ts';
import type { Environment, WindowRequest } from '../../contract/app.ts';
import { callingCardOf, currentLocation } from '../../contract/dialing-rules.ts';
import { defaultRuntimeDirectory } from '../../contract/helper.ts';
import type { Entry } from '../../contract/phonebook.ts';
import { calls } from './calls.ts';
import { end, whenLastWindowCloses, whenTheUserExits } from './closing.ts';
import type { Closing } from './closing.ts';
import { CounterHistory } from './counter-history.ts';
import { DialService } from './dial-service.ts';
import { routeHelperEvent } from './helper-events.ts';
import { HelperSession } from './helper-session.ts';
import { LogService } from './log-service.ts';
import { Logons } from './logons.ts';
import { Model } from './model.ts';
import { Pages } from './pages.ts';
import { Passwords } from './passwords.ts';
import { PhonebookService } from './phonebook-service.ts';
import { Preferences, readPreferences } from './preferences.ts';
import { serve } from './serve.ts';
import type { Services } from './services.ts';
import type { ProgramHost } from './shell.ts';
import { TerminalBacklog } from './terminal-backlog.ts';
import type { TrayAction } from './tray-model.ts';
import { trayPicture } from './tray-model.ts';
import { TrayView } from './tray.ts';
import { Windows } from './windows.ts';
import { WindowState } from './window-state.ts';

const programName = 'dial-up-networking';

export class Program {
  readonly #host: ProgramHost;
  readonly #pages = new Pages();
  readonly #history = new CounterHistory();
  readonly #terminal = new TerminalBacklog();
  readonly #model: Model;
  readonly #passwords: Passwords;
  readonly #phonebook: PhonebookService;
  readonly #preferences: Preferences;
  readonly #session: HelperSession;
  readonly #logons: Logons;
  readonly #logs: LogService;
  readonly #dial: DialService;
  readonly #windowState: WindowState;
  readonly #windows: Windows;
  readonly #tray: TrayView;
  #stopWatching: (() => void)[] = [];
  #opened = false;
  #hangingUp = false;
  #stopping: Promise<void> | undefined;

  /** Reads what is on disk and makes everything; the windows come with `open`. */
  static async create(host: ProgramHost): Promise<Program> {
    const preferences = await readPreferences((what, error) => {
      host.report(what, error);
    });
    const program = new Program(host, preferences);
    await Promise.all([program.#phonebook.read(), program.#windowState.read()]);
    program.#start();
    return program;
  }

  private constructor(host: ProgramHost, preferences: Awaited<ReturnType<typeof readPreferences>>) {
    const { clock, options, shell } = host;
    const report = (what: string, error?: unknown) => {
      host.report(what, error);
    };
    this.#host = host;
    this.#passwords = new Passwords(shell.findPasswordStore());
    const path = options.phonebook ?? defaultPhonebookPath();
    this.#model = new Model(
      {
        phonebook: { path, entries: [] },
        connections: [],
        dials: [],
        ...preferences,
        environment: {
          ...host.about,
          tray: false,
          passwords: { store: 'none', reason: 'The keyring has not answered yet.' },
          helper: { state: 'absent' },
        },
      },
      (event) => {
        this.#pages.publish('changed', event);
      },
    );
    this.#phonebook = new PhonebookService({
      path,
      changed: (phonebook) => {
        this.#model.set({ phonebook });
      },
      renamed: (from, to) => this.#renamed(from, to),
      inUse: (entry) => this.#inUse(entry),
    });
    this.#preferences = new Preferences({
      passwords: this.#passwords,
      changed: (slices) => {
        this.#model.set(slices);
      },
    });
    const runtimeDirectory = options.runtimeDirectory ?? defaultRuntimeDirectory;
    this.#session = new HelperSession({
      clock,
      find: () => connectHelper(runtimeDirectory, programName),
      start: () => helperConnection({ runtimeDirectory, program: programName, helper: host.helper }),
      meet: (run) => this.#logs.meet(run),
      settle: (connections) => this.#logs.settle(connections),
      changed: (state) => {
        this.#environment({ helper: state });
      },
      connections: (list) => {
        this.#model.set({ connections: [...list] });
      },
      event: (event) => {
        routeHelperEvent(event, {
          clock,
          dial: this.#dial,
          history: this.#history,
          logs: this.#logs,
          pages: this.#pages,
          terminal: this.#terminal,
          windows: this.#windows,
          counted: () => {
            this.#drawTray();
          },
        });
      },
      lost: (error) => {
        this.#history.clear();
        this.#dial.lost(error);
      },
      report,
    });
    this.#logons = new Logons({
      passwords: this.#passwords,
      credentialsFile: async () => {
        const file = options.credentials ?? defaultCredentialsPath();
        return (await readCredentials(file, { mustExist: options.credentials !== undefined })) ?? new Map();
      },
    });
    this.#logs = new LogService({
      logs: CallLogs.open({
        wanted: (entry) => this.#phonebook.book.find(entry)?.recordLog ?? true,
        grew: (log, total) => {
          this.#pages.publish('logGrew', { log, total });
        },
        changed: () => {
          this.#pages.publish('logCallsChanged', {});
        },
      }),
      report,
    });
    this.#dial = new DialService({
      clock,
      session: this.#session,
      logons: this.#logons,
      phonebook: () => this.#phonebook.book,
      settings: () => this.#model.state.settings,
      dialling: (top, chain) => {
        this.#logs.dialling(top, chain);
      },
      locations: () => this.#model.state.locations,
      withNumber: (entry) => this.#withNumber(entry),
      changed: (dials) => {
        this.#model.set({ dials: [...dials] });
      },
      connected: (entry) => {
        if (this.#model.state.settings.confirmConnected) this.#windows.open({ kind: 'established', entry });
      },
      dropped: (entry) => {
        // Its status shows what happened; without that window, this one does.
        if (!this.#windows.isOpen({ kind: 'status', entry }))
          this.#windows.open({ kind: 'connecting', entry });
      },
      failed: (entry) => {
        // In the tray alone, nobody would hear of it: the program would just end.
        if (this.#windows.count === 0 && !this.#stopping) this.#windows.open({ kind: 'connecting', entry });
      },
    });
    this.#windowState = new WindowState({ path: defaultWindowStatePath(), clock, report });
    this.#windows = new Windows({
      clock,
      create: (made) => shell.createWindow(made),
      preload: host.files.preload,
      icon: host.files.windowIcon,
      developerTools: host.developerTools,
      folderSize: () => this.#windowState.folder,
      rememberFolderSize: (size) => {
        this.#windowState.remember(size);
      },
      report,
    });
    this.#tray = new TrayView({
      create: (file) => shell.createTray(file),
      setMenu: (tray, items) => {
        shell.setTrayMenu(tray, items);
      },
      iconFile: (icon) => host.files.trayIcon(icon),
      act: (action) => {
        this.#act(action);
      },
    });
  }

  #start(): void {
    const { shell } = this.#host;
    const report = this.#host.report.bind(this.#host);
    const services: Services = {
      dial: this.#dial,
      history: this.#history,
      logons: this.#logons,
      logs: this.#logs,
      model: this.#model,
      pages: this.#pages,
      phonebook: this.#phonebook,
      preferences: this.#preferences,
      session: this.#session,
      terminal: this.#terminal,
      windows: this.#windows,
      isConnected: (entry) => this.#isConnected(entry),
      holdsCardNumber: (card) => this.#passwords.holdsCardNumber(card),
      showSaveDialog: (parent, dialog) => shell.showSaveDialog(parent, dialog),
      quit: () => this.exit(),
    };
    serve(calls(services), { ipcMain: shell.ipcMain, report });
    this.#model.watch(() => {
      this.#drawTray();
      // Once everything that changes together has changed.
      if (this.#windows.count === 0) setImmediate(() => void this.#withoutWindows());
    });
    try {
      this.#stopWatching.push(
        watchFile(this.#model.state.phonebook.path, () => {
          this.#phonebook.read().catch((error: unknown) => {
            report('the phonebook could not be read again', error);
          });
        }),
      );
    } catch (error) {
      // Watches can run out. Our own changes are shown all the same.
      report('the phonebook is not watched for changes by others', error);
    }
    void this.#session.look();
    void this.#passwords.environment().then((passwords) => {
      this.#environment({ passwords });
    });
    void watchTrayHost((tray) => {
      this.#environment({ tray });
    }).then((stop) => {
      this.#stopWatching.push(stop);
    });
  }

  open(request: WindowRequest): void {
    this.#opened = true;
    this.#windows.open(request);
  }

  /** In the tray alone, and something has changed: nothing is left to stay for, or nothing left to be reached by. */
  async #withoutWindows(): Promise<void> {
    if (!this.#opened || this.#windows.count > 0 || this.#stopping || this.#hangingUp) return;
    if (!this.#closingFacts().live) await this.allWindowsClosed();
    else if (!this.#trayReachable()) this.open({ kind: 'folder' });
  }

  /** The last window has closed. */
  async allWindowsClosed(): Promise<void> {
    const closing = whenLastWindowCloses({ ...this.#closingFacts(), trayShown: this.#trayReachable() });
    await this.#end(closing, () => this.#windows.count > 0);
  }

  /** The user has chosen Exit. */
  async exit(): Promise<void> {
    await this.#end(whenTheUserExits(this.#closingFacts()), () => false);
  }

  /** Leaves everything in order; what is up stays up. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    for (const stop of this.#stopWatching) stop();
    this.#tray.show(undefined);
    this.#session.close();
    await Promise.all([this.#windowState.flush(), this.#logs.close()]);
  }

  async #end(closing: Closing, wantedAgain: () => boolean): Promise<void> {
    if (this.#stopping) return;
    await end(closing, {
      hangUp: async () => {
        this.#hangingUp = true;
        await Promise.all(this.#model.state.connections.map(({ entry }) => this.#hangUp(entry)));
        this.#hangingUp = false;
      },
      wantedAgain,
      leave: async () => {
        await this.stop();
        this.#host.shell.quit();
      },
    });
  }

  /** What cannot be hung up, because the helper has gone, is down already. */
  async #hangUp(entry: string): Promise<void> {
    await this.#dial.hangUp(entry).catch((error: unknown) => {
      this.#host.report(`"${entry}" could not be hung up`, error);
    });
  }

  #closingFacts() {
    const { connections, dials, settings } = this.#model.state;
    const live = connections.length > 0 || dials.some(({ phase }) => phase === 'dialling');
    return { live, whenClosed: settings.whenClosed };
  }

  /** The icon is there, and a tray that draws it. */
  #trayReachable(): boolean {
    return this.#tray.shown && this.#model.state.environment.tray;
  }

  #environment(changed: Partial<Environment>): void {
    this.#model.set({ environment: { ...this.#model.state.environment, ...changed } });
  }

  #isConnected(entry: string): boolean {
    return this.#model.state.connections.some((each) => each.entry === entry && each.state === 'connected');
  }

  #inUse(entry: string): boolean {
    return this.#dial.isLive(entry) || this.#model.state.connections.some((each) => each.entry === entry);
  }

  async #cardNumber(card: string): Promise<string> {
    return (await this.#passwords.cardNumber(card)).secret?.reveal() ?? '';
  }

  async #withNumber(entry: Entry): Promise<Entry> {
    if (entry.useDialingRules !== true) return entry;
    const { locations } = this.#model.state;
    const card = callingCardOf(locations, currentLocation(locations));
    return dialledEntry(entry, locations, card === undefined ? '' : await this.#cardNumber(card.name));
  }

  async #renamed(from: string, to: string | undefined): Promise<void> {
    // It is not in use, and nobody could give up what was typed for it under that name any more.
    this.#logons.forgetAttempt(from);
    const { reason } = await (to === undefined
      ? this.#passwords.forget(from)
      : this.#passwords.rename(from, to));
    if (reason !== undefined && (await this.#passwords.environment()).store !== 'none')
      this.#host.report(`the password kept for "${from}" did not follow`, new Error(reason));
  }

  #drawTray(): void {
    if (this.#stopping) return;
    const { connections, dials, settings } = this.#model.state;
    const traffic = new Map(connections.map(({ entry }) => [entry, this.#history.samples(entry)]));
    try {
      this.#tray.show(settings.showTrayIcon ? trayPicture({ connections, dials, traffic }) : undefined);
    } catch (error) {
      // A desktop that will not have an icon must not cost anybody a call.
      this.#host.report('the tray icon could not be drawn', error);
    }
  }

  #act(action: TrayAction): void {
    switch (action.do) {
      case 'open':
      case 'log':
        this.#windows.open({ kind: action.do === 'open' ? 'folder' : 'log' });
        return;
      case 'status':
        this.#windows.open({ kind: 'status', entry: action.entry });
        return;
      case 'disconnect':
        void this.#hangUp(action.entry);
        return;
      case 'exit':
        void this.exit();
        return;
    }
  }
}
