/** The part of Chromium's DevTools protocol that this host speaks, as types: what each command takes and answers, what each event tells. */

export interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly openerId?: string;
}

export interface HeaderEntry {
  readonly name: string;
  readonly value: string;
}

export interface Bounds {
  readonly left?: number;
  readonly top?: number;
  readonly width?: number;
  readonly height?: number;
  readonly windowState?: 'normal' | 'minimized' | 'maximized' | 'fullscreen';
}

/** `type: 'string'` and so on is of no interest here: only that something was thrown, and what it says. */
interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

type None = Record<string, never>;

export interface Commands {
  'Browser.close': { params: None; result: None };
  'Browser.getVersion': { params: None; result: { readonly product: string } };
  'Browser.getWindowForTarget': {
    params: { targetId: string };
    result: { readonly windowId: number; readonly bounds: Bounds };
  };
  'Browser.setWindowBounds': { params: { windowId: number; bounds: Bounds }; result: None };
  'Browser.setDownloadBehavior': { params: { behavior: 'deny' }; result: None };
  'Browser.grantPermissions': { params: { permissions: readonly string[]; origin: string }; result: None };
  'Target.setAutoAttach': {
    params: { autoAttach: boolean; waitForDebuggerOnStart: boolean; flatten: boolean };
    result: None;
  };
  'Target.setDiscoverTargets': { params: { discover: boolean }; result: None };
  'Target.closeTarget': { params: { targetId: string }; result: None };
  'Fetch.enable': { params: { patterns: readonly { urlPattern: string }[] }; result: None };
  'Fetch.fulfillRequest': {
    params: {
      requestId: string;
      responseCode: number;
      responseHeaders: readonly HeaderEntry[];
      body: string;
    };
    result: None;
  };
  'Fetch.failRequest': {
    params: { requestId: string; errorReason: 'BlockedByClient' | 'Aborted' };
    result: None;
  };
  'Page.enable': { params: None; result: None };
  'Page.navigate': { params: { url: string }; result: { readonly errorText?: string } };
  'Page.bringToFront': { params: None; result: None };
  'Page.addScriptToEvaluateOnNewDocument': {
    params: { source: string; worldName?: string };
    result: { readonly identifier: string };
  };
  'Page.getLayoutMetrics': {
    params: None;
    result: {
      readonly cssLayoutViewport: { readonly clientWidth: number; readonly clientHeight: number };
    };
  };
  'Runtime.enable': { params: None; result: None };
  'Runtime.runIfWaitingForDebugger': { params: None; result: None };
  'Runtime.addBinding': { params: { name: string; executionContextName: string }; result: None };
  'Runtime.callFunctionOn': {
    params: {
      functionDeclaration: string;
      executionContextId: number;
      arguments: readonly { value: unknown }[];
      returnByValue: boolean;
    };
    result: Evaluated;
  };
}

export interface Events {
  'Target.attachedToTarget': { readonly sessionId: string; readonly targetInfo: TargetInfo };
  'Target.detachedFromTarget': { readonly sessionId: string };
  'Target.targetInfoChanged': { readonly targetInfo: TargetInfo };
  'Fetch.requestPaused': {
    readonly requestId: string;
    readonly request: {
      readonly url: string;
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
    };
    readonly frameId: string;
    readonly resourceType: string;
  };
  'Page.frameNavigated': {
    readonly frame: { readonly id: string; readonly parentId?: string; readonly url: string };
  };
  'Page.navigatedWithinDocument': { readonly frameId: string; readonly url: string };
  'Page.domContentEventFired': { readonly timestamp: number };
  'Page.loadEventFired': { readonly timestamp: number };
  'Runtime.executionContextCreated': {
    readonly context: {
      readonly id: number;
      readonly origin: string;
      readonly name: string;
      readonly auxData?: { readonly frameId?: string };
    };
  };
  'Runtime.executionContextDestroyed': { readonly executionContextId: number };
  'Runtime.executionContextsCleared': None;
  'Inspector.targetCrashed': None;
  'Runtime.bindingCalled': {
    readonly name: string;
    readonly payload: string;
    readonly executionContextId: number;
  };
}

export type CommandName = keyof Commands;
export type EventName = keyof Events;
/** Every event this host knows, with its parameters; `session` is the page it comes from. */
export type DevToolsEvent = {
  [E in EventName]: { readonly method: E; readonly params: Events[E]; readonly session: string | undefined };
}[EventName];

const known: Readonly<Record<EventName, true>> = {
  'Target.attachedToTarget': true,
  'Target.detachedFromTarget': true,
  'Target.targetInfoChanged': true,
  'Fetch.requestPaused': true,
  'Page.frameNavigated': true,
  'Page.navigatedWithinDocument': true,
  'Page.domContentEventFired': true,
  'Page.loadEventFired': true,
  'Runtime.executionContextCreated': true,
  'Runtime.executionContextDestroyed': true,
  'Runtime.executionContextsCleared': true,
  'Runtime.bindingCalled': true,
  'Inspector.targetCrashed': true,
};
export const isKnownEvent = (method: string): method is EventName => Object.hasOwn(known, method);
