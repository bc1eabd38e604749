/** The one Chromium of this process, and which page its events belong to. */
import { randomBytes } from 'node:crypto';
import { Chromium } from './devtools/chromium.ts';
import type { CommandName, Commands, DevToolsEvent, TargetInfo } from './devtools/commands.ts';
import { GoneError } from './devtools/pipe.ts';

/** What goes wrong with a window that is closing, or with a browser that is, is no fault; the rest is told. */
export function complain(error: unknown): void {
  if (error instanceof GoneError) return;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

export interface HostOptions {
  /** Private to the user; the browser's profile goes there. */
  readonly directory: string;
  readonly name: string;
  readonly words: readonly string[];
  readonly lost: (reason: string) => void;
}

/** What a page does with what the browser tells of it. */
export interface HostedPage {
  readonly targetId: string | undefined;
  attach(session: string, info: TargetInfo): void;
  heard(event: DevToolsEvent): void;
  detached(): void;
  refusedWindow(browserUrl: string): void;
}

class Host {
  /** The scheme main serves its pages by. */
  scheme = 'app';
  #chromium: Chromium | undefined;
  /** Where windows begin: by this name a desktop knows a window before it has a title. Nothing asks the network for it. */
  #opening = '';
  /** By the token in the address a window was opened with. */
  readonly #expected = new Map<string, HostedPage>();
  /** By the same token: what a window shows before it shows a page. */
  readonly #openingPages = new Map<string, string>();
  readonly #pages = new Map<string, HostedPage>();

  /** Where the browser keeps what it keeps; undefined while there is none. */
  get profile(): string | undefined {
    return this.#chromium?.profile;
  }

  get chromium(): Chromium {
    if (this.#chromium === undefined) throw new Error('the program is not ready yet');
    return this.#chromium;
  }

  /** Resolves to the browser's version once it obeys. */
  async start({ directory, name, words, lost }: HostOptions): Promise<string> {
    const chromium = new Chromium({
      directory,
      windowClass: name,
      words,
      heard: (event) => this.#heard(event),
      lost,
    });
    this.#chromium = chromium;
    this.#opening = `https://${name.toLowerCase().replace(/[^a-z0-9-]/g, '-')}/?opening=`;
    const { product } = await chromium.send('Browser.getVersion', {});
    await chromium.send('Browser.setDownloadBehavior', { behavior: 'deny' });
    // A window's first request is on its way before its page can be asked to wait: it would end at the proxy nobody answers,
    // and the window would show the browser's words about that.
    await chromium.send('Fetch.enable', {
      patterns: [{ urlPattern: `${this.#opening.replace('?', '\\?')}*` }],
    });
    await chromium.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
    return product.slice(product.indexOf('/') + 1);
  }

  /** Resolves when the browser is gone. */
  async close(): Promise<void> {
    await this.#chromium?.close();
  }

  /** For a process that ends this instant. */
  abandon(): void {
    this.#chromium?.abandon();
  }

  /** Sends what nobody waits for. A window that closes meanwhile is no fault. */
  tell<C extends CommandName>(method: C, params: Commands[C]['params'], session?: string): void {
    this.chromium.send(method, params, session).catch(complain);
  }

  /** A window for this page; it attaches itself when it is there. Until the page is loaded it shows the other. */
  async openWindow(contents: HostedPage, openingPage: string): Promise<void> {
    const token = randomBytes(16).toString('hex');
    this.#expected.set(token, contents);
    this.#openingPages.set(token, openingPage);
    await this.chromium.openWindow(`${this.#opening}${token}`);
  }

  #heard(event: DevToolsEvent): void {
    switch (event.method) {
      case 'Target.attachedToTarget':
        this.#attached(event.params.sessionId, event.params.targetInfo);
        break;
      case 'Target.detachedFromTarget': {
        const { sessionId } = event.params;
        this.#pages.get(sessionId)?.detached();
        this.#pages.delete(sessionId);
        break;
      }
      case 'Fetch.requestPaused':
        // The browser's own session has it, or the page's where that was quicker.
        if (event.params.request.url.startsWith(this.#opening)) this.#begin(event.params, event.session);
        else this.#toPage(event);
        break;
      default:
        this.#toPage(event);
    }
  }

  #toPage(event: DevToolsEvent): void {
    if (event.session !== undefined) this.#pages.get(event.session)?.heard(event);
  }

  /** Once for each window: whoever goes back there stays where he is. */
  #begin(
    { requestId, request }: Extract<DevToolsEvent, { method: 'Fetch.requestPaused' }>['params'],
    session: string | undefined,
  ): void {
    const token = request.url.slice(this.#opening.length);
    const page = this.#openingPages.get(token);
    this.#openingPages.delete(token);
    if (page === undefined) {
      this.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' }, session);
      return;
    }
    const answer = {
      requestId,
      responseCode: 200,
      responseHeaders: [{ name: 'Content-Type', value: 'text/html; charset=utf-8' }],
      body: Buffer.from(page).toString('base64'),
    };
    this.tell('Fetch.fulfillRequest', answer, session);
  }

  #attached(session: string, info: TargetInfo): void {
    const token = /[?&]opening=([0-9a-f]{32})$/.exec(info.url)?.[1] ?? '';
    const contents = this.#expected.get(token);
    if (contents !== undefined) {
      this.#expected.delete(token);
      this.#pages.set(session, contents);
      contents.attach(session, info);
      return;
    }
    // No window of ours: a new tab by the browser's own keys, or what a page opened.
    const opener = [...this.#pages.values()].find((page) => page.targetId === info.openerId);
    opener?.refusedWindow(info.url);
    // It waits, and a page that opened it would wait with it: closed alone, it may leave that standing for ever.
    this.tell('Runtime.runIfWaitingForDebugger', {}, session);
    this.tell('Target.closeTarget', { targetId: info.targetId });
  }
}

export const host = new Host();
