/**
 * The other end, for tests: a NAS on a pty and a PPTP server, in the network namespace this program is run in. Prints one
 * JSON line with the pty's path once both listen; obeys lines on standard input; ends when that ends.
 */
import { createInterface } from 'node:readline';
import { answerCall } from '../../engine/answer.ts';
import type { AnsweredCall, Service } from '../../engine/answer-types.ts';
import { startPptpServer } from '../../engine/pptp-server.ts';
import { openPty } from '../../native/addon/index.js';

const accounts: Readonly<Record<string, string>> = { dialin: 'modem', alice: 'secret' };

function service(prefix: string, subnet: string, encryption: Service['encryption'], dns: string): Service {
  // A call that nobody makes holds its address until the NAS gives up on it.
  const free = Array.from({ length: 100 }, (_, index) => `${subnet}.${index + 10}`);
  return {
    auth: {
      name: prefix,
      methods: encryption === 'none' ? ['chap', 'pap'] : ['mschap-v2'],
      account: (user) => {
        const password = accounts[user.replace(/^.*\\/, '')];
        return password === undefined ? undefined : { password };
      },
    },
    encryption,
    localAddress: `${subnet}.1`,
    allocate: () => free.shift(),
    release: (address) => {
      free.unshift(address);
    },
    dns: [dns],
    nbns: [],
    ipv6: false,
    mru: 1500,
    echo: { interval: 0, failures: 3 },
    interfacePrefix: prefix,
  };
}

const nas = service('nas', '192.0.2', 'none', '192.0.2.53');
const office = service('vpn', '10.99.0', 'require', '10.99.0.53');
let answered: AnsweredCall | undefined;

/** A pty that answers every call: a null modem's other end. */
function plugIn(): string {
  const { fd, path } = openPty();
  answered = answerCall({ kind: 'fd', fd }, nas, {
    log: () => undefined,
    up: () => undefined,
    ended: () => undefined,
  });
  return path;
}

await startPptpServer({
  address: '198.51.100.1',
  service: office,
  maximumCalls: 4,
  log: () => undefined,
});
process.stdout.write(`${JSON.stringify({ pty: plugIn() })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  // The last one, whether it was used or not.
  answered?.hangUp();
  if (line === 'plug in') process.stdout.write(`${JSON.stringify({ pty: plugIn() })}\n`);
}
process.exit(0);
