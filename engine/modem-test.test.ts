/** Testing a modem behind TCP: one that answers, one that says nothing, none at all. */
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../protocol/clock.ts';
import type { Environment } from './environment.ts';
import { systemEnvironment } from './environment.ts';
import { testModem } from './modem-test.ts';

/** Time runs a hundred times as fast as on the wall. */
const { clock } = systemEnvironment;
const hasty: Clock = {
  now: () => clock.now() * 100,
  after: (milliseconds, run) => clock.after(milliseconds / 100, run),
};
const environment: Environment = { ...systemEnvironment, clock: hasty };

describe('a modem test', () => {
  let server: Server | undefined;
  let closed = 0;
  afterEach(() => {
    server?.close();
    server = undefined;
  });

  /** A modem that answers each command line. */
  async function modem(answer: (line: string) => string): Promise<number> {
    closed = 0;
    server = createServer((socket) => {
      socket.setEncoding('latin1');
      socket.on('data', (text: string) => {
        for (const line of text.split('\r').filter((each) => each !== '')) socket.write(answer(line));
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        closed += 1;
      });
    });
    const { promise, resolve } = Promise.withResolvers<undefined>();
    server.listen(0, '127.0.0.1', () => {
      resolve(undefined);
    });
    await promise;
    return (server.address() as AddressInfo).port;
  }
  const test = (port: number) =>
    testModem(
      { kind: 'tcp', host: 'modems.example.net', port },
      ['ATX3'],
      () => Promise.resolve(['127.0.0.1']),
      environment,
    );

  it('tells the dialogue and lets the modem go', async () => {
    const port = await modem((line) => (line === 'ATI3' ? '\r\nTest modem\r\n\r\nOK\r\n' : '\r\nOK\r\n'));
    const result = await test(port);
    expect(result).toMatchObject({
      dialogue: expect.arrayContaining([
        { direction: 'sent', text: 'ATX3' },
        { direction: 'sent', text: 'ATI3' },
        { direction: 'received', text: 'Test modem' },
      ]),
    });
    await expect.poll(() => closed).toBe(1);
  });

  it('is 630 where nothing answers', async () => {
    const port = await modem(() => '');
    expect(await test(port)).toMatchObject({ failure: { number: 630 } });
  });

  it('is 629 where the line goes away meanwhile', async () => {
    const port = await modem(() => '');
    server?.on('connection', (socket) => {
      socket.end();
    });
    expect(await test(port)).toMatchObject({ failure: { number: 629 } });
  });

  it('has an end, whatever the modem says: 638', async () => {
    const port = await modem((line) => (/^AT(?:I|X)/.test(line) ? '' : '\r\nOK\r\n'));
    const patient = { ...environment, clock: { ...hasty, after: firstLast() } };
    const result = await testModem(
      { kind: 'tcp', host: '127.0.0.1', port },
      [],
      () => Promise.resolve([]),
      patient,
    );
    expect(result).toMatchObject({ failure: { number: 638 } });
  });

  it('is 633 where nobody listens, and 868 where the name is not known', async () => {
    const port = await modem(() => '');
    server?.close();
    server = undefined;
    expect(await test(port)).toMatchObject({ failure: { number: 633 } });
    const nowhere = { kind: 'tcp', host: 'nowhere.example.net', port } as const;
    const unknown = () => Promise.reject(new Error('no such name'));
    expect(await testModem(nowhere, [], unknown, environment)).toMatchObject({ failure: { number: 868 } });
  });
});

/** A clock whose first timer, the one for the whole test, is the only one that ever comes. */
function firstLast(): Clock['after'] {
  let timers = 0;
  return (milliseconds, run) => {
    timers += 1;
    return timers === 1 || milliseconds < 1000 ? hasty.after(milliseconds, run) : () => undefined;
  };
}
