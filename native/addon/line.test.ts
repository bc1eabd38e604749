/** Links on ptys, TCP and descriptors: command state, framing, modem lines, how they end. No privilege needed. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { Link, openPty } from './index.js';
import type { Socket } from 'node:net';
import type { LinkEvent, Transport } from './index.js';

const open: Probe[] = [];

/** A link and everything it told. */
class Probe {
  readonly link: Link;
  readonly events: LinkEvent[] = [];
  #watchers: (() => void)[] = [];
  onEvent: ((event: LinkEvent) => void) | undefined;

  constructor(transport: Transport) {
    this.link = new Link({
      transport,
      onEvents: (events) => {
        for (const event of events) {
          this.events.push(event);
          this.onEvent?.(event);
        }
        for (const watcher of this.#watchers.splice(0)) watcher();
      },
    });
    open.push(this);
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  async event<Type extends LinkEvent['type']>(type: Type): Promise<Extract<LinkEvent, { type: Type }>> {
    await this.until(() => this.events.some((event) => event.type === type));
    return this.events.find((event) => event.type === type) as Extract<LinkEvent, { type: Type }>;
  }

  /** All raw bytes so far. */
  get received(): Buffer {
    return Buffer.concat(
      this.events.map((event) => (event.type === 'bytes' ? event.bytes : new Uint8Array())),
    );
  }

  get controls(): { protocol: number; information: Uint8Array }[] {
    return this.events.flatMap((event) =>
      event.type === 'control' ? [{ protocol: event.protocol, information: event.information }] : [],
    );
  }
}

function pair(): { master: Probe; slave: Probe; path: string } {
  const pty = openPty();
  const master = new Probe({ kind: 'fd', fd: pty.fd });
  const slave = new Probe(tty(pty.path));
  return { master, slave, path: pty.path };
}

const tty = (path: string, speed = 115200): Transport => ({ kind: 'tty', path, speed, flow: 'none' });
const text = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'));
const hex = (value: string) => new Uint8Array(Buffer.from(value.replaceAll(' ', ''), 'hex'));

afterEach(() => {
  for (const probe of open.splice(0)) probe.link.close();
});

describe('opening', () => {
  test('a port that is not there says ENOENT', () => {
    expect(() => new Probe(tty('/dev/ttyNotThere'))).toThrow(
      expect.objectContaining({ code: 'ENOENT', syscall: 'open' }),
    );
  });

  test('a file is no port', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dun-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => new Probe(tty(file))).toThrow(expect.objectContaining({ code: 'ENOTTY' }));
  });

  test('a port in use is busy, and free again when its link has closed', () => {
    const { slave, path } = pair();
    expect(() => new Probe(tty(path))).toThrow(expect.objectContaining({ code: 'EBUSY' }));
    slave.link.close();
    expect(() => new Probe(tty(path))).not.toThrow();
  });

  test('a speed of nothing is refused, an odd one is taken', () => {
    const { path } = openPty();
    expect(() => new Probe(tty(path, 0))).toThrow(expect.objectContaining({ code: 'EINVAL' }));
    expect(() => new Probe(tty(path, 31250))).not.toThrow();
  });

  test.each([
    ['no transport', {}],
    ['an unknown kind', { transport: { kind: 'string' }, onEvents: (): void => undefined }],
    ['no callback', { transport: { kind: 'fd', fd: 0 } }],
    ['a path with NUL', { transport: tty('/dev/tty\0S0'), onEvents: (): void => undefined }],
  ])('%s is a TypeError', (_name, options) => {
    expect(() => new Link(options as never)).toThrow(TypeError);
  });
});

describe('command state', () => {
  test('bytes cross as they are, both ways, and drain follows', async () => {
    const { master, slave } = pair();
    const every = Uint8Array.from({ length: 256 }, (_, index) => index);
    slave.link.write(every);
    master.link.write(every);
    await Promise.all([slave.event('drain'), master.event('drain')]);
    await master.until(() => master.received.length === 256);
    await slave.until(() => slave.received.length === 256);
    expect(master.received).toEqual(Buffer.from(every));
    expect(slave.received).toEqual(Buffer.from(every));
    expect(slave.link.counters()).toMatchObject({ bytesSent: 256, bytesReceived: 256, framesReceived: 0 });
  });

  test('more than a megabyte pending is refused', () => {
    const { slave } = pair();
    slave.link.write(new Uint8Array(1024 * 1024 - 10));
    expect(() => slave.link.write(new Uint8Array(300 * 1024))).toThrow(
      expect.objectContaining({ code: 'ENOBUFS' }),
    );
  });

  test('a pty has no modem lines', () => {
    const { master, slave } = pair();
    expect(slave.link.modemLines()).toBeUndefined();
    expect(master.link.modemLines()).toBeUndefined();
    expect(slave.link.setDtr(false)).toBe(false);
    slave.link.watchCarrier(true);
    expect(slave.events.some((event) => event.type === 'closed')).toBe(false);
  });

  test('a reader that lags stops the line instead of losing bytes', async () => {
    const { master, slave } = pair();
    const total = 3 * 1024 * 1024;
    let sent = 0;
    const more = () => {
      for (; sent < total; sent += 65536) {
        try {
          master.link.write(new Uint8Array(65536).fill(sent / 65536));
        } catch {
          return;
        }
      }
    };
    master.onEvent = (event) => {
      if (event.type === 'drain') more();
    };
    more();
    await slave.until(() => slave.link.counters().bytesReceived > 0);
    // The main thread is busy: the link may queue some, and must leave the rest on the line.
    const until = Date.now() + 300;
    while (Date.now() < until);
    expect(slave.link.counters().bytesReceived).toBeLessThan(1024 * 1024);
    await slave.until(() => slave.received.length === total);
    const received = slave.received;
    for (let at = 0; at < total; at += 65536) expect(received[at]).toBe((at / 65536) & 0xff);
    expect(slave.events.some((event) => event.type === 'overflow')).toBe(false);
  });
});

describe('framing', () => {
  // FF 03 C0 21, Configure-Request 1 with nothing in it, all control characters escaped.
  const request = hex('7e ff 7d23 c0 21 7d21 7d21 7d20 7d24');

  test('LCP leaves with default framing whatever was negotiated', async () => {
    const { master, slave } = pair();
    slave.link.startFraming();
    const small = { accm: 0, pfc: true, acfc: true, mru: 1500 };
    slave.link.setFraming({ send: small, receive: small });
    slave.link.sendControl(0xc021, hex('01 01 0004'));
    await master.until(() => master.received.length > request.length);
    expect(master.received.subarray(0, request.length)).toEqual(Buffer.from(request));
    expect(master.received.at(-1)).toBe(0x7e);
  });

  test('other frames are compressed as negotiated', async () => {
    const { master, slave } = pair();
    slave.link.startFraming();
    const small = { accm: 0, pfc: true, acfc: true, mru: 1500 };
    slave.link.setFraming({ send: small, receive: small });
    slave.link.sendControl(0x8021, hex('01 01 0004'));
    await master.until(() => master.received.length >= 10);
    expect(master.received.subarray(0, 7)).toEqual(Buffer.from(hex('7e 8021 01 01 0004')));
  });

  test('frames come up whole, their header undone', async () => {
    const { master, slave } = pair();
    slave.link.startFraming();
    master.link.startFraming();
    const long = Uint8Array.from({ length: 1500 }, (_, index) => index * 7);
    slave.link.sendControl(0xc223, long);
    slave.link.sendControl(0x0033, hex('7e7d03'));
    await master.until(() => master.controls.length === 2);
    expect(master.controls).toEqual([
      { protocol: 0xc223, information: long },
      { protocol: 0x0033, information: hex('7e7d03') },
    ]);
  });

  test('bytes that came along with CONNECT, and those read since, reach the framer in order', async () => {
    for (let round = 0; round < 20; round++) {
      const { master, slave } = pair();
      let framed = false;
      slave.onEvent = (event) => {
        if (event.type !== 'bytes') return;
        expect(framed).toBe(false);
        const at = slave.received.indexOf('CONNECT\r\n');
        if (at < 0) return;
        framed = true;
        slave.link.startFraming(slave.received.subarray(at + 9));
      };
      master.link.write(text('CONNECT\r\n'));
      master.link.startFraming();
      for (let id = 0; id < 50; id++) master.link.sendControl(0xc021, Uint8Array.of(9, id, 0, 4));
      await slave.until(() => slave.controls.length === 50);
      expect(slave.controls.map((one) => one.information[1])).toEqual(
        Array.from({ length: 50 }, (_, id) => id),
      );
      expect(slave.link.counters().fcsErrors).toBe(0);
      slave.link.close();
      master.link.close();
    }
  });

  test('bytes that were there before anybody knew the port is open reach the framer', async () => {
    const { fd, path } = openPty();
    const master = new Probe({ kind: 'fd', fd });
    master.link.startFraming();
    await master.event('open');
    master.link.sendControl(0xc021, hex('01 01 0004'));
    master.link.sendControl(0xc021, hex('01 02 0004'));
    const slave = new Probe(tty(path));
    slave.onEvent = (event) => {
      if (event.type === 'open') slave.link.startFraming();
    };
    // This thread is kept busy until the link's own has read the frames: opening and bytes are told together.
    const read = () => slave.link.counters().bytesReceived;
    while (master.link.counters().framesSent < 2 || read() < master.link.counters().bytesSent) continue;
    await slave.until(() => slave.controls.length === 2);
    expect(slave.received.length).toBe(0);
    expect(slave.link.counters().framesReceived).toBe(2);
  });

  test('a damaged frame is counted and the next one read', async () => {
    const { master, slave } = pair();
    slave.link.startFraming();
    master.link.write(hex('7e ff7d23c0217d21aaaaaaaaaaaa 7e ff03 7d 7e'));
    master.link.startFraming();
    master.link.sendControl(0xc021, hex('05 01 0004'));
    await slave.until(() => slave.controls.length === 1);
    expect(slave.link.counters()).toMatchObject({ fcsErrors: 1, aborts: 1, framesReceived: 1 });
  });

  test('IP that no network layer waits for is dropped, not reported', async () => {
    const { master, slave } = pair();
    slave.link.startFraming();
    master.link.startFraming();
    master.link.sendControl(0x0021, hex('45000014 00000000 40010000 0a000001 0a000002'));
    master.link.sendControl(0x00fd, hex('9000 0102'));
    master.link.sendControl(0x8021, hex('01 01 0004'));
    await slave.until(() => slave.controls.length === 1);
    expect(slave.controls[0]?.protocol).toBe(0x8021);
    expect(slave.link.counters()).toMatchObject({ receiveDropped: 1, mppeBad: 1 });
  });

  test('command state comes back', async () => {
    const { master, slave } = pair();
    slave.link.startFraming();
    slave.link.sendControl(0xc021, hex('05 01 0004'));
    await master.event('bytes');
    slave.link.stopFraming();
    slave.link.write(text('+++'));
    await master.until(() => master.received.includes('+++'));
    master.link.write(text('\r\nOK\r\n'));
    await slave.until(() => slave.received.includes('OK'));
  });

  test('captured frames show what crossed, with the time', async () => {
    const { master, slave } = pair();
    slave.link.setCapture(true);
    slave.link.startFraming();
    master.link.startFraming();
    slave.link.sendControl(0xc021, hex('09 01 0004'));
    await master.event('control');
    master.link.sendControl(0x8021, hex('02 01 0004'));
    await slave.event('control');
    const captured = slave.events.filter((event) => event.type === 'captured');
    expect(captured.map(({ direction, frame }) => [direction, Buffer.from(frame).toString('hex')])).toEqual([
      ['sent', 'ff03c02109010004'],
      ['received', 'ff03802102010004'],
    ]);
    for (const { time } of captured) expect(Math.abs(time / 1000 - Date.now())).toBeLessThan(60_000);
  });

  test('keys are wiped, even wrong ones', () => {
    const { slave } = pair();
    const send = new Uint8Array(16).fill(7);
    const receive = new Uint8Array(16).fill(7);
    slave.link.setEncryption({ keys: { bits: 128, send, receive }, required: true });
    expect([...send, ...receive].every((byte) => byte === 0)).toBe(true);
    const short = new Uint8Array(3).fill(7);
    const long = new Uint8Array(40).fill(7);
    expect(() =>
      slave.link.setEncryption({ keys: { bits: 40, send: short, receive: long }, required: true }),
    ).toThrow(TypeError);
    expect([...short, ...long].every((byte) => byte === 0)).toBe(true);
  });
});

describe('the end', () => {
  test('a slave that closes ends its master’s link', async () => {
    const { master, slave } = pair();
    slave.link.close();
    expect(await master.event('closed')).toEqual({ type: 'closed', reason: 'eof' });
  });

  test('a master that closes ends its slave’s link', async () => {
    const { master, slave } = pair();
    master.link.close();
    expect(await slave.event('closed')).toEqual({ type: 'closed', reason: 'eof' });
  });

  test('close() twice is close() once, and nothing is told afterwards', async () => {
    const { master, slave } = pair();
    slave.link.write(text('late'));
    master.link.close();
    master.link.close();
    slave.link.close();
    const told = [master.events.length, slave.events.length];
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect([master.events.length, slave.events.length]).toEqual(told);
    master.link.write(text('into the void'));
    master.link.sendControl(0xc021, hex('05 01 0004'));
    expect(master.link.counters().framesSent).toBe(0);
  });

  test('a callback may close its own link', async () => {
    const { master, slave } = pair();
    slave.onEvent = (event) => {
      if (event.type === 'bytes') slave.link.close();
    };
    master.link.write(text('x'));
    await master.event('closed');
    expect(slave.received.toString()).toBe('x');
  });

  test('an exception in the callback is uncaught like any other, and later events still come', async () => {
    const { master, slave } = pair();
    await Promise.all([master.event('open'), slave.event('open')]);
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    try {
      const uncaught = new Promise<Error>((resolve) => process.once('uncaughtException', resolve));
      slave.onEvent = () => {
        slave.onEvent = undefined;
        throw new Error('thrown on purpose');
      };
      master.link.write(text('first'));
      expect((await uncaught).message).toBe('thrown on purpose');
      master.link.write(text(' second'));
      await slave.until(() => slave.received.includes('second'));
    } finally {
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });

  test('two hundred calls leave no descriptor and no thread behind', () => {
    const count = () => [readdirSync('/proc/self/fd').length, readdirSync('/proc/self/task').length];
    const cycle = () => {
      const { master, slave } = pair();
      slave.link.startFraming();
      slave.link.sendControl(0xc021, hex('05 01 0004'));
      slave.link.close();
      master.link.close();
      open.length = 0;
    };
    cycle();
    const before = count();
    for (let round = 0; round < 200; round++) cycle();
    expect(count()).toEqual(before);
  });
});

describe('TCP', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function listen(onSocket: (socket: Socket) => void): Promise<number> {
    const server = createServer(onSocket);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as { port: number }).port;
  }

  test('a modem behind a raw socket answers, and its FIN is the end', async () => {
    const port = await listen((socket) => {
      socket.once('data', (bytes) => {
        socket.end(`${bytes.toString()}OK\r\n`);
      });
    });
    const probe = new Probe({ kind: 'tcp', address: '127.0.0.1', port, timeout: 5000 });
    await probe.event('open');
    probe.link.write(text('AT\r'));
    expect(await probe.event('closed')).toEqual({ type: 'closed', reason: 'eof' });
    expect(probe.received.toString()).toBe('AT\rOK\r\n');
  });

  test('a reset is an error with its name', async () => {
    const port = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const probe = new Probe({ kind: 'tcp', address: '127.0.0.1', port, timeout: 5000 });
    probe.link.write(text('AT\r'));
    expect(await probe.event('closed')).toEqual({
      type: 'closed',
      reason: 'error',
      code: 'ECONNRESET',
      syscall: 'read',
    });
  });

  test('nobody listening is refused', async () => {
    const port = await listen(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const probe = new Probe({ kind: 'tcp', address: '127.0.0.1', port, timeout: 5000 });
    expect(await probe.event('closed')).toMatchObject({
      reason: 'error',
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
  });

  test('a name is not an address', () => {
    expect(() => new Probe({ kind: 'tcp', address: 'localhost', port: 1, timeout: 1 })).toThrow(
      expect.objectContaining({ code: 'EINVAL', syscall: 'connect' }),
    );
  });
});
