/** All connections of this helper: chains of them dialled from the bottom up, hung up from the top down. */
import { DialFailure } from '../contract/dial-error.ts';
import type { EventBody, HelperEvent, Request, Response } from '../contract/helper.ts';
import type { LogRecord } from '../contract/log.ts';
import type { ResolvedEntry } from '../contract/phonebook.ts';
import { resolveEntry } from '../contract/phonebook.ts';
import type { ConnectionStatus } from '../contract/status.ts';
import type { Credentials, Failure } from '../engine/call-types.ts';
import type { ConnectionHost } from './connection.ts';
import { Connection } from './connection.ts';
import type { LogRing } from './log-ring.ts';
import { missingPerson } from './missing-person.ts';
import type { ModemTesterHost } from './modem-tester.ts';
import { ModemTester } from './modem-tester.ts';

type Neighbours = Pick<ConnectionHost, 'clock' | 'wallTime' | 'startCall' | 'leg' | 'resolve'> &
  Pick<ModemTesterHost, 'testModem'>;

export type DialerHost = Neighbours & {
  /** `uid` is who asked for the connection. */
  checkPort(path: string, uid: number): ReturnType<ConnectionHost['checkPort']>;
  publish(event: HelperEvent): void;
  /** A connection has ended or begun: the helper may be idle now. */
  changed(): void;
};

/** What one dial asked for: every entry of the chain, with what it needs to log on. */
interface Plan {
  readonly entries: ReadonlyMap<string, ResolvedEntry>;
  readonly credentials: ReadonlyMap<string, Credentials>;
  readonly interactive: boolean;
  readonly uid: number;
}

interface Held {
  readonly connection: Connection;
  readonly plan: Plan;
  /** Dialled only to carry this one, which is not up yet: it falls with it. */
  onlyFor: Connection | undefined;
}

const tick = 1_000;
/** More than anybody dials; a client gone wild stops here. */
const maximumConnections = 16;
/** How many ended calls keep their log. */
const keptRings = 8;

function refuse(number: number, entry: string, cause: string): DialFailure {
  return new DialFailure({ number, entry, cause });
}

/** From the entry down to the one at the bottom. Throws a DialFailure on a missing entry or a circle. */
export function chainOf(top: string, entries: ReadonlyMap<string, ResolvedEntry>): readonly ResolvedEntry[] {
  const chain: ResolvedEntry[] = [];
  for (let name: string | undefined = top; name !== undefined;) {
    const entry = entries.get(name);
    if (entry === undefined) throw refuse(623, name, `There is no entry "${name}" in the phonebook.`);
    if (chain.includes(entry))
      throw refuse(
        625,
        top,
        `"dialFirst" goes round in a circle: ${[...chain, entry].map((each) => `"${each.name}"`).join(' → ')}.`,
      );
    chain.push(entry);
    name = entry.dialFirst;
  }
  return chain;
}

export class Dialer {
  readonly #host: DialerHost;
  readonly #held = new Map<string, Held>();
  /** The hanging up that a connection's end set off. */
  readonly #trailing = new WeakMap<Connection, Promise<unknown>>();
  readonly #modemTester: ModemTester;
  #endedRings: LogRing[] = [];
  #nextCall = 1;
  #capturing = false;
  #wantsCounters = false;
  #ticking = false;

  constructor(host: DialerHost) {
    this.#host = host;
    this.#modemTester = new ModemTester({
      testModem: host.testModem,
      resolve: (name) => host.resolve(name),
      checkPort: (path, uid) => host.checkPort(path, uid),
      devices: () => [...this.#held.values()].map(({ connection }) => connection.entry),
    });
  }

  get size(): number {
    return this.#held.size;
  }

  status(): ConnectionStatus[] {
    return [...this.#held.values()].map(({ connection }) => connection.status());
  }

  /** The lines kept, of calls that have ended lately too, in order. */
  log(): readonly LogRecord[] {
    const rings = [...this.#endedRings, ...[...this.#held.values()].map(({ connection }) => connection.ring)];
    return rings.flatMap((ring) => ring.records).sort((one, other) => one.time - other.time);
  }

  setCapture(on: boolean): void {
    this.#capturing = on;
    for (const { connection } of this.#held.values()) connection.setCapture(on);
  }

  setCounters(on: boolean): void {
    this.#wantsCounters = on;
  }

  /** Dials a chain; `cancel` gives up while it is not up yet. Throws a DialFailure when it cannot even begin. */
  dial(
    request: Request<'dial'>,
    uid: number,
  ): {
    readonly alreadyConnected: boolean;
    readonly connection: Connection;
    readonly connected: Promise<void>;
  } {
    const entries = new Map(request.entries.map((entry) => [entry.name, resolveEntry(entry)]));
    for (const entry of chainOf(request.entry, entries)) {
      const nobody = this.#held.has(entry.name) ? undefined : missingPerson(entry, request.interactive);
      if (nobody) throw new DialFailure({ ...nobody, entry: entry.name });
    }
    const given = new Map(Object.entries(request.credentials));
    const plan: Plan = {
      entries,
      credentials: new Map(
        [...entries.values()].map((entry) => [entry.name, credentialsFor(entry, given.get(entry.name))]),
      ),
      interactive: request.interactive,
      uid,
    };
    const known = this.#held.get(request.entry);
    if (known) {
      if (known.connection.over) throw refuse(617, request.entry, 'The connection is being hung up.');
      if (!known.connection.connected)
        throw refuse(756, request.entry, 'The connection is being dialed already.');
      // Asked for by itself now: it no longer goes when what it carries fails.
      known.onlyFor = undefined;
      return { alreadyConnected: true, connection: known.connection, connected: Promise.resolve() };
    }
    const { connection } = this.#begin(request.entry, plan, undefined);
    const connected = connection.whenConnected().catch(async (error: unknown) => {
      await this.#settled(connection);
      throw error;
    });
    return { alreadyConnected: false, connection, connected };
  }

  /** Hangs up a connection and what rides on it; false when there is none of that name. */
  async hangUp(name: string, failure?: Failure): Promise<boolean> {
    const held = this.#held.get(name);
    if (!held) return false;
    await Promise.all(this.#riders(held.connection).map((rider) => this.hangUp(rider.entry.name, failure)));
    held.connection.hangUp(failure);
    await this.#settled(held.connection);
    return true;
  }

  /** It has ended, and so has what was dialled only for it. */
  async #settled(connection: Connection): Promise<void> {
    await connection.whenEnded();
    await this.#trailing.get(connection);
  }

  async hangUpAll(): Promise<void> {
    await Promise.all([...this.#held.keys()].map((name) => this.hangUp(name)));
  }

  retryWith(name: string, credentials: Credentials): boolean {
    return this.#held.get(name)?.connection.retryWith(credentials) ?? false;
  }

  changePassword(name: string, password: string): boolean {
    return this.#held.get(name)?.connection.changePassword(password) ?? false;
  }

  /** Types on a connection's line; false when it is not in the state interactive. */
  terminalWrite(name: string, bytes: Uint8Array): boolean {
    return this.#held.get(name)?.connection.terminalWrite(bytes) ?? false;
  }

  terminalDone(name: string): boolean {
    return this.#held.get(name)?.connection.terminalDone() ?? false;
  }

  testModem(device: Request<'testModem'>['device'], uid: number): Promise<Response<'testModem'>> {
    return this.#modemTester.test(device, uid);
  }

  /** What the lines in the state interactive have said. */
  terminals(): readonly EventBody<'terminal'>[] {
    return [...this.#held.values()].flatMap(({ connection }) => connection.terminalSoFar());
  }

  #riders(connection: Connection): Connection[] {
    return [...this.#held.values()]
      .map((held) => held.connection)
      .filter((other) => other.lower === connection);
  }

  #begin(name: string, plan: Plan, onlyFor: Connection | undefined): Held {
    const entry = plan.entries.get(name);
    if (entry === undefined) throw refuse(623, name, `There is no entry "${name}" in the phonebook.`);
    if (this.#held.size >= maximumConnections)
      throw refuse(614, name, `There are ${maximumConnections} connections already.`);
    const credentials = plan.credentials.get(name) ?? { user: '', password: '' };
    const connection = new Connection(
      entry,
      this.#nextCall++,
      credentials,
      plan.interactive,
      this.#connectionHost(plan),
    );
    const held: Held = { connection, plan, onlyFor };
    this.#held.set(name, held);
    this.#host.changed();
    connection.start();
    this.#schedule();
    return held;
  }

  #connectionHost(plan: Plan): ConnectionHost {
    const host = this.#host;
    const capturing = () => this.#capturing;
    return {
      clock: host.clock,
      wallTime: () => host.wallTime(),
      startCall: (options, callHost) => host.startCall(options, callHost),
      leg: (call, entry, log) => host.leg(call, entry, log),
      resolve: (name) => host.resolve(name),
      checkPort: (path) => host.checkPort(path, plan.uid),
      publish: (event) => {
        host.publish(event);
      },
      connected: (connection) => {
        this.#keepBeneath(connection);
      },
      get capturing() {
        return capturing();
      },
      beneath: (connection) => this.#beneath(connection, plan),
      callEnded: (connection, failure) => {
        this.#dropRiders(connection, failure);
      },
      ended: (connection) => {
        this.#ended(connection);
      },
    };
  }

  async #beneath(connection: Connection, plan: Plan): Promise<Connection | undefined> {
    const name = connection.entry.dialFirst;
    if (name === undefined) return undefined;
    let held = this.#held.get(name);
    if (held?.connection.over) {
      await held.connection.whenEnded();
      held = this.#held.get(name);
      if (connection.over) return undefined;
    }
    held ??= this.#begin(name, plan, connection);
    await held.connection.whenConnected();
    return held.connection;
  }

  /** What carried them is gone: they end at once, and say so. */
  #dropRiders(connection: Connection, failure: Failure | undefined): void {
    const { name } = connection.entry;
    for (const rider of this.#riders(connection)) {
      rider.lowerLost({
        number: 807,
        cause: `The connection "${name}" that carries the tunnel was lost.`,
        evidence: failure
          ? `"${name}": error ${failure.number}: ${failure.cause}${failure.evidence === undefined ? '' : ` (${failure.evidence})`}`
          : `"${name}" was hung up`,
      });
    }
  }

  #ended(connection: Connection): void {
    this.#held.delete(connection.entry.name);
    this.#endedRings = [...this.#endedRings, connection.ring].slice(-keptRings);
    // A dial that failed leaves nothing behind: what was dialled only for it goes with it.
    const needless = [...this.#held.values()].filter(
      (held) => held.onlyFor === connection && this.#riders(held.connection).length === 0,
    );
    this.#trailing.set(
      connection,
      Promise.all(needless.map((held) => this.hangUp(held.connection.entry.name))),
    );
    this.#host.changed();
  }

  /** It is up: what carries it now stays when it goes. */
  #keepBeneath(connection: Connection): void {
    for (const held of this.#held.values()) if (held.onlyFor === connection) held.onlyFor = undefined;
  }

  #schedule(): void {
    if (this.#ticking) return;
    this.#ticking = true;
    this.#host.clock.after(tick, () => {
      this.#ticking = false;
      this.#everySecond();
      if (this.#held.size > 0) this.#schedule();
    });
  }

  #everySecond(): void {
    for (const { connection } of this.#held.values()) {
      const counters = connection.counters();
      if (counters && this.#wantsCounters) {
        const { call, entry } = connection;
        this.#host.publish({ event: 'counters', body: { entry: entry.name, call, counters } });
      }
      if (connection.connected) this.#checkIdle(connection);
    }
  }

  /** User traffic inside a tunnel keeps what carries it, too: the least idle of them counts. */
  #idle(connection: Connection): number {
    if (!connection.connected) return 0; // being dialled, or logging on
    const own = connection.counters()?.idle ?? 0;
    return Math.min(own, ...this.#riders(connection).map((rider) => this.#idle(rider)));
  }

  #checkIdle(connection: Connection): void {
    const limit = connection.entry.idle;
    if (limit === 0 || this.#idle(connection) < limit * 1000) return;
    void this.hangUp(connection.entry.name, {
      number: 828,
      cause: `There was no user traffic for ${limit} seconds.`,
    });
  }
}

/** What the user gave, or what the entry says with no password. */
function credentialsFor(
  entry: ResolvedEntry,
  given: Request<'dial'>['credentials'][string] | undefined,
): Credentials {
  const domain = given?.domain ?? entry.domain;
  return {
    user: given?.user ?? entry.user ?? '',
    password: given?.password.reveal() ?? '',
    ...(domain === undefined || domain === '' ? {} : { domain }),
  };
}
