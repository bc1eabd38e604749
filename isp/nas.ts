/** The network access server: answers calls with PPP, each kind of number with its own idea of authentication. */
import { answerCall } from '../engine/answer.ts';
import type { AnswerHost, Service } from '../engine/answer-types.ts';
import type { Accounts } from './accounts.ts';
import type { AddressPool } from './address-pool.ts';
import type { Answer } from './far-end.ts';
import { openPtyPort } from './line/native-port.ts';
import { plan } from './network-plan.ts';

export interface NasOptions {
  readonly accounts: Accounts;
  readonly pool: AddressPool;
  log(text: string): void;
}

/** How one number asks who is calling; no methods: it does not ask. */
export interface Front {
  readonly methods: NonNullable<Service['auth']>['methods'];
  readonly encryption: Service['encryption'];
}

function nasService(options: NasOptions, front: Front): Service {
  return {
    ...(front.methods.length > 0 ? { auth: options.accounts.answering('nas', front.methods) } : {}),
    encryption: front.encryption,
    localAddress: plan.nas.address,
    allocate: () => options.pool.allocate(),
    release: (address) => {
      options.pool.release(address);
    },
    dns: [plan.nas.dns],
    nbns: [],
    ipv6: true,
    mru: 1500,
    echo: { interval: 20_000, failures: 3 },
    interfacePrefix: 'nas',
  };
}

/** PPP on a pty of its own for every call: the engine opens one end as it would a serial port, the exchange the other. */
export function nasAnswer(options: NasOptions, front: Front): Answer {
  return (line) => {
    const service = nasService(options, front);
    const { port, path } = openPtyPort({
      bytes: (bytes) => {
        line.send(bytes);
      },
      closed: () => {
        line.hangUp();
      },
    });
    const host: AnswerHost = {
      log: ({ layer, text }) => {
        options.log(`nas ${layer}: ${text}`);
      },
      up: ({ user, interfaceName }) => {
        options.log(`nas: ${user ?? 'a caller'} is on ${interfaceName}`);
      },
      ended: (failure) => {
        port.close();
        if (failure !== undefined) options.log(`nas: ${failure.number} ${failure.cause}`);
        line.hangUp();
      },
    };
    answerCall({ kind: 'tty', path, speed: 115200, flow: 'none' }, service, host);
    return {
      receive: (bytes) => {
        port.write(bytes);
      },
      callerGone: () => {
        // Carrier lost: the NAS's serial port sees its line go, and the engine cleans up as it would anywhere.
        port.close();
      },
    };
  };
}
