/** The verb testModem: on what a dial could open and no connection has, a few at a time. */
import { DialFailure } from '../contract/dial-error.ts';
import type { Request, Response } from '../contract/helper.ts';
import type { Device } from '../contract/phonebook.ts';
import { oneLine } from '../contract/text.ts';
import type { Failure } from '../engine/call-types.ts';
import type { testModem } from '../engine/modem-test.ts';
import { defaultSpeed, initLines } from './call-device.ts';
import type { PortCheck } from './device-port.ts';

type LineDevice = Request<'testModem'>['device'];
type LineTarget = Parameters<typeof testModem>[0];

export interface ModemTesterHost {
  testModem: typeof testModem;
  resolve(name: string): Promise<readonly string[]>;
  checkPort(path: string, uid: number): PortCheck;
  /** What the connections have that exist now. */
  devices(): readonly { readonly name: string; readonly device: Device }[];
}

const most = 4;

const failed = ({ number, cause, evidence }: Failure) =>
  new DialFailure({
    number,
    leg: 'modem',
    cause: oneLine(cause),
    ...(evidence === undefined ? {} : { evidence: oneLine(evidence) }),
  });

export class ModemTester {
  readonly #host: ModemTesterHost;
  #running = 0;

  constructor(host: ModemTesterHost) {
    this.#host = host;
  }

  /** Rejects with a DialFailure. */
  async test(device: LineDevice, uid: number): Promise<Response<'testModem'>> {
    const target = this.#target(device, uid);
    const user = this.#host.devices().find((held) => this.#isOn(held.device, target, uid));
    if (user) throw failed({ number: 633, cause: `The connection "${user.name}" is using this modem.` });
    if (this.#running >= most)
      throw failed({ number: 633, cause: `${most} modems are being tested already.` });
    this.#running += 1;
    try {
      const result = await this.#host.testModem(target, initLines(device.init), (name) =>
        this.#host.resolve(name),
      );
      if ('failure' in result) throw failed(result.failure);
      return {
        dialogue: result.dialogue.map(({ direction, text }) => ({ direction, text: oneLine(text) })),
      };
    } finally {
      this.#running -= 1;
    }
  }

  #target(device: LineDevice, uid: number): LineTarget {
    if (device.kind === 'tcp-modem') return { kind: 'tcp', host: device.host, port: device.port };
    const checked = this.#host.checkPort(device.port, uid);
    if ('failure' in checked) throw failed(checked.failure);
    const { speed = defaultSpeed, flow = 'hardware' } = device;
    return { kind: 'tty', path: checked.path, speed, flow };
  }

  #isOn(device: Device, target: LineTarget, uid: number): boolean {
    if (device.kind === 'pptp') return false;
    if (target.kind === 'tcp')
      return 'host' in device && device.host === target.host && device.port === target.port;
    if (typeof device.port === 'number') return false;
    // Two names may be one device.
    const checked = this.#host.checkPort(device.port, uid);
    return 'path' in checked && checked.path === target.path;
  }
}
