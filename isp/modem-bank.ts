/** The modems a caller can take: ptys behind stable names, and a Unix socket that gives a modem to whoever connects. */
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Exchange } from './exchange.ts';
import { openPtyPort } from './line/native-port.ts';
import { socketPort } from './line/socket-port.ts';
import { stationNumbers } from './numbers.ts';
import type { Station } from './station.ts';

/** A modem on a pty. */
export interface PtyModem {
  /** A link that always leads to the modem's terminal, whatever its number is today. */
  readonly link: string;
  /** Where it leads now. */
  readonly path: string;
  /** The telephone number it can be rung under. */
  readonly number: string | undefined;
}

export interface BankEvents {
  readonly log: (text: string) => void;
  /** A link leads somewhere else now. */
  readonly moved: () => void;
}

export interface BankOptions {
  /** How many modems on ptys. */
  readonly count: number;
  /** The user the ptys belong to; whoever runs the exchange, unless said. */
  readonly owner: number | undefined;
}

/** The most callers at once on the socket. */
const mostVisitors = 64;

export class ModemBank {
  readonly modems: PtyModem[] = [];
  readonly socketPath: string;
  private readonly server: Server;
  private readonly exchange: Exchange;
  private readonly log: (text: string) => void;
  private readonly moved: () => void;
  private readonly owner: number | undefined;
  private visitors = 0;

  private constructor(
    exchange: Exchange,
    directory: string,
    owner: number | undefined,
    { log, moved }: BankEvents,
  ) {
    this.owner = owner;
    this.exchange = exchange;
    this.log = log;
    this.moved = moved;
    this.socketPath = join(directory, 'modems.sock');
    this.server = createServer((socket) => {
      const name = `caller ${(this.visitors += 1)}`;
      exchange.addVisitor(name, (events) => socketPort(socket, events));
      log(`${name} took a modem on the socket`);
    });
    this.server.maxConnections = mostVisitors;
  }

  /** `directory` is the caller's, and private to it. */
  static async open(
    exchange: Exchange,
    directory: string,
    { count, owner }: BankOptions,
    events: BankEvents,
  ): Promise<ModemBank> {
    // Not recursive: Node retries for ever below /proc.
    if (!existsSync(directory)) mkdirSync(directory, { mode: 0o700 });
    const bank = new ModemBank(exchange, directory, owner, events);
    for (let index = 0; index < count; index += 1) bank.addPty(join(directory, `modem${index}`), index);
    rmSync(bank.socketPath, { force: true });
    await new Promise<void>((resolve, reject) => {
      bank.server.once('error', reject);
      bank.server.listen(bank.socketPath, () => {
        bank.server.off('error', reject);
        bank.server.on('error', (error) => {
          events.log(`a caller could not be accepted: ${error.message}`);
        });
        resolve();
      });
    });
    return bank;
  }

  async close(): Promise<void> {
    for (const { link } of this.modems) rmSync(link, { force: true });
    // Open sockets belong to the exchange's stations; closing those lets the server end.
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.exchange.close();
    });
  }

  private addPty(link: string, index: number): void {
    const number = stationNumbers[index];
    const station = this.exchange.addStation(`modem${index}`, number);
    const path = this.plugIn(station, link, index);
    this.modems.push({ link, path, number });
  }

  /**
   * A pty whose slave was closed is spent, and a fresh one has neither its lock nor stale bytes in its buffers: each
   * caller gets a new one, and the link is moved to it in one step. The kernel mostly gives it the old one's number.
   */
  private plugIn(station: Station, link: string, index: number): string {
    let path = '';
    station.plugIn(
      (events) => {
        const pty = openPtyPort(events);
        path = pty.path;
        return pty.port;
      },
      () => {
        try {
          const next = this.plugIn(station, link, index);
          this.log(`modem${index} is ready for the next caller on ${next}`);
          const modem = this.modems[index];
          if (modem === undefined || modem.path === next) return;
          this.modems[index] = { ...modem, path: next };
          this.moved();
        } catch (error) {
          this.log(`modem${index} is out of order: ${String(error)}`);
        }
      },
    );
    if (this.owner !== undefined) {
      chownSync(path, this.owner, -1);
      // A helper is root without root's power over modes.
      chmodSync(path, 0o666);
    }
    const temporary = `${link}.new`;
    rmSync(temporary, { force: true });
    symlinkSync(path, temporary);
    renameSync(temporary, link);
    return path;
  }
}
