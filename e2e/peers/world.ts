/**
 * The world most of these tests live in:
 *
 *   namespace: rasdial, helper ── pty ── exchange (modem, line, noise) ── pty ── guest: pppd as NAS, pptpd, office
 *
 * The exchange runs in the test's own process and routes every number 555-1xxx to a serial line of the guest.
 */
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { quickTiming } from '../../isp/call.ts';
import { systemClock } from '../../isp/clock.ts';
import { directoryOf, type DirectoryEntry } from '../../isp/directory.ts';
import { Exchange } from '../../isp/exchange.ts';
import type { AnsweredLine } from '../../isp/far-end.ts';
import { openPtyPort } from '../../isp/line/native-port.ts';
import type { NoiseOptions } from '../../isp/line/noise.ts';
import { ModemBank } from '../../isp/modem-bank.ts';
import { Namespace } from '../harness/namespace.ts';
import { Rasdial } from '../harness/rasdial.ts';
import { Guest } from './guest.ts';

export type NasMethod = 'pap' | 'chap' | 'mschap' | 'mschap-v2' | 'eap';

export const credentials = {
  'Real ISP': { user: 'dialin', password: 'modem56k' },
  Office: { user: 'alice', password: 'wonderland' },
};

/** The guest's PPTP servers, by what they insist on. */
export const servers = {
  mppe128: '198.51.100.1',
  mppe40: '198.51.100.2',
  noMppe: '198.51.100.3',
  mschapV1: '198.51.100.4',
  /** Accepts the call and never speaks PPP. */
  silent: '198.51.100.5',
  /** Nobody listens there. */
  refuses: '198.51.100.6',
  /** Packets to it vanish. */
  unreachable: '203.0.113.1',
} as const;

export class World {
  readonly namespace: Namespace;
  readonly guest: Guest;
  readonly rasdial: Rasdial;
  readonly #closers: (() => Promise<void> | void)[];

  private constructor(
    namespace: Namespace,
    guest: Guest,
    rasdial: Rasdial,
    closers: (() => Promise<void> | void)[],
  ) {
    this.namespace = namespace;
    this.guest = guest;
    this.rasdial = rasdial;
    this.#closers = closers;
  }

  /** A guest with one serial line a method, and entries "Real ISP" (first line) and "Office" (MPPE-128). */
  static async create(methods: readonly NasMethod[], noise?: NoiseOptions): Promise<World> {
    const closers: (() => Promise<void> | void)[] = [];
    try {
      const lines = methods.map(() => serialLine());
      closers.push(...lines.map((line) => () => line.close()));
      const guest = new Guest({
        init: 'isp-init',
        lines: lines.map((line) => line.path),
        words: { NAS: methods.join(',') },
      });
      closers.push(() => guest.close());
      const namespace = await Namespace.create();
      closers.push(() => namespace.close());
      const exchange = new Exchange({
        directory: directoryOf(
          lines.map((line, i): DirectoryEntry => ({
            number: lineNumber(i),
            description: `real pppd, ${methods[i] ?? ''}`,
            destination: { kind: 'answers', answer: (caller) => line.answer(caller) },
          })),
        ),
        clock: systemClock,
        timing: quickTiming,
        condition: noise ? { noise } : {},
        log: () => undefined,
      });
      const modems = join(namespace.folder, 'modems');
      const bank = await ModemBank.open(
        exchange,
        modems,
        { count: 1, owner: undefined },
        { log: ignore, moved: ignore },
      );
      closers.push(() => bank.close());
      // Devices must lie under /dev: a private tmpfs there holds a link that follows the modem from pty to pty.
      await namespace.must('mount', ['-t', 'tmpfs', 'tmpfs', '/dev/shm']);
      await namespace.must('ln', ['-s', join(modems, 'modem0'), modemPort]);
      const rasdial = await Rasdial.create(namespace, [ispEntry(0), officeEntry()], credentials);
      closers.push(() => rasdial.close());
      await guest.printed(/PEER READY/);
      for (const i of lines.keys()) await guest.printed(new RegExp(`NAS${i} Connect: `));
      return new World(namespace, guest, rasdial, closers);
    } catch (error) {
      for (const close of closers.reverse()) await close();
      throw error;
    }
  }

  /** Pings an address from the namespace; gives how many of `count` came back. */
  async ping(address: string, count: number, interval = 0.02): Promise<number> {
    const { stdout } = await this.namespace.run('ping', [
      '-q',
      '-c',
      `${count}`,
      '-i',
      `${interval}`,
      '-W',
      '5',
      address,
    ]);
    return Number(/, (\d+) received/.exec(stdout)?.[1] ?? 0);
  }

  /** The first answer from an address: a real server takes a moment after its last ConfAck before it lets packets pass. */
  async reach(address: string): Promise<void> {
    await this.namespace.must('ping', ['-q', '-c', '1', '-i', '0.1', '-w', '5', address]);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.reverse()) await close();
  }
}

const ignore = (): void => undefined;

export const modemPort = '/dev/shm/modem0';

const lineNumber = (line: number): string => `555-1${String(line).padStart(3, '0')}`;

/** The entry "Real ISP", dialling one of the guest's serial lines. */
export function ispEntry(line: number, more: object = {}): object {
  return {
    name: 'Real ISP',
    device: { kind: 'modem', port: modemPort, flow: 'none' },
    phone: lineNumber(line),
    user: 'dialin',
    ...more,
  };
}

export function officeEntry(more: object = {}): object {
  return {
    name: 'Office',
    device: { kind: 'pptp' },
    host: servers.mppe128,
    dialFirst: 'Real ISP',
    user: 'alice',
    encryption: 'require',
    useDefaultGateway: true,
    ...more,
  };
}

/** A pty between the exchange and one of the guest's serial ports; it stays open between calls, as a cable does. */
function serialLine() {
  let caller: AnsweredLine | undefined;
  const { port, path } = openPtyPort({
    bytes: (bytes) => caller?.send(bytes),
    closed: () => caller?.hangUp(),
  });
  const cable = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  return {
    path,
    answer(line: AnsweredLine) {
      caller = line;
      return {
        receive: (bytes: Uint8Array) => port.write(bytes),
        callerGone: () => {
          caller = undefined;
        },
      };
    },
    close(): void {
      port.close();
      closeSync(cable);
    },
  };
}
