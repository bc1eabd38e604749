/** Everything behind the telephone socket, in the network namespace it is called in: exchange, NAS, office. */
import { Accounts, publishedAccounts } from './accounts.ts';
import { AddressPool } from './address-pool.ts';
import type { Timing } from './call.ts';
import { quickTiming } from './call.ts';
import { systemClock } from './clock.ts';
import { directoryOf } from './directory.ts';
import { startDnsServer } from './dns/server.ts';
import { Exchange } from './exchange.ts';
import { startLan } from './lan/lan.ts';
import { providerPage } from './lan/pages.ts';
import { createSite } from './lan/site.ts';
import type { LineCondition } from './line/condition.ts';
import type { PtyModem } from './modem-bank.ts';
import { ModemBank } from './modem-bank.ts';
import { ip, setNetworkSetting } from './namespaces.ts';
import { officeNames, plan, providerNames } from './network-plan.ts';
import { numbers } from './numbers.ts';
import { startOfficeServer } from './pptp.ts';

export interface ProviderOptions {
  /** For the modems' links and the socket; private to the caller. */
  readonly directory: string;
  /** Modems on ptys. */
  readonly modems: number;
  /** The user the modems' terminals belong to; whoever runs the exchange, unless said. */
  readonly owner?: number | undefined;
  /** Number to terminal device. */
  readonly trunks: Readonly<Record<string, string>>;
  readonly condition: LineCondition;
  readonly timing?: Partial<Timing>;
  readonly log: (text: string) => void;
  /** The modems' terminals have other names now. */
  readonly moved: (modems: readonly PtyModem[]) => void;
}

export interface Provider {
  readonly modems: readonly PtyModem[];
  /** A Unix socket; each connection is a modem. */
  readonly socketPath: string;
  readonly numbers: readonly { readonly number: string; readonly description: string }[];
  readonly users: readonly { readonly user: string; readonly password: string; readonly note: string }[];
  /** The identity of the office host's network namespace. */
  readonly officeNamespace: string;
  /** For calls from now on. */
  setCondition(condition: LineCondition): void;
  /** Breaks every call that is up. */
  cut(): void;
  close(): Promise<void>;
}

/** Needs to be root of this network namespace, and to have it for itself. */
export async function startProvider(options: ProviderOptions): Promise<Provider> {
  const { log } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    setUpNetwork();
    const accounts = new Accounts();
    const { prefix, first, last } = plan.nas.pool;
    const entries = numbers({
      nas: { accounts, pool: new AddressPool(prefix, first, last), log },
      clock: systemClock,
      trunks: options.trunks,
    });
    const exchange = new Exchange({
      directory: directoryOf(entries),
      clock: systemClock,
      timing: { ...quickTiming, ...options.timing },
      condition: options.condition,
      log,
    });
    const bank: ModemBank = await ModemBank.open(
      exchange,
      options.directory,
      { count: options.modems, owner: options.owner },
      {
        log,
        moved: () => {
          options.moved(bank.modems);
        },
      },
    );
    closers.push(() => bank.close());
    const lan = await startLan();
    closers.push(() => lan.close());
    for (const [address, names] of [
      [plan.nas.dns, providerNames],
      [plan.office.dns, officeNames],
    ] as const) {
      const dns = await startDnsServer(address, names, log);
      closers.push(() => dns.close());
    }
    const web = createSite(providerPage);
    await new Promise<void>((resolve, reject) => {
      web.once('error', reject);
      web.listen(80, plan.nas.web, resolve);
    });
    closers.push(async () => {
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
    });
    const office = await startOfficeServer({ accounts, log });
    closers.push(() => office.close());
    return {
      modems: bank.modems,
      socketPath: bank.socketPath,
      numbers: entries.map(({ number, description }) => ({ number, description })),
      users: publishedAccounts,
      officeNamespace: lan.namespace,
      setCondition: (condition) => {
        exchange.setCondition(condition);
      },
      cut: () => {
        exchange.cut();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The provider's own addresses live on the loopback interface; calls come and go on TUNs of their own. */
function setUpNetwork(): void {
  ip('link', 'set', 'lo', 'up');
  for (const address of [plan.nas.dns, plan.nas.web, plan.pptp.address]) {
    ip('addr', 'add', `${address}/32`, 'dev', 'lo');
  }
  setNetworkSetting('ipv4/ip_forward', '1');
  // A caller's packets come in on whichever TUN is theirs, and answers leave by the route: no need to be strict.
  for (const scope of ['all', 'default']) setNetworkSetting(`ipv4/conf/${scope}/rp_filter`, '0');
}
