/** The office LAN: a host in a namespace of its own on one end of a cable, and the exchange as its gateway on the other. */
import { fileURLToPath } from 'node:url';
import { readLines, writeLine } from '../control.ts';
import { ip, networkNamespaceOf, setNetworkSetting, spawnInNamespace } from '../namespaces.ts';
import { plan } from '../network-plan.ts';

const cable = 'lan0';

export interface Lan {
  /** The identity of the office host's network namespace. */
  readonly namespace: string;
  close(): Promise<void>;
}

/** Needs to be root of the network namespace it is called in. Resolves once the intranet answers. */
export async function startLan(): Promise<Lan> {
  const script = fileURLToPath(new URL('lan-process.ts', import.meta.url));
  const child = spawnInNamespace({ user: false }, [process.execPath, script], ['pipe', 'pipe', 'inherit']);
  const { stdin, stdout, pid } = child;
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  try {
    if (stdin === null || stdout === null) throw new Error('the office host has no pipes');
    // It may be gone before it has read what we write; that shows in its end.
    stdin.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        reject(new Error(`the office host ended with status ${String(code)}`));
      });
      readLines(stdout, {
        message({ type }) {
          if (type === 'serving') resolve();
          if (type !== 'here' || pid === undefined) return;
          try {
            plugIn(pid);
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
            return;
          }
          writeLine(stdin, { type: 'plugged' });
        },
        stray: () => undefined,
        ended: () => undefined,
      });
    });
  } catch (error) {
    child.kill();
    throw error;
  }
  const namespace = pid === undefined ? undefined : networkNamespaceOf(pid);
  return {
    namespace: namespace ?? '',
    async close() {
      child.stdin?.end();
      await ended;
    },
  };
}

/** The gateway answers ARP for callers (proxy_arp), who have addresses of the LAN but no cable in it. */
function plugIn(host: number): void {
  ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(host));
  ip('addr', 'add', `${plan.office.gateway}/${plan.office.prefixLength}`, 'dev', cable);
  ip('addr', 'add', `${plan.office.dns}/32`, 'dev', cable);
  ip('link', 'set', cable, 'up');
  setNetworkSetting(`ipv4/conf/${cable}/proxy_arp`, '1');
  // Otherwise it waits up to 0.8 s with each answer, in case the real owner of the address speaks up.
  setNetworkSetting(`ipv4/neigh/${cable}/proxy_delay`, '0');
}
