/** The one Chromium of this process, and which page its events belong to. */
import { randomBytes } from 'node:crypto';
import { Chromium } from './devtools/chromium.ts';
import type { CommandName, Commands, DevToolsEvent, TargetInfo } from './devtools/commands.ts';
import { GoneError } from './devtools/pipe.ts';
import { toBrowser } from './page/address.ts';

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
  readonly scheme: string;
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
  /** By the token in the address a window was opened with. */
  readonly #expected = new Map<string, HostedPage>();
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
    const { product } = await chromium.send('Browser.getVersion', {});
    await chromium.send('Browser.setDownloadBehavior', { behavior: 'deny' });
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

  /** A window for this page; it attaches itself when it is there. */
  async openWindow(contents: HostedPage): Promise<void> {
    const token = randomBytes(16).toString('hex');
    this.#expected.set(token, contents);
    await this.chromium.openWindow(toBrowser(`${contents.scheme}://app/?opening=${token}`));
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
      default:
        if (event.session !== undefined) this.#pages.get(event.session)?.heard(event);
    }
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
    this.tell('Target.closeTarget', { targetId: info.targetId });
  }
}

export const host = new Host();
