import type { IpcMainInvokeEvent } from 'electron';
import { describe, expect, it } from 'vitest';
import type { CallName } from '../../contract/app.ts';
import { callChannel, callNames } from '../../contract/app.ts';
import { DialFailure } from '../../contract/dial-error.ts';
import { Secret } from '../../contract/secret.ts';
import { samples, typedPassword } from '../testing/samples.ts';
import type { Handlers } from './serve.ts';
import { mostWaiting, serve } from './serve.ts';

type Listener = (event: IpcMainInvokeEvent, body: unknown) => unknown;

const mainFrame = { origin: 'dun://app', url: 'dun://app/index.html?window=folder' };
const ours = { sender: { mainFrame }, senderFrame: mainFrame } as unknown as IpcMainInvokeEvent;

function served(act: (name: CallName, request: unknown) => unknown = () => ({})) {
  const registered = new Map<string, Listener>();
  const heard: { name: CallName; request: unknown }[] = [];
  const reports: string[] = [];
  const handlers = Object.fromEntries(
    callNames.map((name) => [
      name,
      (request: unknown) => {
        heard.push({ name, request });
        return act(name, request);
      },
    ]),
  ) as unknown as Handlers;
  serve(handlers, {
    ipcMain: {
      handle: (channel, listener) => {
        registered.set(channel, listener);
      },
    },
    report: (what, error) => reports.push(`${what} ${error instanceof Error ? error.message : ''}`),
  });
  const ask = (name: CallName, body: unknown, event = ours) =>
    registered.get(callChannel(name))?.(event, body);
  return { ask, heard, registered, reports };
}

describe('the contract, call by call', () => {
  it('has one handler for each call and none besides', () => {
    expect([...served().registered.keys()].toSorted()).toEqual(callNames.map(callChannel).toSorted());
  });

  it.each(callNames)('%s: a proper request from our page reaches the handler', async (name) => {
    const { ask, heard } = served();
    expect(await ask(name, samples[name])).toEqual({ ok: true, value: {} });
    expect(heard).toHaveLength(1);
  });

  it.each(callNames)('%s: a key that is not in the contract is refused', async (name) => {
    const { ask, heard } = served();
    expect(await ask(name, { ...samples[name], surplus: 1 })).toMatchObject({
      ok: false,
      error: { number: 604 },
    });
    expect(heard).toEqual([]);
  });

  it.each(callNames)('%s: nothing is not a request', async (name) => {
    const { ask } = served();
    for (const body of [undefined, null, 'text', 7, []])
      expect(await ask(name, body)).toMatchObject({ ok: false, error: { number: 604 } });
  });

  it.each(callNames)('%s: a foreign sender is refused', async (name) => {
    const { ask, heard } = served();
    const elsewhere = { origin: 'https://example.org', url: 'https://example.org/' };
    const child = { origin: 'dun://app', url: 'dun://app/index.html' };
    const foreign = [
      { sender: { mainFrame: elsewhere }, senderFrame: elsewhere },
      { sender: { mainFrame }, senderFrame: child },
      { sender: { mainFrame }, senderFrame: null },
    ];
    for (const event of foreign)
      expect(await ask(name, samples[name], event as unknown as IpcMainInvokeEvent)).toMatchObject({
        ok: false,
      });
    expect(heard).toEqual([]);
  });
});

describe('a password in a request', () => {
  it.each(['changePassword', 'dial', 'retryWith'] as const)(
    '%s: is a Secret before any handler sees it',
    async (name) => {
      const { ask, heard } = served();
      await ask(name, samples[name]);
      const secrets: Secret[] = [];
      const collect = (value: unknown): void => {
        if (value instanceof Secret) secrets.push(value);
        else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
      };
      collect(heard[0]?.request);
      expect(secrets.map((each) => each.reveal())).toEqual([typedPassword]);
      expect(JSON.stringify(heard)).not.toContain(typedPassword);
    },
  );

  it('is not told when the request is refused for something else', async () => {
    const { ask, reports } = served();
    const answer = await ask('changePassword', { ...samples.changePassword, surplus: 1 });
    expect(JSON.stringify([answer, reports])).not.toContain(typedPassword);
  });
});

describe('what fails', () => {
  it('crosses as its number and cause when the world failed', async () => {
    const error = { number: 691, cause: 'no' };
    const { ask } = served(() => {
      throw new DialFailure(error);
    });
    expect(await ask('hangup', samples.hangup)).toEqual({ ok: false, error });
  });

  it('crosses without a stack and is reported when it is our own fault', async () => {
    const { ask, reports } = served(() => {
      throw new TypeError('cannot read\n    at serve.ts:1');
    });
    const answer = await ask('hangup', samples.hangup);
    expect(answer).toMatchObject({
      ok: false,
      error: { number: 635, evidence: 'a fault of this program: cannot read' },
    });
    expect(reports).toEqual([expect.stringContaining('"hangup" failed')]);
  });
});

describe('a page that asks without end', () => {
  it('is refused while too much of it waits, and heard again when it has been answered', async () => {
    const { promise, resolve } = Promise.withResolvers<object>();
    const { ask, heard } = served(() => promise);
    const asked = Array.from({ length: mostWaiting }, () => ask('devices', {}));
    expect(await ask('devices', {})).toMatchObject({ ok: false, error: { number: 635 } });
    const sender = { mainFrame };
    const another = { sender, senderFrame: mainFrame } as unknown as IpcMainInvokeEvent;
    const others = ask('devices', {}, another);
    resolve({});
    await Promise.all([...asked, others]);
    expect(heard).toHaveLength(mostWaiting + 1);
    expect(await ask('devices', {})).toEqual({ ok: true, value: {} });
  });
});
