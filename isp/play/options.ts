/** The switches of `npm run isp`. */
import type { LineCondition } from '../line/condition.ts';

export interface PlayOptions {
  /** TCP port on the loopback interface whose callers get a modem; 0: any. */
  readonly port: number;
  /** Modems on ptys. */
  readonly modems: number;
  readonly condition: LineCondition;
  readonly trunks: Readonly<Record<string, string>>;
}

export const usage = `npm run isp -- [--port=5100] [--modems=2] [--speed=33600] [--noise=0.001] [--seed=1] [--trunk=555-0150=/dev/pts/9]

  --port    the TCP port on 127.0.0.1 that gives a modem to whoever connects; 0: any
  --modems  modems on ptys, 0 to 16
  --speed   bits per second of every line; without it they are as fast as they go
  --noise   how likely a byte is flipped, dropped or doubled on its way
  --seed    which noise
  --trunk   joins a number to a serial port or pty: a real NAS behind the exchange; may be given again`;

export function parsePlayOptions(words: readonly string[]): PlayOptions | { readonly malformed: string } {
  const numbers = { port: 5100, modems: 2, speed: 0, noise: 0, seed: 1 };
  const limits: Readonly<Record<keyof typeof numbers, number>> = {
    port: 65_535,
    modems: 16,
    speed: 4_000_000,
    noise: 1,
    seed: 0xffff_ffff,
  };
  const trunks: Record<string, string> = {};
  for (const word of words) {
    const [, name = '', value = ''] = /^--([a-z]+)=(.+)$/s.exec(word) ?? [];
    if (name === 'trunk') {
      const [, number, path] = /^([\d() -]+)=(\/.+)$/.exec(value) ?? [];
      if (number === undefined || path === undefined) return { malformed: `${word}: wants NUMBER=/PATH` };
      trunks[number] = path;
    } else if (isOption(name, numbers)) {
      const number = Number(value);
      const whole = name === 'noise' || Number.isInteger(number);
      if (!whole || !(number >= 0 && number <= limits[name])) {
        return { malformed: `${word}: wants a number from 0 to ${limits[name]}` };
      }
      numbers[name] = number;
    } else {
      return { malformed: `${word} is no option` };
    }
  }
  const { port, modems, speed, noise, seed } = numbers;
  const condition: LineCondition = {
    ...(speed > 0 ? { speed } : {}),
    ...(noise > 0 ? { noise: { rate: noise, seed } } : {}),
  };
  return { port, modems, condition, trunks };
}

const isOption = <T extends object>(name: string, known: T): name is Extract<keyof T, string> =>
  Object.hasOwn(known, name);
