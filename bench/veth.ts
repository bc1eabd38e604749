/**
 * Two namespaces joined by a veth pair: PPTP servers and iperf3 in one, rasdial and its helper in the other. One server
 * insists on MPPE, the other refuses it.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Namespace } from '../e2e/harness/namespace.ts';
import { Rasdial } from '../e2e/harness/rasdial.ts';
import type { Closers } from './closers.ts';

const node = join(import.meta.dirname, '../node_modules/node/bin/node');

/** The server's end of the veth pair without a tunnel, and the same host inside the tunnel. */
export const outside = '192.168.77.1';
export const inside = '10.99.0.1';
const clearServer = '192.168.77.3';

export interface Veth {
  readonly client: Namespace;
  readonly rasdial: Rasdial;
}

/** Resolves when the process has printed something. */
async function speaks(process: ChildProcess, name: string): Promise<void> {
  let said = '';
  process.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  await Promise.race([
    once(process.stdout ?? process, 'data'),
    once(process, 'close').then(() => Promise.reject(new Error(`${name} ended: ${said}`))),
  ]);
}

const stop = async (process: ChildProcess): Promise<void> => {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const closed = once(process, 'close');
  process.kill('SIGKILL');
  await closed;
};

export async function createVeth(closers: Closers): Promise<Veth> {
  const server = await Namespace.create();
  closers.add(() => server.close());
  const client = await Namespace.create();
  closers.add(() => client.close());
  const peer = ['name', 'veth1', 'netns', `${client.pid}`];
  await server.must('ip', ['link', 'add', 'veth0', 'type', 'veth', 'peer', ...peer]);
  for (const address of [`${outside}/24`, `${clearServer}/24`]) {
    await server.must('ip', ['address', 'add', address, 'dev', 'veth0']);
  }
  await server.must('ip', ['address', 'add', `${inside}/32`, 'dev', 'lo']);
  await server.must('ip', ['link', 'set', 'veth0', 'up']);
  await client.must('ip', ['address', 'add', '192.168.77.2/24', 'dev', 'veth1']);
  await client.must('ip', ['link', 'set', 'veth1', 'up']);

  const start = async (program: string, args: readonly string[]): Promise<void> => {
    const process = server.spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    closers.add(() => stop(process));
    await speaks(process, program);
  };
  const office = join(import.meta.dirname, '../e2e/peers/pptp-server.ts');
  await start(node, [office, outside, 'require']);
  await start(node, [office, clearServer, 'none']);
  await start('iperf3', ['-s', '--forceflush']);

  const tunnel = { device: { kind: 'pptp' }, user: 'alice' };
  const rasdial = await Rasdial.create(
    client,
    [
      { ...tunnel, name: 'MPPE-128', host: outside, encryption: 'maximum' },
      { ...tunnel, name: 'clear', host: clearServer, encryption: 'none' },
    ],
    Object.fromEntries(
      ['MPPE-128', 'clear'].map((name) => [name, { user: 'alice', password: 'wonderland' }]),
    ),
  );
  closers.add(() => rasdial.close());
  return { client, rasdial };
}
