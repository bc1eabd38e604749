/** The second half of a start: undo what a killed helper left, then serve until nobody needs us. */
import { lookup } from 'node:dns/promises';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { socketName } from '../contract/helper.ts';
import { oneLine } from '../contract/text.ts';
import { version } from '../contract/version.ts';
import { startCall } from '../engine/call.ts';
import { systemClock } from '../engine/clock.ts';
import { testModem } from '../engine/modem-test.ts';
import { capabilities, peerCredentials } from '../native/addon/index.js';
import type { HelperArguments } from './arguments.ts';
import { checkPort } from './device-port.ts';
import { Dialer } from './dialer.ts';
import { chooseBackend, Dns } from './dns.ts';
import { watchGateway } from './gateway-watch.ts';
import { Journal } from './journal.ts';
import { lockFile } from './lock-file.ts';
import { Network } from './network.ts';
import { recover } from './recover.ts';
import { Routes } from './routes.ts';
import { runCommand } from './run-command.ts';
import { HelperServer } from './server.ts';
import { handleDescriptor } from './socket-descriptor.ts';

/** Milliseconds for everything to be hung up when we are told to stop. */
const farewell = 8_000;

/** Bytes of helper.log, which lies in memory: a client that makes us write more finds us silent. */
const maximumLog = 1_048_576;
let logged = 0;

function log(text: string): void {
  if (logged > maximumLog) return;
  const line = `${new Date().toISOString()} ${oneLine(text)}\n`;
  logged += line.length;
  process.stderr.write(logged > maximumLog ? `${line}the log is full\n` : line);
}

async function resolve(name: string): Promise<readonly string[]> {
  // PPTP servers are reached over IPv4: our GRE is.
  return (await lookup(name, { all: true, family: 4 })).map(({ address }) => address);
}

export async function serve({ runtimeDirectory, owner, idleSeconds }: HelperArguments): Promise<void> {
  const { effective, noNewPrivs } = capabilities();
  log(
    `helper ${version}, process ${process.pid}, for user ${owner}; capabilities ${effective.toString(16)}, no new privileges: ${noNewPrivs}`,
  );

  // A predecessor that is still hanging up has the journal; clients wait at the socket meanwhile.
  await lockFile(join(runtimeDirectory, 'journal.lock'), farewell + 2_000);
  const journal = new Journal(runtimeDirectory);
  const routes = new Routes(runCommand, journal);
  await recover(journal, routes, runCommand, log);
  const network = new Network(routes, new Dns(() => chooseBackend(runCommand, journal)), (changed) =>
    watchGateway(systemClock, changed),
  );

  const listener = createServer();
  const dialer = new Dialer({
    clock: systemClock,
    wallTime: () => Date.now(),
    startCall,
    testModem,
    leg: (call, entry, logLine) => network.leg(call, entry, logLine),
    resolve,
    checkPort,
    publish: (event) => {
      server.publish(event);
    },
    changed: () => {
      server.changed();
    },
  });
  let stopping = false;
  const stop = (why: string) => {
    if (stopping) return;
    stopping = true;
    log(`stopping: ${why}`);
    // In this order: while we listen, nobody takes the name for a dead helper's and ours away from us.
    rmSync(join(runtimeDirectory, socketName), { force: true });
    listener.close();
    const giveUp = setTimeout(() => {
      // What is left stays in the journal, for the next start.
      process.exit(1);
    }, farewell);
    void dialer.hangUpAll().then(() => {
      clearTimeout(giveUp);
      server.end('the helper is stopping');
      process.exitCode = 0;
      setImmediate(() => process.exit());
    });
  };
  const server = new HelperServer(listener, {
    owner,
    dialer,
    clock: systemClock,
    peerUid: (socket) => peerCredentials(handleDescriptor(socket)).uid,
    idleTime: idleSeconds * 1000,
    idle: () => {
      stop('idle');
    },
    log,
  });
  process.on('SIGTERM', () => {
    stop('SIGTERM');
  });
  process.on('SIGINT', () => {
    stop('SIGINT');
  });
  // The terminal it was started from may go; connections stay.
  process.on('SIGHUP', () => undefined);
  listener.listen({ fd: 0 });
}
