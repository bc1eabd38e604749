/** What no page of ours ever needs and so none may do: navigate, open, ask for permissions, reach a network, download, embed. */
import type { App, Session, WebContents } from 'electron';
import { pageOrigin } from './addresses.ts';

/** Everything but our own files, whatever asked for it. */
export function closeSession(
  session: Session,
  { developerTools }: { readonly developerTools: boolean },
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  // A page can make one of a blob of its own, which is no request.
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const ours = details.url.startsWith(`${pageOrigin}/`);
    const tools = developerTools && details.url.startsWith('devtools://devtools/');
    answer({ cancel: !ours && !tools });
  });
}

function confine(contents: WebContents): void {
  // Reloading is no navigation of the page's own and stays possible.
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Holds for every page from the moment it exists, also for one we did not mean to make. */
export function confinePages(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    confine(contents);
  });
}
