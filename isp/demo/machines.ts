/** The demo's two computers and what it must leave as it was: started together, ended together, looked at before and after. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plan } from '../network-plan.ts';
import { say } from '../say.ts';
import type { RunningExchange } from '../testing.ts';
import { startExchange } from '../testing.ts';
import type { DemoClient } from './client.ts';
import { startClient } from './client.ts';
import { lookAround, whatIsLeft } from './traces.ts';

export interface MachinesOptions {
  /** In user namespaces: for those who are not root. */
  readonly user: boolean;
  readonly verbose: boolean;
  /** The folder of the user's session, where the client needs it. */
  readonly session?: string | undefined;
}

export interface StartedMachines {
  readonly client: DemoClient;
  /** The modem's terminal. */
  readonly modem: string;
}

export class Machines {
  readonly directory = mkdtempSync(join(tmpdir(), 'dial-up-demo-'));
  private readonly options: MachinesOptions;
  private readonly before = lookAround();
  private exchange: RunningExchange | undefined;
  private client: DemoClient | undefined;
  /** Whatever was begun is up, or has failed: only then can it be ended. */
  private started: Promise<unknown> = Promise.resolve();

  constructor(options: MachinesOptions) {
    this.options = options;
  }

  /** `moved`: after a call the modem may have another terminal. */
  async start(moved: (modem: string) => void = () => undefined): Promise<StartedMachines> {
    const { directory } = this;
    const { user, session, verbose } = this.options;
    const log = (text: string): void => {
      if (verbose) say(`    ${text}`);
    };
    const starting = [
      startExchange({
        user,
        directory: join(directory, 'exchange'),
        log,
        moved: ([modem]) => modem && moved(modem.path),
      }).then((started) => (this.exchange = started)),
      startClient({ user, directory, session }).then((started) => (this.client = started)),
    ] as const;
    this.started = Promise.allSettled(starting);
    const [exchange, client] = await Promise.all(starting);
    const modem = exchange.modems[0];
    if (modem === undefined) throw new Error('the exchange has no modem');
    say('Two computers, each in network namespaces of its own, and one telephone line between them:');
    say(
      `  exchange   a provider (555-0100), a PPTP server (${plan.pptp.address}), an office network (10.99.0.0/24)`,
    );
    say(`  client     no network at all; a modem on ${modem.path}`);
    say();
    return { client, modem: modem.path };
  }

  /** Ends everything, in whatever state it is, and tells what is left behind: nothing, or the demo has failed. */
  async end(): Promise<boolean> {
    await this.started;
    const namespaces = new Set([...(this.exchange?.namespaces ?? []), this.client?.namespace ?? 'none']);
    await this.client?.close();
    await this.exchange?.close();
    rmSync(this.directory, { recursive: true, force: true });
    const left = await whatIsLeft(this.before, namespaces, [this.directory]);
    say();
    if (left.length === 0) {
      say(
        'Left behind: nothing. Processes, namespaces, routes, interfaces, resolv.conf and files are as before.',
      );
    } else {
      say('Left behind, or changed by somebody else meanwhile:');
      for (const one of left) say(`  ${one}`);
    }
    return left.length === 0;
  }
}
