/**
 * The far end of the tunnel benchmark, as a process: `office-server.ts ADDRESS require|none` answers PPTP calls at ADDRESS
 * with or without MPPE, and prints a line once it listens.
 */
import { startPptpServer } from '../engine/pptp-server.ts';
import { Accounts } from '../isp/accounts.ts';
import { AddressPool } from '../isp/address-pool.ts';
import { plan } from '../isp/network-plan.ts';

const [address = '', encryption] = process.argv.slice(2);
if (encryption !== 'require' && encryption !== 'none') throw new Error('require or none?');
const { prefix, first, last } = plan.pptp.pool;
const pool = new AddressPool(prefix, first, last);
await startPptpServer({
  address,
  service: {
    auth: new Accounts().answering('office', ['mschap-v2']),
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
  },
  maximumCalls: 4,
  log: ({ layer, text }) => {
    process.stderr.write(`${layer}: ${text}\n`);
  },
});
console.log('listening');
