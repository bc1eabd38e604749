/** The office's PPTP server: MS-CHAP v2, and MPPE or no call (or, for comparison, never MPPE); several callers at once. */
import type { PptpServer, Service } from '../engine/answer-types.ts';
import { startPptpServer } from '../engine/pptp-server.ts';
import type { Accounts } from './accounts.ts';
import { AddressPool } from './address-pool.ts';
import { plan } from './network-plan.ts';

const maximumCalls = 32;

export interface OfficeServerOptions {
  readonly accounts: Accounts;
  readonly log: (text: string) => void;
  readonly address?: string;
  readonly encryption?: 'require' | 'none';
}

export function startOfficeServer({
  accounts,
  log,
  address = plan.pptp.address,
  encryption = 'require',
}: OfficeServerOptions): Promise<PptpServer> {
  const { prefix, first, last } = plan.pptp.pool;
  const pool = new AddressPool(prefix, first, last);
  const service: Service = {
    auth: accounts.answering('office', ['mschap-v2']),
    encryption,
    localAddress: plan.office.gateway,
    allocate: () => pool.allocate(),
    release: (lent) => {
      pool.release(lent);
    },
    dns: [plan.office.dns],
    nbns: [],
    ipv6: false,
    mru: 1500,
    echo: { interval: 30_000, failures: 3 },
    interfacePrefix: encryption === 'none' ? 'clear' : 'vpn',
  };
  return startPptpServer({
    address,
    service,
    maximumCalls,
    log: ({ layer, text }) => {
      log(`office ${layer}: ${text}`);
    },
    callUp: ({ peer, user, interfaceName }) => {
      log(`office: ${user ?? 'a caller'} from ${peer} is on ${interfaceName}`);
    },
    callEnded: ({ peer, failure }) => {
      log(
        `office: the call from ${peer} ended${failure === undefined ? '' : `: ${failure.number} ${failure.cause}`}`,
      );
    },
  });
}
