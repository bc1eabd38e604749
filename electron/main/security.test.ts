import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { FakePage } from '../testing/fake-electron.ts';
import { closeSession, confinePages } from './security.ts';

describe('a page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'gets nowhere: %s is prevented',
    (name) => {
      const app = new EventEmitter();
      confinePages(app as unknown as App);
      const page = new FakePage();
      app.emit('web-contents-created', {}, page);
      let prevented = false;
      page.emit(name, { preventDefault: () => (prevented = true) });
      expect(prevented).toBe(true);
    },
  );

  it('opens no window by itself', () => {
    const app = new EventEmitter();
    confinePages(app as unknown as App);
    const page = new FakePage();
    app.emit('web-contents-created', {}, page);
    expect(page.openHandler?.()).toEqual({ action: 'deny' });
  });
});

function closed(developerTools: boolean) {
  const handlers: {
    request?: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
    check?: () => boolean;
    before?: (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void;
    download?: (event: { preventDefault: () => void }) => void;
  } = {};
  const session = {
    setPermissionRequestHandler: (handler: typeof handlers.request) => (handlers.request = handler),
    setPermissionCheckHandler: (handler: typeof handlers.check) => (handlers.check = handler),
    on: (_name: 'will-download', handler: typeof handlers.download) => (handlers.download = handler),
    webRequest: { onBeforeRequest: (handler: typeof handlers.before) => (handlers.before = handler) },
  };
  closeSession(session as unknown as Session, { developerTools });
  const cancelled = (url: string) => {
    let answer: boolean | undefined;
    handlers.before?.({ url }, ({ cancel }) => (answer = cancel));
    return answer;
  };
  return { cancelled, handlers };
}

describe('the session', () => {
  it('grants no permission, asked or checked', () => {
    const { handlers } = closed(false);
    let granted: boolean | undefined;
    handlers.request?.({}, 'media', (answer) => (granted = answer));
    expect(granted).toBe(false);
    expect(handlers.check?.()).toBe(false);
  });

  it('downloads nothing, also what a page has made itself', () => {
    let prevented = false;
    closed(false).handlers.download?.({ preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });

  it.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'ws://localhost/',
    'file:///etc/passwd',
    'dun://other/index.html',
    'dun://app.example.org/index.html',
    'devtools://devtools/bundled/inspector.html',
  ])('lets nothing out to %s', (url) => {
    expect(closed(false).cancelled(url)).toBe(true);
  });

  it('lets our own pages be loaded, and the developer tools where there are any', () => {
    expect(closed(false).cancelled('dun://app/index.html?window=folder')).toBe(false);
    expect(closed(true).cancelled('devtools://devtools/bundled/inspector.html')).toBe(false);
  });
});
