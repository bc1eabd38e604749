/** Looks whether a PPTP server is there: the name is resolved, and its TCP port knocked at. */
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { codeOf, failure, textOf } from './errors.ts';

const pptpPort = 1723;
/** Milliseconds for an answer: what an entry has unless it says otherwise. */
const patience = 15_000;

export interface HostAnswer {
  readonly address: string;
  /** From the knock to the answer. */
  readonly milliseconds: number;
}

export interface HostTest {
  readonly port?: number;
  readonly patience?: number;
}

/** Rejects with a DialFailure, with the number a dial would have: 868 no such name, 808 refused, 809 no answer. */
export async function testHost(host: string, options: HostTest = {}): Promise<HostAnswer> {
  let address: string;
  try {
    // Over IPv4, as the tunnel's GRE goes.
    ({ address } = await lookup(host, { family: 4 }));
  } catch (error) {
    throw failure(868, `The name ${host} could not be found.`, textOf(error));
  }
  const began = performance.now();
  await knock(address, options);
  return { address, milliseconds: performance.now() - began };
}

function knock(address: string, { port = pptpPort, patience: limit = patience }: HostTest): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, timeout: limit });
    const end = (reason?: Error) => {
      socket.destroy();
      if (reason) reject(reason);
      else resolve();
    };
    socket.once('connect', () => {
      end();
    });
    socket.once('timeout', () => {
      end(
        failure(
          809,
          `The VPN server ${address} does not answer.`,
          `no answer within ${limit / 1000} seconds`,
        ),
      );
    });
    socket.once('error', (error) => {
      end(
        codeOf(error) === 'ECONNREFUSED'
          ? failure(808, `The VPN server ${address} refused the connection.`, error.message)
          : failure(809, `The VPN server ${address} does not answer.`, error.message),
      );
    });
  });
}
