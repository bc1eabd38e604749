/** A web server with one page, and a download to fill the line with. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Page } from './pages.ts';

/** Downloads end here. */
const largestDownload = 64 << 20;

export function createSite(page: Page): Server {
  let visits = 0;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405);
      return;
    }
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    if (url === null) {
      refuse(response, 400);
      return;
    }
    if (url.pathname === '/download') {
      download(url, response);
      return;
    }
    if (url.pathname !== '/') {
      refuse(response, 404);
      return;
    }
    visits += 1;
    response.writeHead(200, { 'content-type': 'text/html; charset=us-ascii' });
    response.end(page(visitorOf(request), visits));
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  return server;
}

/** An IP address as the socket has it: nothing of the request's own text enters the page. */
const visitorOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? 'nowhere';

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(`${status}\n`);
}

/** `bytes` bytes counting up from 0 to 250, again and again: a prime period, so that a lost or moved block shows. */
function download(url: URL, response: ServerResponse): void {
  const wanted = Number(url.searchParams.get('bytes') ?? 1 << 20);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > largestDownload) {
    refuse(response, 400);
    return;
  }
  const block = Uint8Array.from({ length: 251 * 64 }, (_, index) => index % 251);
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': wanted });
  let left = wanted;
  const more = (): void => {
    while (left > 0) {
      const part = block.subarray(0, left);
      left -= part.length;
      if (!response.write(part)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}
