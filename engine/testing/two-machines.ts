/** Two network namespaces joined by a cable (veth): ours, and the answering process's. */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Order, Report } from './answerer.ts';

const nearAddress = '192.0.2.1';
export const farAddress = '192.0.2.2';

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** How many fragments the network namespace of a process has made of packets too long for their way. */
function fragmentsMadeBy(process: number | 'self'): number {
  const [names = '', values = ''] = readFileSync(`/proc/${process}/net/snmp`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Ip:'));
  return Number(values.split(' ')[names.split(' ').indexOf('FragCreates')]);
}

export class FarMachine {
  readonly events: { type: string; text: string }[] = [];
  readonly #child: ChildProcess;
  #pid = 0;
  #waiting: ((report: Report) => void) | undefined;
  readonly #watching = new Set<() => void>();

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (report: Report) => {
      if (report.event) {
        this.events.push(report.event);
        for (const check of [...this.#watching]) check();
      } else {
        this.#waiting?.(report);
      }
    });
  }

  /** Must run inside a namespace of our own: it makes interfaces. */
  static async start(): Promise<FarMachine> {
    const program = fileURLToPath(new URL('answerer.ts', import.meta.url));
    const child = spawn('unshare', ['--net', '--', process.execPath, program], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const far = new FarMachine(child);
    const { pid = 0 } = await far.order({ type: 'pid' });
    far.#pid = pid;
    const target = String(pid);
    ip('link', 'set', 'lo', 'up');
    ip('link', 'add', 'cable0', 'type', 'veth', 'peer', 'name', 'cable0', 'netns', target);
    ip('address', 'add', `${nearAddress}/24`, 'dev', 'cable0');
    ip('link', 'set', 'cable0', 'up');
    const inside = ['--net', '--target', target, '--', 'ip'];
    for (const args of [
      ['link', 'set', 'lo', 'up'],
      ['address', 'add', `${farAddress}/24`, 'dev', 'cable0'],
      ['link', 'set', 'cable0', 'up'],
    ]) {
      execFileSync('nsenter', [...inside, ...args]);
    }
    return far;
  }

  /** One machine's end of the cable takes no longer packets from now on. */
  setCableMtu(machine: 'near' | 'far', mtu: number): void {
    const command = ['ip', 'link', 'set', 'cable0', 'mtu', String(mtu)];
    const target = machine === 'near' ? 'self' : String(this.#pid);
    execFileSync('nsenter', [`--net=/proc/${target}/ns/net`, '--', ...command]);
  }

  /** Fragments made by either machine. */
  get fragments(): number {
    return fragmentsMadeBy('self') + fragmentsMadeBy(this.#pid);
  }

  async order(order: Order): Promise<Report> {
    const answered = new Promise<Report>((resolve) => {
      this.#waiting = resolve;
    });
    this.#child.send(order);
    const report = await answered;
    if (report.error !== undefined) throw new Error(`the answering process: ${report.error}`);
    return report;
  }

  /** Waits for so many unasked reports of a type. */
  heard(type: string, count = 1): Promise<void> {
    return this.until(() => this.events.filter((event) => event.type === type).length >= count);
  }

  /** Waits until what it has reported `holds`. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!holds()) return;
        this.#watching.delete(check);
        resolve();
      };
      this.#watching.add(check);
      check();
    });
  }

  /** Its connection log as a page. */
  text(): string {
    return this.events.map((event) => `${event.type}: ${event.text}`).join('\n');
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.disconnect();
    await exit;
  }
}
