/** One computer with a modem of the embedded exchange, its own network namespace, phonebook and helper. */
import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { startExchange, type RunningExchange, type StartExchangeOptions } from '../../isp/testing.ts';
import { Namespace } from '../harness/namespace.ts';
import { Rasdial } from '../harness/rasdial.ts';

export const modemPort = '/dev/shm/modem0';

export const credentials = {
  'Demo ISP': { user: 'dialin', password: 'modem56k' },
  Office: { user: 'alice', password: 'wonderland' },
};

export function isp(phone: string, more: object = {}): object {
  return {
    name: 'Demo ISP',
    device: { kind: 'modem', port: modemPort, flow: 'none' },
    phone,
    user: 'dialin',
    ...more,
  };
}

export function office(more: object = {}): object {
  return {
    name: 'Office',
    device: { kind: 'pptp' },
    host: '198.51.100.1',
    dialFirst: 'Demo ISP',
    user: 'alice',
    encryption: 'require',
    ...more,
  };
}

export class Caller {
  readonly namespace: Namespace;
  readonly rasdial: Rasdial;

  private constructor(namespace: Namespace, rasdial: Rasdial) {
    this.namespace = namespace;
    this.rasdial = rasdial;
  }

  static async create(exchange: RunningExchange, modem = 0): Promise<Caller> {
    const namespace = await Namespace.create();
    try {
      await namespace.must('mount', ['-t', 'tmpfs', 'tmpfs', '/dev/shm']);
      const link = exchange.modems[modem]?.link;
      if (link === undefined) throw new Error(`the exchange has no modem ${modem}`);
      readlinkSync(link); // it is there
      await namespace.must('ln', ['-s', link, modemPort]);
      return new Caller(namespace, await Rasdial.create(namespace, [isp('555-0100'), office()], credentials));
    } catch (error) {
      await namespace.close();
      throw error;
    }
  }

  async fetch(url: string): Promise<string> {
    return this.namespace.must(process.execPath, [
      '--input-type=module',
      '--eval',
      `console.log(await (await fetch(${JSON.stringify(url)})).text())`,
    ]);
  }

  async close(): Promise<void> {
    await this.rasdial.close();
    await this.namespace.close();
  }
}

export function exchange(
  options: Omit<StartExchangeOptions, 'directory'>,
  folder: string,
): Promise<RunningExchange> {
  return startExchange({ ...options, directory: join(folder, 'exchange') });
}
