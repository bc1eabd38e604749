/** What one connection changes in the host's network, and how it is all taken back: routes and name servers. */
import { existsSync, readFileSync } from 'node:fs';
import type { LogLine, Projected } from '../engine/call-types.ts';
import type { ResolvedEntry } from '../contract/phonebook.ts';
import type { Dns } from './dns.ts';
import { Failed } from './failed.ts';
import type { LogText, Routes, SetRoute } from './routes.ts';

/** Metric of the first connection's routes; each later one lies a step before those that are up. */
const firstMetric = 2000;

export interface LegNetwork {
  /** Before TCP: the route to the tunnel's server, through `beneath` or the way it has now. Rejects with a Failure. */
  reachServer(address: string, beneath: string | undefined): Promise<void>;
  /** Routes and name servers, replacing those of an earlier call of it. Rejects with a Failure. */
  project(projected: Projected): Promise<void>;
  /** Takes everything back. */
  release(): Promise<void>;
  readonly routes: readonly string[];
  readonly dns: readonly string[];
}

/** True when this host has IPv6 at all: without it nothing can leak past an IPv4 tunnel. */
function hostHasIpv6(): boolean {
  return existsSync('/proc/net/if_inet6') && readFileSync('/proc/net/if_inet6', 'utf8').trim() !== '';
}

interface HostRoute {
  users: number;
  set: SetRoute | undefined;
  /** It follows the host's default route. */
  readonly byDefault: boolean;
  readonly log: LogText;
}

/** Calls back whenever the host's default route may have changed, until the function it returns is called. */
export type WatchGateway = (changed: () => void) => () => void;

export class Network {
  readonly #routes: Routes;
  readonly #dns: Dns;
  readonly #hasIpv6: () => boolean;
  readonly #metrics = new Map<number, number>();
  /** Host routes to servers, shared by the tunnels that need them. */
  readonly #hosts = new Map<string, HostRoute>();
  readonly #watch: WatchGateway;
  #unwatch: (() => void) | undefined;
  #followingSoon = false;
  #unreachable: { users: number; readonly set: SetRoute } | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(routes: Routes, dns: Dns, watch: WatchGateway, hasIpv6 = hostHasIpv6) {
    this.#watch = watch;
    this.#routes = routes;
    this.#dns = dns;
    this.#hasIpv6 = hasIpv6;
  }

  /** One change at a time, in the order they were asked for. */
  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(change, change);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  #metric(call: number): string {
    const known = this.#metrics.get(call);
    if (known !== undefined) return String(known);
    const metric = Math.max(1, Math.min(firstMetric + 1, ...this.#metrics.values()) - 1);
    this.#metrics.set(call, metric);
    return String(metric);
  }

  async #holdHost(address: string, beneath: string | undefined, log: LogText): Promise<void> {
    const known = this.#hosts.get(address);
    if (known) {
      known.users += 1;
      return;
    }
    const way = beneath === undefined ? await this.#routes.way(address, log) : ['dev', beneath];
    const set = way && (await this.#addHost(address, way, log));
    const usual = beneath === undefined && set !== undefined ? await this.#routes.defaultWay() : undefined;
    const byDefault = usual !== undefined && usual.join(' ') === way?.join(' ');
    this.#hosts.set(address, { users: 1, set, byDefault, log });
    this.#watchIfNeeded();
  }

  #watchIfNeeded(): void {
    const needed = [...this.#hosts.values()].some(({ byDefault }) => byDefault);
    if (needed) this.#unwatch ??= this.#watch(() => this.#gatewayChanged());
    else {
      this.#unwatch?.();
      this.#unwatch = undefined;
    }
  }

  #gatewayChanged(): void {
    // However often it changes, one look is enough that begins after the last change.
    if (this.#followingSoon) return;
    this.#followingSoon = true;
    this.#inTurn(() => this.#followGateway()).catch((error: unknown) => {
      for (const { log } of this.#hosts.values()) log(`could not follow the gateway: ${String(error)}`);
    });
  }

  /** The way to the servers is the one the default route takes now; without any they wait for the next. */
  async #followGateway(): Promise<void> {
    this.#followingSoon = false;
    const way = await this.#routes.defaultWay();
    if (way === undefined) return;
    for (const [address, host] of this.#hosts)
      if (host.byDefault && host.set)
        host.set = await this.#routes.replace(host.set, [`${address}/32`, ...way], host.log);
  }

  async #addHost(address: string, way: readonly string[], log: LogText): Promise<SetRoute | undefined> {
    try {
      return await this.#routes.add(4, [`${address}/32`, ...way], log);
    } catch (error) {
      // A route of the user's own to this very host: it is what we would have set, or what they want instead.
      if (error instanceof Failed && error.evidence?.includes('File exists')) return undefined;
      throw error;
    }
  }

  async #dropHost(address: string, log: LogText): Promise<void> {
    const known = this.#hosts.get(address);
    if (!known) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#hosts.delete(address);
    this.#watchIfNeeded();
    if (known.set) await this.#routes.remove(known.set, log);
  }

  async #holdUnreachable(log: LogText): Promise<void> {
    if (this.#unreachable) this.#unreachable.users += 1;
    else {
      const set = await this.#routes.add(6, ['unreachable', 'default', 'metric', '1'], log);
      this.#unreachable = { users: 1, set };
    }
  }

  async #dropUnreachable(log: LogText): Promise<void> {
    const known = this.#unreachable;
    if (!known) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#unreachable = undefined;
    await this.#routes.remove(known.set, log);
  }

  /** The changes of one call. */
  leg(call: number, entry: ResolvedEntry, log: (line: LogLine) => void): LegNetwork {
    const routeLog: LogText = (text) => {
      log({ layer: 'route', text });
    };
    const dnsLog: LogText = (text) => {
      log({ layer: 'dns', text });
    };
    let set: SetRoute[] = [];
    let servers: readonly string[] = [];
    let host: string | undefined;
    let holdsUnreachable = false;

    const takeBackProjected = async () => {
      if (servers.length > 0) {
        servers = [];
        await this.#dns.remove(call, dnsLog).catch((error: unknown) => {
          dnsLog(`could not restore the name servers: ${String(error)}`);
        });
      }
      for (const route of set.toReversed()) await this.#routes.remove(route, routeLog);
      set = [];
      if (holdsUnreachable) await this.#dropUnreachable(routeLog);
      holdsUnreachable = false;
    };

    const project = async ({ interfaceName, agreement, server }: Projected) => {
      await takeBackProjected();
      const metric = this.#metric(call);
      // A server whose inner address is its outer one: the interface's own route would lead the tunnel into itself.
      if (server !== undefined && agreement.ipv4?.remote === server)
        await this.#routes.forgetPeer(server, interfaceName, routeLog);
      const halves = entry.useDefaultGateway ? ['0.0.0.0/1', '128.0.0.0/1'] : [];
      for (const destination of agreement.ipv4 ? new Set([...halves, ...entry.routes]) : [])
        set.push(await this.#routes.add(4, [destination, 'dev', interfaceName, 'metric', metric], routeLog));
      // All traffic was promised to the tunnel; what it cannot carry must not take another way.
      if (server !== undefined && entry.useDefaultGateway && !agreement.ipv6 && this.#hasIpv6()) {
        await this.#holdUnreachable(routeLog);
        holdsUnreachable = true;
      }
      const given = agreement.ipv4?.dns ?? [];
      if (!entry.dns || given.length === 0) return;
      servers = given;
      try {
        await this.#dns.add(call, { interfaceName, servers, exclusive: entry.useDefaultGateway }, dnsLog);
      } catch (error) {
        throw new Failed({
          number: 611,
          cause: 'The name servers of the connection could not be set.',
          evidence: error instanceof Error ? error.message : String(error),
        });
      }
    };

    return {
      reachServer: (address, beneath) =>
        this.#inTurn(async () => {
          if (host !== undefined) await this.#dropHost(host, routeLog);
          host = undefined;
          await this.#holdHost(address, beneath, routeLog);
          host = address;
        }),
      project: (projected) => this.#inTurn(() => project(projected)),
      release: () =>
        this.#inTurn(async () => {
          await takeBackProjected();
          if (host !== undefined) await this.#dropHost(host, routeLog);
          host = undefined;
          this.#metrics.delete(call);
        }),
      get routes() {
        return set.map(({ family, route }) => (family === 6 ? `-6 ${route.join(' ')}` : (route[0] ?? '')));
      },
      get dns() {
        return servers;
      },
    };
  }
}
