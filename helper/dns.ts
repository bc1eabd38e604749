/**
 * Name servers: each connection that brings some lies on a stack, and the newest decides what the host asks. They leave
 * in any order. How the host is told is a backend's matter: systemd-resolved, resolvconf, or the file itself.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import type { Journal } from './journal.ts';
import { ResolvConf, resolvConfPath } from './resolv-conf.ts';
import type { LogText } from './routes.ts';
import type { RunCommand } from './run-command.ts';
import { commandText, findProgram } from './run-command.ts';

export interface NameServers {
  readonly interfaceName: string;
  readonly servers: readonly string[];
  /** All traffic goes this way, so names are asked here alone. */
  readonly exclusive: boolean;
}

/** What the host shall ask now. */
export interface Effective {
  readonly interfaceName: string;
  readonly servers: readonly string[];
}

/** glibc reads no more. */
const maximumServers = 3;

/** The newest first; those beneath it follow, down to the first that wants to be asked alone. */
export function effective(stack: readonly NameServers[]): Effective | undefined {
  const newest = stack.at(-1);
  if (newest === undefined) return undefined;
  const servers: string[] = [];
  for (const level of stack.toReversed()) {
    servers.push(...level.servers.filter((server) => !servers.includes(server)));
    if (level.exclusive) break;
  }
  return { interfaceName: newest.interfaceName, servers: servers.slice(0, maximumServers) };
}

export interface DnsBackend {
  readonly name: string;
  /** Makes this what the host asks; undefined: as it was before us. Rejects with an Error. */
  apply(wanted: Effective | undefined, log: LogText): Promise<void>;
}

async function command(
  run: RunCommand,
  program: string,
  args: readonly string[],
  log: LogText,
  input?: string,
) {
  const result = await run(program, args, input);
  log(`${commandText(program, args)}${result.status === 0 ? '' : ` failed: ${result.stderr}`}`);
  return result;
}

/** systemd-resolved: servers belong to the link and vanish with it, even when we are killed. */
class Resolved implements DnsBackend {
  readonly name = 'systemd-resolved';
  readonly #run: RunCommand;
  readonly #journal: Journal;
  #current: { readonly id: number; readonly interfaceName: string } | undefined;

  constructor(run: RunCommand, journal: Journal) {
    this.#run = run;
    this.#journal = journal;
  }

  async apply(wanted: Effective | undefined, log: LogText): Promise<void> {
    const before = this.#current;
    if (before !== undefined && before.interfaceName !== wanted?.interfaceName) {
      // Fails harmlessly when the link is gone: its servers are gone with it.
      await command(this.#run, 'resolvectl', ['revert', before.interfaceName], log);
      this.#journal.remove(before.id);
      this.#current = undefined;
    }
    if (wanted === undefined) return;
    const link = wanted.interfaceName;
    this.#current ??= {
      id: this.#journal.add({ kind: 'resolvectl', interfaceName: link }),
      interfaceName: link,
    };
    const steps = [
      ['dns', link, ...wanted.servers],
      ['domain', link, '~.'],
      ['default-route', link, 'yes'],
      ['dnsovertls', link, 'no'],
    ];
    for (const step of steps) {
      const result = await command(this.#run, 'resolvectl', step, log);
      if (result.status !== 0) throw new Error(`resolvectl ${step[0] ?? ''}: ${result.stderr}`);
    }
  }
}

/** resolvconf: one record of ours, under a name that both openresolv's order and Debian's put before network cards. */
class Resolvconf implements DnsBackend {
  readonly name = 'resolvconf';
  readonly #run: RunCommand;
  readonly #journal: Journal;
  readonly #key = 'tun0.dial-up-networking';
  #id: number | undefined;

  constructor(run: RunCommand, journal: Journal) {
    this.#run = run;
    this.#journal = journal;
  }

  async apply(wanted: Effective | undefined, log: LogText): Promise<void> {
    if (wanted === undefined) {
      if (this.#id === undefined) return;
      const result = await command(this.#run, 'resolvconf', ['-d', this.#key], log);
      if (result.status !== 0) throw new Error(`resolvconf -d: ${result.stderr}`);
      this.#journal.remove(this.#id);
      this.#id = undefined;
      return;
    }
    this.#id ??= this.#journal.add({ kind: 'resolvconf', key: this.#key });
    const record = wanted.servers.map((server) => `nameserver ${server}\n`).join('');
    // openresolv: before everybody's, and alone (-x); Debian's, which goes by the name, reads no further than the name.
    const result = await command(this.#run, 'resolvconf', ['-a', this.#key, '-m', '0', '-x'], log, record);
    if (result.status !== 0) throw new Error(`resolvconf -a: ${result.stderr}`);
  }
}

class PlainFile implements DnsBackend {
  readonly name = resolvConfPath;
  readonly #file: ResolvConf;

  constructor(journal: Journal) {
    this.#file = new ResolvConf(journal);
  }

  apply(wanted: Effective | undefined, log: LogText): Promise<void> {
    if (wanted === undefined) {
      const restored = this.#file.restore();
      log(
        restored
          ? `restored ${resolvConfPath}`
          : `${resolvConfPath} belongs to somebody else now; left alone`,
      );
      return Promise.resolve();
    }
    this.#file.write(wanted.servers);
    log(`wrote ${resolvConfPath}: nameserver ${wanted.servers.join(', ')}`);
    return Promise.resolve();
  }
}

/** True when systemd-resolved is what answers this host's programs, not merely installed. */
async function resolvedAnswers(run: RunCommand): Promise<boolean> {
  if (findProgram('resolvectl') === undefined || !existsSync('/run/systemd/resolve')) return false;
  try {
    const used =
      realpathSync(resolvConfPath).startsWith('/run/systemd/resolve/') ||
      /^\s*nameserver\s+127\.0\.0\.53\b/m.test(readFileSync(resolvConfPath, 'utf8'));
    if (!used) return false;
  } catch {
    // No resolv.conf that can be read: then nobody is sent to systemd-resolved by it.
    return false;
  }
  return (await run('resolvectl', ['dns'])).status === 0;
}

/** True when resolvconf is itself, not resolved's stand-in of that name. */
function resolvconfIsReal(): boolean {
  const path = findProgram('resolvconf');
  return path !== undefined && !realpathSync(path).endsWith('/resolvectl');
}

/** Asked anew whenever the first connection comes: what manages DNS may have changed. */
export async function chooseBackend(run: RunCommand, journal: Journal): Promise<DnsBackend> {
  if (await resolvedAnswers(run)) return new Resolved(run, journal);
  if (resolvconfIsReal()) return new Resolvconf(run, journal);
  return new PlainFile(journal);
}

export class Dns {
  readonly #choose: () => Promise<DnsBackend>;
  readonly #stack = new Map<number, NameServers>();
  #backend: DnsBackend | undefined;

  constructor(choose: () => Promise<DnsBackend>) {
    this.#choose = choose;
  }

  /** Puts a call's servers on top, or changes them where they lie. Rejects with an Error. */
  async add(call: number, servers: NameServers, log: LogText): Promise<void> {
    this.#stack.set(call, servers);
    this.#backend ??= await this.#choose();
    log(`name servers ${servers.servers.join(', ')} by ${this.#backend.name}`);
    await this.#backend.apply(effective([...this.#stack.values()]), log);
  }

  async remove(call: number, log: LogText): Promise<void> {
    if (!this.#stack.delete(call) || this.#backend === undefined) return;
    await this.#backend.apply(effective([...this.#stack.values()]), log);
    if (this.#stack.size === 0) this.#backend = undefined;
  }
}
