/** The socket as an attacker meets it: the real helper process, spoken to byte by byte. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FrameReader, frameHeader } from '../contract/framing.ts';
import { helperProtocolVersion } from '../contract/helper.ts';
import { lockFile } from './lock-file.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));
const launch = (...args: string[]) =>
  spawnSync(process.execPath, ['--disable-sigusr1', program, ...args], { encoding: 'utf8' });

/** A client that says whatever a test wants. */
class RawClient {
  readonly #socket: Socket;
  readonly #reader = new FrameReader();
  readonly #got: unknown[] = [];
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(path: string) {
    this.#socket = connect(path);
    this.#socket.on('data', (chunk: Buffer) => {
      const read = this.#reader.push(chunk);
      if ('messages' in read)
        this.#got.push(...read.messages.map((bytes) => JSON.parse(Buffer.from(bytes).toString()) as unknown));
      this.#wake();
    });
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
  }
  bytes(bytes: Uint8Array): this {
    this.#socket.write(bytes);
    return this;
  }
  say(message: unknown): this {
    const body = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
    return this.bytes(Buffer.concat([frameHeader(body.length), body]));
  }
  hello(): this {
    return this.say({ id: 0, verb: 'hello', body: { protocol: helperProtocolVersion, program: 'test' } });
  }
  async next(): Promise<unknown> {
    while (this.#got.length === 0 && !this.#closed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#got.shift();
  }
  async everything(): Promise<unknown[]> {
    while (!this.#closed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#got;
  }
  close(): void {
    this.#socket.destroy();
  }
}

describe.skipIf(process.geteuid?.() !== 0)('the helper process', () => {
  const directory = mkdtempSync('/tmp/dun-test-');
  const runtime = join(directory, 'run');
  const socket = join(runtime, 'helper.sock');
  const pid = () => Number(/process (\d+)/.exec(readFileSync(join(runtime, 'helper.log'), 'utf8'))?.[1]);
  beforeAll(async () => {
    chmodSync(directory, 0o755);
    expect(launch(`--runtime-dir=${runtime}`)).toMatchObject({ status: 0, stderr: '' });
    // Answered: the server, not only its socket, is there.
    const client = new RawClient(socket).hello();
    expect(await client.next()).toMatchObject({ result: { protocol: helperProtocolVersion } });
    client.close();
  });
  afterAll(() => {
    process.kill(pid(), 'SIGTERM');
    rmSync(directory, { recursive: true, force: true });
  });

  it('keeps two capabilities, gains none, and opens no debugger on SIGUSR1', () => {
    const status = readFileSync(`/proc/${pid()}/status`, 'utf8');
    for (const set of ['CapPrm', 'CapEff', 'CapBnd'])
      expect(status).toMatch(new RegExp(`${set}:\\t0000000000003000`));
    expect(status).toMatch(/NoNewPrivs:\t1/);
    expect(status).toMatch(/Umask:\t0077/);
    process.kill(pid(), 'SIGUSR1');
    process.kill(pid(), 0);
  });

  it('makes a directory that all may enter and a socket for its owner alone', () => {
    expect(statSync(runtime).mode & 0o777).toBe(0o755);
    expect(statSync(socket).mode & 0o077).toBe(0);
    expect(statSync(join(runtime, 'helper.log')).mode & 0o777).toBe(0o600);
  });

  it('says, when started twice, nothing, and leaves the first alone', async () => {
    const before = pid();
    expect(launch(`--runtime-dir=${runtime}`).status).toBe(0);
    expect(pid()).toBe(before);
    const client = new RawClient(socket).hello();
    expect(await client.next()).toHaveProperty('result');
    client.close();
  });

  it('is closed to another user, by the socket and by the kernel’s word on who connects', async () => {
    const script = `
      const net = require('node:net');
      const socket = net.connect(${JSON.stringify(socket)});
      socket.on('error', (error) => { console.log(error.code); process.exit(); });
      socket.on('data', (data) => console.log(data.toString('utf8', 4)));
      socket.on('close', () => process.exit());`;
    const asNobody = async () => {
      const child = spawn(
        'setpriv',
        ['--reuid=65534', '--regid=65534', '--clear-groups', 'node', '-e', script],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
          cwd: '/',
          env: { PATH: `${process.execPath.replace(/\/node$/, '')}:/usr/bin:/bin` },
        },
      );
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      await once(child, 'close');
      return said.trim();
    };
    expect(await asNobody()).toBe('EACCES');
    chmodSync(socket, 0o777);
    try {
      expect(JSON.parse(await asNobody())).toEqual({ refused: 'user 65534 may not use this helper' });
    } finally {
      chmodSync(socket, 0o700);
    }
  });

  it.each<[string, (client: RawClient) => RawClient]>([
    ['a verb before hello', (client) => client.say({ id: 1, verb: 'status', body: {} })],
    [
      'another version',
      (client) => client.say({ id: 1, verb: 'hello', body: { protocol: 99, program: 'x' } }),
    ],
    ['what is not JSON', (client) => client.hello().say('{')],
    ['an unknown verb', (client) => client.hello().say({ id: 1, verb: 'exec', body: {} })],
    [
      'an unknown key around a request',
      (client) => client.hello().say({ id: 1, verb: 'status', body: {}, as: 0 }),
    ],
    [
      'a message beyond the size limit',
      (client) => client.hello().bytes(Uint8Array.of(0x7f, 0xff, 0xff, 0xff)),
    ],
    ['an empty message', (client) => client.hello().bytes(Uint8Array.of(0, 0, 0, 0))],
    [
      'a flood of requests',
      (client) => {
        client.hello();
        for (let id = 1; id < 300; id += 1) client.say({ id, verb: 'status', body: {} });
        return client;
      },
    ],
  ])('closes on %s, with a reason', async (_what, provoke) => {
    const got = await provoke(new RawClient(socket)).everything();
    expect(got.at(-1)).toEqual({ refused: expect.any(String) });
  });

  it('answers an invalid body with an error, and goes on', async () => {
    const client = new RawClient(socket).hello();
    await client.next();
    const entry = { name: 'X', device: { kind: 'pptp' }, host: 'h', script: '/bin/sh' };
    client.say({
      id: 7,
      verb: 'dial',
      body: { entry: 'X', entries: [entry], credentials: {}, interactive: false },
    });
    expect(await client.next()).toMatchObject({
      id: 7,
      error: { number: 635, cause: expect.stringContaining('script') },
    });
    client.say({ id: 8, verb: 'status', body: {} });
    expect(await client.next()).toEqual({ id: 8, result: { connections: [] } });
    client.close();
  });

  it('refuses to dial through devices that are no serial ports', async () => {
    const client = new RawClient(socket).hello();
    await client.next();
    for (const port of ['/dev/mem', '/dev/console', '/dev/tty', '/dev/../etc/shadow', '/dev/fd/0']) {
      const entry = { name: 'X', device: { kind: 'null-modem', port } };
      client.say({
        id: 1,
        verb: 'dial',
        body: { entry: 'X', entries: [entry], credentials: {}, interactive: false },
      });
      expect(await client.next()).toMatchObject({ error: { number: 615 } });
    }
    client.close();
  });
});

describe.skipIf(process.geteuid?.() !== 0)('a helper’s start', () => {
  const directory = mkdtempSync('/tmp/dun-test-');
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('is refused in a directory that others may write, or that is a link', () => {
    const open = join(directory, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    expect(launch(`--runtime-dir=${open}`)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('others'),
    });
    expect(launch(`--runtime-dir=${join(open, 'below')}`)).toMatchObject({ status: 1 });
    symlinkSync('/run', join(directory, 'link'));
    expect(launch(`--runtime-dir=${join(directory, 'link')}`)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('not a directory'),
    });
  });

  it('takes a dead helper’s socket over once, however many begin at the same time', async () => {
    const runtime = join(directory, 'race');
    mkdirSync(runtime);
    chmodSync(runtime, 0o755);
    const stale = join(runtime, 'helper.sock');
    const code = `require('node:net').createServer().listen(${JSON.stringify(stale)}, () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', code]);
    const launchers = [1, 2, 3, 4].map(() => spawn(process.execPath, [program, `--runtime-dir=${runtime}`]));
    const ends = await Promise.all(launchers.map((child) => once(child, 'exit')));
    expect(ends.map(([status]) => status as unknown)).toEqual([0, 0, 0, 0]);
    const client = new RawClient(stale).hello();
    const answer = (await client.next()) as { result: { pid: number } };
    client.close();
    const servers = spawnSync('pgrep', ['-f', `serve --runtime-dir=${runtime} `], {
      encoding: 'utf8',
    }).stdout;
    process.kill(answer.result.pid, 'SIGTERM');
    expect(servers).toBe(`${answer.result.pid}\n`);
  });

  it('waits until its predecessor has undone everything', async () => {
    const runtime = join(directory, 'wait');
    mkdirSync(runtime);
    chmodSync(runtime, 0o755);
    const release = await lockFile(join(runtime, 'journal.lock'), 0);
    expect(launch(`--runtime-dir=${runtime}`, '--idle-exit=1').status).toBe(0);
    const client = new RawClient(join(runtime, 'helper.sock')).hello();
    await expect(lockFile(join(runtime, 'journal.lock'), 0)).rejects.toThrow(/another helper/);
    release();
    expect(await client.next()).toMatchObject({ result: { protocol: helperProtocolVersion } });
    client.close();
  });

  it('ends by itself when nobody needs it, and takes its socket away', async () => {
    const runtime = join(directory, 'idle');
    expect(launch(`--runtime-dir=${runtime}`, '--idle-exit=0').status).toBe(0);
    const left = () => spawnSync('ls', [runtime], { encoding: 'utf8' }).stdout;
    while (left().includes('helper.sock')) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(left()).toBe('helper.log\njournal.lock\nlaunch.lock\n');
  });
});
