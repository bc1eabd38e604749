/** Routes by iproute2: set with our protocol number, written down before, and taken back one by one. */
import { isIPv4 } from 'node:net';
import { z } from '../contract/zod.ts';
import { Failed } from './failed.ts';
import type { Journal } from './journal.ts';
import type { CommandResult, RunCommand } from './run-command.ts';
import { commandText } from './run-command.ts';

/** Marks every route as ours, so that one flush finds them all (/etc/iproute2/rt_protos leaves it free). */
const routeProtocol = '77';

export type LogText = (text: string) => void;

/** A route that is set: how to take it back. */
export interface SetRoute {
  readonly id: number;
  readonly family: 4 | 6;
  readonly route: readonly string[];
}

const answer = z
  .array(
    z.looseObject({
      dev: z.string().optional(),
      gateway: z.string().optional(),
      type: z.string().optional(),
      protocol: z.string().optional(),
      metric: z.number().optional(),
    }),
  )
  .nonempty();

/** What the kernel says when a route is gone already, because its interface is. */
const alreadyGone = /No such process|Cannot find device|No such device/;

function outcomeText({ status, stderr }: CommandResult): string {
  if (status === 0) return '';
  return alreadyGone.test(stderr) ? ' (gone with its interface)' : ` failed: ${stderr}`;
}

export class Routes {
  readonly #run: RunCommand;
  readonly #journal: Journal;

  constructor(run: RunCommand, journal: Journal) {
    this.#run = run;
    this.#journal = journal;
  }

  async #ip(args: readonly string[], log: LogText): Promise<CommandResult> {
    const result = await this.#run('ip', args);
    log(`${commandText('ip', args)}${outcomeText(result)}`);
    return result;
  }

  /** Sets one route. Rejects with a Failure (611). */
  async add(family: 4 | 6, destination: readonly string[], log: LogText): Promise<SetRoute> {
    const route = [...destination, 'proto', routeProtocol];
    const id = this.#journal.add({ kind: 'route', family, route });
    const result = await this.#ip([`-${family}`, 'route', 'add', ...route], log);
    if (result.status !== 0) {
      this.#journal.remove(id);
      throw new Failed({
        number: 611,
        cause: `The route to ${destination.join(' ')} could not be set.`,
        evidence: result.stderr,
      });
    }
    return { id, family, route };
  }

  async remove(set: SetRoute, log: LogText): Promise<void> {
    const result = await this.#ip([`-${set.family}`, 'route', 'del', ...set.route], log);
    // One that cannot be taken back stays in the journal, for the next start.
    if (result.status === 0 || alreadyGone.test(result.stderr)) this.#journal.remove(set.id);
  }

  /**
   * How the host reaches an IPv4 address now, as the arguments of a route to it; undefined when it is the host itself.
   * Rejects with a Failure (769).
   */
  async way(address: string, log: LogText): Promise<readonly string[] | undefined> {
    if (!isIPv4(address)) throw new Failed({ number: 769, cause: `${address} is not an IPv4 address.` });
    const result = await this.#ip(['-4', '-j', 'route', 'get', address], log);
    const found = result.status === 0 ? answer.safeParse(parse(result.stdout)) : undefined;
    const first = found?.data?.[0];
    if (first?.type === 'local') return undefined;
    if (first?.dev === undefined) {
      throw new Failed({
        number: 769,
        cause: `There is no way to ${address}.`,
        evidence: result.stderr || result.stdout.trim().slice(0, 200),
      });
    }
    return wayOf(first);
  }

  /** The host's own default route, as the arguments of a route that goes the same way; undefined when it has none. */
  async defaultWay(): Promise<readonly string[] | undefined> {
    const result = await this.#run('ip', ['-4', '-j', 'route', 'show', 'default']);
    const found = result.status === 0 ? answer.safeParse(parse(result.stdout)) : undefined;
    const [best] = (found?.data ?? [])
      .filter(({ dev, protocol }) => dev !== undefined && protocol !== routeProtocol)
      .sort((one, other) => (one.metric ?? 0) - (other.metric ?? 0));
    return best && wayOf(best);
  }

  /** Sets a route in the place of one of ours; the old one when that fails. */
  async replace(old: SetRoute, destination: readonly string[], log: LogText): Promise<SetRoute> {
    const route = [...destination, 'proto', routeProtocol];
    const { family } = old;
    const id = this.#journal.add({ kind: 'route', family, route });
    const result = await this.#ip([`-${family}`, 'route', 'replace', ...route], log);
    this.#journal.remove(result.status === 0 ? old.id : id);
    return result.status === 0 ? { id, family, route } : old;
  }

  /** Forgets the kernel's own route to a tunnel's peer, which would lead the tunnel into itself. */
  async forgetPeer(address: string, interfaceName: string, log: LogText): Promise<void> {
    await this.#ip(['-4', 'route', 'del', address, 'dev', interfaceName, 'proto', 'kernel'], log);
  }

  /** Every route that carries our number, of this helper or of one that was killed. */
  async flush(log: LogText): Promise<void> {
    await this.#ip(['-4', 'route', 'flush', 'proto', routeProtocol], log);
    await this.#ip(['-6', 'route', 'flush', 'proto', routeProtocol], log);
  }
}

function wayOf({
  gateway,
  dev = '',
}: {
  readonly gateway?: string;
  readonly dev?: string;
}): readonly string[] {
  return gateway === undefined ? ['dev', dev] : ['via', gateway, 'dev', dev];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
