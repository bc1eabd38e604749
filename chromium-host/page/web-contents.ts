/** A page as main knows it: where it is, what it may load, what it says and is told. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { HandlerDetails, WindowOpenHandlerResponse } from 'electron';
import type { DevToolsEvent, TargetInfo } from '../devtools/commands.ts';
import type { Preventable } from '../event.ts';
import { preventable } from '../event.ts';
import { GoneError } from '../devtools/pipe.ts';
import { host } from '../host.ts';
import { fromBrowser, toBrowser } from './address.ts';
import { HostFrame } from './frame.ts';
import { ipcMain } from './ipc-main.ts';
import { answerRequest } from './request.ts';
import { binding, pageScripts, preloadWorld, receiver } from './scripts.ts';
import type { SchemeHandler } from './protocol.ts';
import type { HostSession } from './session.ts';
import { defaultSession } from './session.ts';
import type { FromPage, ToPage } from './worlds.ts';

/** Whatever it answers, no window opens. */
export type WindowOpenHandler = (details: HandlerDetails) => WindowOpenHandlerResponse;

interface Events {
  'did-finish-load': [];
  'dom-ready': [];
  'did-fail-load': [event: object, code: number, description: string, url: string, mainFrame: boolean];
  'will-navigate': [event: Preventable & { readonly url: string }, url: string];
  'will-frame-navigate': [event: Preventable & { readonly url: string; readonly isMainFrame: boolean }];
  'will-redirect': [event: Preventable];
  'will-attach-webview': [event: Preventable];
  'render-process-gone': [event: object, details: { readonly reason: 'crashed'; readonly exitCode: number }];
  /** The page's inner size, in its own pixels, and whether it is minimised. */
  'content-state': [width: number, height: number, hidden: boolean];
  destroyed: [];
}

/** A page of this host's own, a dialog: main knows nothing of it. */
export interface OwnPage {
  readonly scheme: string;
  /** The preload script itself. */
  readonly preload: string;
  readonly serve: SchemeHandler;
  readonly answer: (channel: string, value: unknown) => unknown;
}

export interface PageOptions {
  /** The file with the preload script. */
  readonly preload?: string | undefined;
  readonly own?: OwnPage | undefined;
}

interface Attached {
  readonly session: string;
  readonly targetId: string;
}

export class HostWebContents extends EventEmitter<Events> {
  static #lastId = 0;
  readonly id = (HostWebContents.#lastId += 1);
  readonly session: HostSession = defaultSession;
  readonly mainFrame = new HostFrame();
  readonly #preload: string;
  readonly #own: OwnPage | undefined;
  readonly #attached = Promise.withResolvers<Attached>();
  #target: Attached | undefined;
  /** The context of the page that is there now in which its preload lives. */
  #context: number | undefined;
  /** What main wants to see here, as the browser calls it. */
  #wanted = '';
  #loading: { resolve(): void; reject(error: Error): void } | undefined;
  #windowOpen: WindowOpenHandler | undefined;
  #destroyed = false;

  constructor({ preload, own }: PageOptions) {
    super();
    this.#own = own;
    this.#preload = own?.preload ?? (preload === undefined ? '' : readFileSync(preload, 'utf8'));
    // Whoever waits for it hears of it; nobody has to.
    this.#attached.promise.catch(() => undefined);
  }

  /** Whose pages these are. */
  get scheme(): string {
    return this.#own?.scheme ?? host.scheme;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpen = handler;
  }

  /** A window that a page asked for: there are none but main's own. */
  refusedWindow(browserUrl: string): void {
    this.#windowOpen?.({
      url: fromBrowser(browserUrl) ?? browserUrl,
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'no-referrer' },
    });
  }

  send(channel: string, ...values: unknown[]): void {
    this.#tell({ type: 'event', channel, values });
  }

  async loadURL(address: string): Promise<void> {
    const url = toBrowser(address);
    this.#wanted = url;
    const loaded = Promise.withResolvers<undefined>();
    // It may fail while something before it is still waited for, which then fails too and is what the caller hears.
    loaded.promise.catch(() => undefined);
    this.#loading = { resolve: () => loaded.resolve(undefined), reject: (error) => loaded.reject(error) };
    const { session } = await this.#attached.promise;
    const origin = new URL(url).origin;
    const permissions = await this.session.granted(this, origin);
    await host.chromium.send('Browser.grantPermissions', { permissions, origin });
    const { errorText } = await host.chromium.send('Page.navigate', { url }, session);
    if (errorText !== undefined) {
      this.emit('did-fail-load', {}, -1, errorText, address, true);
      loaded.reject(new Error(`${errorText} loading '${address}'`));
    }
    await loaded.promise;
  }

  focus(): void {
    const session = this.#target?.session;
    if (session !== undefined) host.tell('Page.bringToFront', {}, session);
  }

  /** Runs a function of no surroundings in the preload's world. */
  async ask(declaration: string, ...values: unknown[]): Promise<unknown> {
    if (this.#target === undefined || this.#context === undefined) return undefined;
    const { result, exceptionDetails } = await host.chromium.send(
      'Runtime.callFunctionOn',
      {
        functionDeclaration: declaration,
        executionContextId: this.#context,
        arguments: values.map((value) => ({ value })),
        returnByValue: true,
      },
      this.#target.session,
    );
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  get targetId(): string | undefined {
    return this.#target?.targetId;
  }

  /** Resolves to the target once the window is there; rejects when it is gone before. */
  get attached(): Promise<Attached> {
    return this.#attached.promise;
  }

  /** The window is there and waits: prepares its page, then lets it run. */
  attach(session: string, { targetId }: TargetInfo): void {
    if (this.#destroyed) {
      // Closed before it came.
      host.tell('Target.closeTarget', { targetId });
      return;
    }
    this.#target = { session, targetId };
    const origin = new URL(toBrowser(`${this.scheme}://app/`)).origin;
    const scripts = pageScripts(origin, this.#preload);
    // The renderer keeps these for its successors, and the page's own process is one: it starts only when all are kept.
    const prepared = [
      host.chromium.send('Page.enable', {}, session),
      host.chromium.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, session),
      host.chromium.send(
        'Runtime.addBinding',
        { name: binding, executionContextName: preloadWorld },
        session,
      ),
      host.chromium.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page }, session),
      host.chromium.send(
        'Page.addScriptToEvaluateOnNewDocument',
        { source: scripts.preload, worldName: preloadWorld },
        session,
      ),
      host.chromium.send('Runtime.enable', {}, session),
    ];
    const target = this.#target;
    Promise.all(prepared).then(
      () => {
        host.tell('Runtime.runIfWaitingForDebugger', {}, session);
        this.#attached.resolve(target);
      },
      // The window is gone already; that is told by itself.
      (error: unknown) => this.#attached.reject(error),
    );
  }

  /** What the browser tells of this page. */
  heard(event: DevToolsEvent): void {
    // On its way out it may still say this and that: main has been told that it is gone.
    if (this.#destroyed) return;
    switch (event.method) {
      case 'Fetch.requestPaused':
        this.#requested(event.params);
        break;
      case 'Page.frameNavigated':
        if (event.params.frame.parentId === undefined) this.mainFrame.navigated(event.params.frame.url);
        break;
      case 'Page.navigatedWithinDocument':
        if (event.params.frameId === this.#target?.targetId) this.mainFrame.navigated(event.params.url);
        break;
      case 'Page.domContentEventFired':
        if (this.#isOurs()) this.emit('dom-ready');
        break;
      case 'Page.loadEventFired':
        if (this.#isOurs()) {
          this.#loading?.resolve();
          this.emit('did-finish-load');
        }
        break;
      case 'Runtime.executionContextCreated': {
        const { id, name, auxData } = event.params.context;
        // A page's main frame has its target's name.
        if (name === preloadWorld && auxData?.frameId === this.#target?.targetId) this.#context = id;
        break;
      }
      case 'Runtime.executionContextDestroyed':
        if (event.params.executionContextId === this.#context) this.#context = undefined;
        break;
      case 'Runtime.executionContextsCleared':
        this.#context = undefined;
        break;
      case 'Runtime.bindingCalled':
        if (event.params.name === binding && event.params.executionContextId === this.#context) {
          this.#said(event.params.payload);
        }
        break;
      case 'Inspector.targetCrashed':
        this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 0 });
        break;
      default:
        break;
    }
  }

  /** Takes its window away, now or as soon as it comes. */
  close(): void {
    if (this.#target !== undefined) host.tell('Target.closeTarget', { targetId: this.#target.targetId });
    this.detached();
  }

  detached(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#context = undefined;
    this.mainFrame.detach();
    const gone = new GoneError('the window is closed');
    this.#attached.reject(gone);
    this.#loading?.reject(gone);
    this.emit('destroyed');
  }

  #isOurs(): boolean {
    return this.mainFrame.url !== '' && this.#wanted !== '';
  }

  #requested(params: Extract<DevToolsEvent, { method: 'Fetch.requestPaused' }>['params']): void {
    const { requestId, request, resourceType, frameId } = params;
    const session = this.#target?.session;
    if (session === undefined) return;
    const url = fromBrowser(request.url);
    const navigates = resourceType === 'Document';
    const refuse = (errorReason: 'Aborted' | 'BlockedByClient'): void => {
      host.tell('Fetch.failRequest', { requestId, errorReason }, session);
    };
    if (navigates && !this.#mayNavigate(request.url, frameId)) refuse('Aborted');
    else if (url === undefined) refuse('BlockedByClient');
    else
      void answerRequest(
        { requestId, session, url, request, resourceType },
        this.#own?.serve ?? this.session,
      );
  }

  /** Where main sent it, and there again, is right; anything else is asked about. */
  #mayNavigate(browserUrl: string, frameId: string): boolean {
    if (this.#wanted === '') return false;
    const isMainFrame = frameId === this.#target?.targetId;
    if (isMainFrame && browserUrl === this.#wanted) return true;
    const url = fromBrowser(browserUrl) ?? browserUrl;
    const frame = preventable({ url, isMainFrame });
    this.emit('will-frame-navigate', frame);
    if (!isMainFrame) return false;
    const main = preventable({ url });
    if (!frame.defaultPrevented) this.emit('will-navigate', main, url);
    return !frame.defaultPrevented && !main.defaultPrevented && fromBrowser(browserUrl) !== undefined;
  }

  #said(json: string): void {
    const said = JSON.parse(json) as FromPage;
    if (said.type === 'state') {
      this.emit('content-state', said.width, said.height, said.hidden);
      return;
    }
    const { id, channel, values } = said;
    void this.#invoke(channel, values).then(
      (value) => this.#tell({ type: 'answer', id, ok: true, value }),
      (error: unknown) => {
        const reason = `Error invoking remote method '${channel}': ${String(error)}`;
        this.#tell({ type: 'answer', id, ok: false, error: reason });
      },
    );
  }

  async #invoke(channel: string, values: readonly unknown[]): Promise<unknown> {
    if (this.#own !== undefined) return await this.#own.answer(channel, values[0]);
    const handler = ipcMain.handlerOf(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const event = preventable({ sender: this, senderFrame: this.mainFrame });
    return await handler(event, ...values);
  }

  #tell(message: ToPage): void {
    if (this.#target === undefined || this.#context === undefined) return;
    host.tell(
      'Runtime.callFunctionOn',
      {
        functionDeclaration: `(message) => globalThis.${receiver}(message)`,
        executionContextId: this.#context,
        arguments: [{ value: message }],
        returnByValue: true,
      },
      this.#target.session,
    );
  }
}
