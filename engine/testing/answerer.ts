/** The answering process of a test, in a network namespace of its own: does what its parent orders, and reports. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { Link, openPty } from '../../native/addon/index.js';
import { answerCall } from '../answer.ts';
import type { AnswerHost, AnsweredCall, Service } from '../answer-types.ts';
import { systemEnvironment } from '../environment.ts';
import { ControlChannel } from '../pptp/control-channel.ts';
import { startPptpServer } from '../pptp-server.ts';
import { startEagerServer } from './eager-server.ts';
import type { EagerServer } from './eager-server.ts';
import type { FakeModem } from './fake-modem.ts';
import { startFakeModem } from './fake-modem.ts';
import { holdings } from './leaks.ts';
import type { Holdings } from './leaks.ts';
import { password, user } from './options.ts';
import type { ServiceOrder } from './options.ts';

const execFileAsync = promisify(execFile);

export type Order =
  | { readonly type: 'pty'; readonly service: ServiceOrder }
  | { readonly type: 'modem'; readonly service: ServiceOrder; readonly onDial?: string }
  | {
      readonly type: 'pptp';
      readonly address: string;
      readonly service: ServiceOrder;
      readonly maximumCalls: number;
    }
  /** A server that accepts calls and has no ear for GRE: 'deaf' says so by ICMP, 'mute' swallows it. */
  | { readonly type: 'no-gre'; readonly address: string; readonly how: 'deaf' | 'mute' }
  /** A server whose first PPP packet overtakes its reply, which waits for `reply`. */
  | { readonly type: 'eager'; readonly address: string; readonly service: ServiceOrder }
  | { readonly type: 'reply' }
  | { readonly type: 'ping'; readonly address: string; readonly size: number }
  /** The fake modem's line: these bytes reach the dialler. */
  | { readonly type: 'inject'; readonly hex: string }
  | { readonly type: 'close' }
  | { readonly type: 'holdings' }
  | { readonly type: 'pid' };

export interface Report {
  readonly pid?: number;
  readonly path?: string;
  readonly received?: number;
  readonly holdings?: Holdings;
  readonly allocated?: readonly string[];
  readonly error?: string;
  /** Unasked: a call came up, ended, or something was logged. */
  readonly event?: { readonly type: 'up' | 'ended' | 'log'; readonly text: string };
}

const free = ['10.98.0.10', '10.98.0.11', '10.98.0.12'];
let allocated: string[] = [];
let modem: FakeModem | undefined;
let eager: EagerServer | undefined;
let closing: (() => Promise<void> | void)[] = [];

function report(message: Report): void {
  // The parent may be gone already: then nobody minds.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function service(order: ServiceOrder): Service {
  const accounts = new Map([
    [user, { password }],
    ['disabled', { password, refuse: 647 as const }],
  ]);
  return {
    auth: {
      name: 'nas',
      methods: order.methods,
      account: (name) => accounts.get(name.slice(name.lastIndexOf('\\') + 1)),
    },
    encryption: order.encryption,
    localAddress: '10.98.0.1',
    allocate() {
      const address = free.find((candidate) => !allocated.includes(candidate));
      if (address !== undefined) allocated.push(address);
      return address;
    },
    release(address) {
      allocated = allocated.filter((taken) => taken !== address);
    },
    dns: ['10.98.0.53'],
    nbns: [],
    ipv6: order.ipv6 ?? false,
    mru: 1400,
    echo: { interval: 20_000, failures: 4 },
    interfacePrefix: 'nas',
  };
}

const host: AnswerHost = {
  log: (line) => {
    report({ event: { type: 'log', text: `${line.layer} ${line.direction ?? '-'} ${line.text}` } });
  },
  up: (call) => {
    report({ event: { type: 'up', text: JSON.stringify({ user: call.user, name: call.interfaceName }) } });
  },
  ended: (failure) => {
    report({ event: { type: 'ended', text: JSON.stringify(failure ?? null) } });
  },
};

function closeOf(call: AnsweredCall): () => void {
  return () => {
    call.hangUp();
  };
}

async function obey(order: Order): Promise<Report> {
  switch (order.type) {
    case 'pid':
      return { pid: process.pid };
    case 'pty': {
      const pty = openPty();
      closing.push(closeOf(answerCall({ kind: 'fd', fd: pty.fd }, service(order.service), host)));
      return { path: pty.path };
    }
    case 'modem': {
      modem = startFakeModem(order.onDial, (path) => {
        const far = { kind: 'tty', path, speed: 115_200, flow: 'none' } as const;
        closing.unshift(closeOf(answerCall(far, service(order.service), host)));
      });
      closing.push(() => {
        modem?.close();
      });
      return { path: modem.modemPath };
    }
    case 'pptp': {
      const server = await startPptpServer({
        address: order.address,
        service: service(order.service),
        maximumCalls: order.maximumCalls,
        log: (line) => {
          host.log(line);
        },
        callUp: (call) => {
          report({
            event: { type: 'up', text: JSON.stringify({ user: call.user, name: call.interfaceName }) },
          });
        },
        callEnded: (call) => {
          report({ event: { type: 'ended', text: JSON.stringify(call.failure ?? null) } });
        },
      });
      closing.push(() => server.close());
      return {};
    }
    case 'no-gre':
      return serveWithoutGre(order.address, order.how);
    case 'eager':
      eager = await startEagerServer(order.address, service(order.service), host);
      closing.push(() => {
        eager?.close();
      });
      return {};
    case 'reply':
      eager?.reply();
      return {};
    case 'ping':
      return { received: await ping(order.address, order.size) };
    case 'inject':
      modem?.inject(Buffer.from(order.hex, 'hex'));
      return {};
    case 'close':
      for (const close of closing) await close();
      closing = [];
      return {};
    case 'holdings':
      return { holdings: await holdings(), allocated };
  }
}

/** Until the first ping comes back, some seconds at most; rejects when none does. */
export async function reach(address: string): Promise<void> {
  await execFileAsync('ping', ['-n', '-q', '-c', '1', '-i', '0.05', '-w', '5', address]);
}

/**
 * How many of three pings came back. Three programs, as one that has had an answer waits for the others only twice as long
 * as for the first. Not the blocking kind of exec: the fake modem has to relay them.
 */
export async function ping(address: string, size: number): Promise<number> {
  const args = ['-n', '-q', '-c', '1', '-W', '2', '-M', 'do', '-s', String(size), address];
  const results = await Promise.allSettled([1, 2, 3].map(() => execFileAsync('ping', args)));
  // Its exit status says whether it came back.
  return results.filter(({ status }) => status === 'fulfilled').length;
}

function serveWithoutGre(address: string, how: 'deaf' | 'mute'): Promise<Report> {
  const server = createServer((socket) => {
    const channel = new ControlChannel(
      socket,
      { role: 'pac', hostName: 'nas', vendor: 'test', receiveWindow: 8, sendLinkInfo: false },
      systemEnvironment,
      (event) => {
        if (event.type === 'call-requested') channel.control.acceptCall(event.peerCallId, 77, 1_000_000);
      },
    );
    if (how === 'mute') {
      const peer = socket.remoteAddress ?? '';
      const ear = new Link({ transport: { kind: 'gre', peer, callId: 77 }, onEvents: () => undefined });
      closing.push(() => {
        ear.close();
      });
    }
    closing.push(() => {
      channel.destroy();
    });
    channel.start();
  });
  closing.push(() => {
    server.close();
  });
  return new Promise((resolve) => {
    server.listen(1723, address, () => {
      resolve({});
    });
  });
}

process.on('disconnect', () => {
  process.exit(0);
});
process.on('message', (order: Order) => {
  obey(order).then(report, (error: unknown) => {
    report({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
