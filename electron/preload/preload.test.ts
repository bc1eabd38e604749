/** The built preload, in a world that has what a sandboxed preload has: `require('electron')` and nothing else. */
import { EventEmitter } from 'node:events';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { appEventNames, callChannel, callNames, eventChannel } from '../../contract/app.ts';
import type { DialupBridge } from '../../contract/app.ts';
import { bundles } from '../../scripts/build-app.ts';

let code = '';
beforeAll(async () => {
  const { outputFiles } = await build({ ...bundles('/nowhere').preload, write: false });
  code = outputFiles[0]?.text ?? '';
});

let exposed: Record<string, unknown>;
let invoked: unknown[][];
let events: EventEmitter;
beforeEach(() => {
  exposed = {};
  invoked = [];
  events = new EventEmitter();
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) => {
        exposed[name] = value;
      },
    },
    ipcRenderer: {
      invoke: (...words: unknown[]) => {
        invoked.push(words);
        return Promise.resolve({ ok: true, value: {} });
      },
      on: (channel: string, listener: (...words: unknown[]) => void) => events.on(channel, listener),
      removeListener: (channel: string, listener: (...words: unknown[]) => void) =>
        events.off(channel, listener),
    },
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload has no ${name}`);
    return electron;
  };
  runInNewContext(code, { require, module: { exports: {} }, TypeError, Object });
});
const bridge = () => exposed.dialup as DialupBridge;

it('shows the page one object with two functions', () => {
  expect(Object.keys(exposed)).toEqual(['dialup']);
  expect(Object.keys(bridge()).toSorted()).toEqual(['call', 'on']);
});

it('passes every call of the contract on, on its own channel', async () => {
  for (const name of callNames) await bridge().call(name, {});
  expect(invoked.map(([channel]) => channel)).toEqual(callNames.map(callChannel));
});

it('knows no other call and no other event', async () => {
  for (const name of ['anything', '__proto__', 'constructor', 'toString', 'dialup:subscribe']) {
    await expect(bridge().call(name as never, {} as never)).rejects.toThrow('There is no');
    expect(() => bridge().on(name as never, () => undefined)).toThrow('There is no');
  }
  expect(invoked).toEqual([]);
});

it('gives a listener the body and never Electron’s event, until it is taken away', () => {
  for (const name of appEventNames) {
    const heard: unknown[][] = [];
    const stop = bridge().on(name, (...words: unknown[]) => heard.push(words));
    events.emit(eventChannel(name), { sender: 'secret' }, { body: name });
    stop();
    events.emit(eventChannel(name), { sender: 'secret' }, { body: 'late' });
    expect(heard).toEqual([[{ body: name }]]);
  }
});

it('is small: no schema and no library is loaded with every window', () => {
  expect(code.length).toBeLessThan(5_000);
});
