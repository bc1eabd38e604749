/** Answers what a page asks for: from the handler of its scheme, or not at all. */
import { host } from '../host.ts';
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

export async function answerRequest(paused: PausedRequest, session: HostSession): Promise<void> {
  const { requestId, url, request } = paused;
  const refuse = (): void => {
    host.tell('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }, paused.session);
  };
  const handler = handlerOf(new URL(url).protocol.slice(0, -1));
  if (
    handler === undefined ||
    !(await session.allows({ url, method: request.method, resourceType: paused.resourceType }))
  ) {
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
