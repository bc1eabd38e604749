import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { frameHeader } from '../contract/framing.ts';
import { socketName } from '../contract/helper.ts';
import { connectHelper } from './helper-connection.ts';

it('a helper that we cannot talk to is left: no conversation stays open behind the error', async () => {
  const directory = mkdtempSync('/tmp/dun-helper-');
  const ended = Promise.withResolvers<undefined>();
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.on('end', () => ended.resolve(undefined));
    const answer = Buffer.from(JSON.stringify({ id: 1, result: { protocol: 'a newer one' } }));
    socket.once('data', () => socket.write(Buffer.concat([frameHeader(answer.length), answer])));
  });
  onTestFinished(() => {
    server.close();
    rmSync(directory, { recursive: true });
  });
  await new Promise<void>((resolve) => server.listen(join(directory, socketName), resolve));
  await expect(connectHelper(directory, 'test')).rejects.toMatchObject({ error: { number: 635 } });
  await ended.promise;
});
