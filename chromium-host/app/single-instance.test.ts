import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SingleInstance } from './single-instance.ts';

let folder: string;
let path: string;
const found: SingleInstance[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'first-'));
  path = join(folder, 'first');
});
afterEach(async () => {
  await Promise.all(found.splice(0).map((each) => each.release()));
  rmSync(folder, { recursive: true, force: true });
});

async function find(): Promise<SingleInstance> {
  const instance = await SingleInstance.find(path);
  found.push(instance);
  return instance;
}
const nobody = (): void => undefined;

/** What a process leaves behind that was killed. */
async function leaveSocketBehind(): Promise<void> {
  const program = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('there'))`;
  const child = spawn(process.execPath, ['--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
}

describe('of several that start at once', () => {
  const oneIsFirst = async (count: number): Promise<void> => {
    const instances = await Promise.all(Array.from({ length: count }, find));
    const heard: unknown[] = [];
    const first = instances.filter((each) => !each.isTaken);
    expect(first).toHaveLength(1);
    expect(first[0]?.acquire('mine', ({ data }) => heard.push(data))).toBe(true);
    const others = instances.filter((each) => each !== first[0]);
    expect(others.map((each, index) => each.acquire(index, nobody))).toEqual(others.map(() => false));
    await Promise.all(others.map((each) => each.release()));
    expect(heard.toSorted()).toEqual(others.map((_each, index) => index));
    expect(readdirSync(folder)).toEqual(['first']);
  };

  it('one is the first, and hears of the others', () => oneIsFirst(2));

  it('one is the first where a killed one has left its socket', async () => {
    await leaveSocketBehind();
    expect(readdirSync(folder)).toEqual(['first']);
    await oneIsFirst(6);
  });
});

it('the first is known before main asks, and what came meanwhile is told when it does', async () => {
  const first = await find();
  const second = await find();
  expect([first.isTaken, first.held, second.isTaken]).toEqual([false, false, true]);
  expect(second.acquire({ open: 'log' }, nobody)).toBe(false);
  await second.release();
  const heard: unknown[] = [];
  expect(first.acquire({}, ({ data }) => heard.push(data))).toBe(true);
  expect(heard).toEqual([{ open: 'log' }]);
  expect(first.held).toBe(true);
});

it('after the first has gone the next is the first, and nothing is left of either', async () => {
  const first = await find();
  expect(first.acquire({}, nobody)).toBe(true);
  await first.release();
  expect(readdirSync(folder)).toEqual([]);
  expect((await find()).acquire({}, nobody)).toBe(true);
});

it('one that has given it up can take it again, but not from another', async () => {
  const instance = await find();
  await instance.release();
  expect(instance.acquire({}, nobody)).toBe(true);
  await instance.release();
  await find();
  expect(instance.acquire({}, nobody)).toBe(false);
});

it('what makes no sense is not heard', async () => {
  const first = await find();
  const heard: unknown[] = [];
  first.acquire({}, (second) => heard.push(second));
  for (const text of ['', '{', '[]', '{"argv":[1],"directory":"/"}', '{"argv":[]}', 'x'.repeat(70_000)]) {
    const socket = createConnection(path);
    socket.on('error', nobody);
    socket.end(text);
    socket.resume();
    await once(socket, 'close');
  }
  expect(heard).toEqual([]);
});
