/** The exchange as a process of its own, dialled over its real ptys and its socket. */
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPty } from '../native/addon/index.js';
import type { DialogueEvent } from '../protocol/hayes/dialogue-types.ts';
import { HayesDialogue } from '../protocol/hayes/dialogue.ts';
import { defaultInit } from '../protocol/hayes/init.ts';
import { systemClock } from './clock.ts';
import { thisMachine, whatIsMissing } from './demo/requirements.ts';
import type { BytePort } from './line/byte-port.ts';
import { openTransport } from './line/native-port.ts';
import { processesIn } from './namespaces.ts';
import type { RunningExchange } from './testing.ts';
import { startExchange } from './testing.ts';

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A terminal on a modem's pty: what it has heard, and a promise for what it has yet to hear. */
class Terminal {
  heard = '';
  private waiting: (() => void) | undefined;
  private readonly port: BytePort;

  constructor(path: string) {
    this.port = openTransport(
      { kind: 'tty', path, speed: 115200, flow: 'none' },
      {
        bytes: (bytes) => {
          this.heard += textOf(bytes);
          this.waiting?.();
        },
        closed: () => this.waiting?.(),
      },
    );
  }

  type(text: string): void {
    this.port.write(bytesOf(text));
  }

  /** Waits for this, and forgets what came up to there. */
  async hears(expected: string): Promise<void> {
    while (!this.heard.includes(expected)) {
      await new Promise<void>((resolve) => {
        this.waiting = resolve;
      });
    }
    this.heard = this.heard.slice(this.heard.indexOf(expected) + expected.length);
  }

  close(): void {
    this.port.close();
  }
}

/** Dials with the program's own dialogue; resolves to how it ended. */
async function dial(path: string, number: string): Promise<{ end: DialogueEvent; close(): void }> {
  let port: BytePort | undefined;
  const end = await new Promise<DialogueEvent>((resolve) => {
    const dialogue: HayesDialogue = new HayesDialogue({
      clock: systemClock,
      send: (bytes) => port?.write(bytes),
      setDtr: () => false,
      emit(event) {
        if (event.type === 'connected' || event.type === 'failed') resolve(event);
      },
    });
    port = openTransport(
      { kind: 'tty', path, speed: 115200, flow: 'none' },
      {
        bytes: (bytes) => {
          dialogue.receive(bytes);
        },
        closed: () => {
          dialogue.lost('closed');
        },
      },
    );
    dialogue.dial({
      init: defaultInit,
      number,
      dialling: 'tone',
      commandTimeout: 3000,
      carrierTimeout: 10_000,
    });
  });
  return { end, close: () => port?.close() };
}

const missing = whatIsMissing(thisMachine, 'test');

describe.skipIf(missing !== undefined)('the running exchange', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dun-exchange-'));
  const outside = openPty();
  let exchange: RunningExchange;
  let log: string[] = [];
  let logged: (() => void) | undefined;
  /** Closes the terminal, and waits until its modem has a new one. */
  const unplug = async (terminal: { close(): void }, modem: string): Promise<void> => {
    log = [];
    terminal.close();
    while (!log.some((line) => line.includes(`${modem} is ready`))) {
      await new Promise<void>((resolve) => {
        logged = resolve;
      });
    }
  };

  beforeAll(async () => {
    exchange = await startExchange({
      directory,
      modems: 3,
      trunks: { '555-0150': outside.path },
      log: (text) => {
        log.push(text);
        logged?.();
      },
    });
  });
  afterAll(async () => {
    await exchange.close();
    expect(existsSync(exchange.modems[0]!.link)).toBe(false);
    expect(processesIn(new Set(exchange.namespaces))).toEqual([]);
    rmSync(directory, { recursive: true });
  });

  it.each([
    ['555-0110', 676],
    ['555-0111', 678],
    ['555-0112', 677],
    ['555-0116', 680],
  ])('answers %s with what becomes error %i', async (number, error) => {
    const call = await dial(exchange.modems[0]!.link, number);
    expect(call.end).toMatchObject({ type: 'failed', failure: { number: error } });
    await unplug(call, 'modem0');
  });

  it('connects, and lets PPP through right after CONNECT', async () => {
    const terminal = new Terminal(exchange.modems[0]!.link);
    terminal.type('ATDT5550100\r');
    await terminal.hears('CONNECT 33600\r\n');
    // An LCP Configure-Request in RFC 1662's clothes.
    await terminal.hears('~\xff}#\xc0!}!');
    await unplug(terminal, 'modem0');
  });

  it('gives each caller a modem that knows nothing of the caller before, twenty times', async () => {
    const { link } = exchange.modems[1]!;
    for (let time = 0; time < 20; time += 1) {
      const terminal = new Terminal(link);
      terminal.type(time % 2 === 0 ? 'AT&FDT5550119\r' : 'AT&FE0\r');
      await terminal.hears(time % 2 === 0 ? 'CONNECT' : 'OK\r\n');
      await unplug(terminal, 'modem1');
    }
  });

  it('asks for a login and hands over to PPP', async () => {
    const terminal = new Terminal(exchange.modems[0]!.link);
    terminal.type('ATDT5550103\r');
    await terminal.hears('login: ');
    terminal.type('dialin\r');
    await terminal.hears('password: ');
    terminal.type('modem56k\r');
    await terminal.hears('> ');
    terminal.type('ppp\r');
    await terminal.hears('~\xff}#\xc0!}!');
    await unplug(terminal, 'modem0');
  });

  it('rings another modem', async () => {
    const caller = new Terminal(exchange.modems[0]!.link);
    const callee = new Terminal(exchange.modems[1]!.link);
    callee.type('AT&FS0=2\r');
    await callee.hears('OK\r\n');
    caller.type('ATDT555-0202\r');
    await Promise.all([caller.hears('CONNECT 33600\r\n'), callee.hears('CONNECT 33600\r\n')]);
    caller.type('hello');
    await callee.hears('hello');
    await unplug(callee, 'modem1');
    await caller.hears('NO CARRIER\r\n');
    await unplug(caller, 'modem0');
  });

  it('joins a trunk to what is outside', async () => {
    let heard = '';
    let enough: (() => void) | undefined;
    const far = openTransport(
      { kind: 'fd', fd: outside.fd },
      {
        bytes: (bytes) => {
          heard += textOf(bytes);
          if (heard.length >= 256) enough?.();
        },
        closed: () => undefined,
      },
    );
    const terminal = new Terminal(exchange.modems[2]!.link);
    terminal.type('ATDT5550150\r');
    await terminal.hears('CONNECT 33600\r\n');
    const all = textOf(Uint8Array.from({ length: 256 }, (_, index) => index));
    const crossed = new Promise<void>((resolve) => {
      enough = resolve;
    });
    terminal.type(all);
    await crossed;
    expect(heard).toBe(all);
    far.write(bytesOf(all));
    await terminal.hears(all);
    far.close();
    await terminal.hears('NO CARRIER\r\n');
    await unplug(terminal, 'modem2');
  });

  it('lends a modem to whoever connects to its socket', async () => {
    const socket = connect(exchange.socketPath);
    let heard = '';
    socket.write('ATE0DT5550110\r');
    for await (const chunk of socket) {
      heard += String(chunk);
      if (heard.includes('BUSY')) break;
    }
    expect(heard).toContain('BUSY');
  });

  it('cuts every call', async () => {
    const terminal = new Terminal(exchange.modems[0]!.link);
    terminal.type('ATDT5550119\r');
    await terminal.hears('CONNECT 33600\r\n');
    exchange.cut();
    await terminal.hears('NO CARRIER\r\n');
    await unplug(terminal, 'modem0');
  });

  it('makes the noise that is ordered', async () => {
    exchange.setCondition({ noise: { rate: 1, seed: 5 } });
    const terminal = new Terminal(exchange.modems[0]!.link);
    terminal.type('ATDT5550103\r');
    await terminal.hears('CONNECT 33600\r\n');
    while (terminal.heard.length < 20) await new Promise((resolve) => setImmediate(resolve));
    expect(terminal.heard).not.toContain('Welcome');
    await unplug(terminal, 'modem0');
    exchange.setCondition({});
  });
});

describe.skipIf(missing !== undefined)('an exchange that cannot start', () => {
  it('says why, and leaves nothing', async () => {
    await expect(startExchange({ directory: '/dev/null/nowhere' })).rejects.toThrow(/ENOTDIR/);
  });
});
