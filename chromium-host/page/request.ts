/** Answers what a page asks for: from the handler of its scheme, or not at all. */
import { host } from '../host.ts';
import type { SchemeHandler } from './protocol.ts';
import { handlerOf } from './protocol.ts';
import type { HostSession } from './session.ts';

export interface PausedRequest {
  readonly requestId: string;
  readonly session: string;
  /** As main calls it. */
  readonly url: string;
  readonly request: { readonly method: string; readonly headers: Readonly<Record<string, string>> };
  readonly resourceType: string;
}

/** `by`: the handler itself, or the session main has closed and the handler of the request's scheme. */
export async function answerRequest(paused: PausedRequest, by: SchemeHandler | HostSession): Promise<void> {
  const { requestId, url, request, resourceType } = paused;
  const refuse = (): void => {
    host.tell('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }, paused.session);
  };
  const handler = typeof by === 'function' ? by : handlerOf(new URL(url).protocol.slice(0, -1));
  const allowed =
    typeof by === 'function' || (await by.allows({ url, method: request.method, resourceType }));
  if (handler === undefined || !allowed) {
    refuse();
    return;
  }
  try {
    // Our pages only ever read; a body would be dropped silently.
    const response = await handler(new Request(url, { method: request.method, headers: request.headers }));
    const body = Buffer.from(await response.arrayBuffer());
    host.tell(
      'Fetch.fulfillRequest',
      {
        requestId,
        responseCode: response.status,
        responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
        body: body.toString('base64'),
      },
      paused.session,
    );
  } catch (error) {
    process.stderr.write(`${url}: ${error instanceof Error ? error.message : String(error)}\n`);
    refuse();
  }
}
