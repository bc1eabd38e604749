import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import type { DevToolsEvent } from './commands.ts';
import { DevToolsPipe } from './pipe.ts';

it('a fault in following one message is thrown, but loses none of those that came with it', async () => {
  const input = new PassThrough();
  const heard: string[] = [];
  const pipe = new DevToolsPipe(new PassThrough(), input, (event: DevToolsEvent) => {
    heard.push(event.method);
    if (event.method === 'Page.loadEventFired') throw new Error('nobody expected this');
  });
  // Vitest's own would call the test failed.
  const usual = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  onTestFinished(() => {
    process.removeAllListeners('uncaughtException');
    for (const listener of usual) process.on('uncaughtException', listener);
  });
  const thrown = new Promise<Error>((resolve) => process.once('uncaughtException', resolve));
  const answered = pipe.send('Browser.close', {});
  const messages = [
    { method: 'Page.loadEventFired', params: {} },
    { method: 'Inspector.targetCrashed', params: {} },
    { id: 1, result: {} },
  ].map((message) => `${JSON.stringify(message)}\0`);
  const bytes = messages.join('');
  input.write(bytes.slice(0, -5));
  input.write(bytes.slice(-5));
  await answered;
  expect((await thrown).message).toBe('nobody expected this');
  expect(heard).toEqual(['Page.loadEventFired', 'Inspector.targetCrashed']);
});
