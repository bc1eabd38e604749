/**
 * The chain side by side: rasdial, and the client people have today (pppd, then pptp-linux and pppd, in a guest), each over
 * a serial line of its own to the same guest with a real pppd and a real pptpd, in turn.
 */
import { Namespace } from '../e2e/harness/namespace.ts';
import { Rasdial } from '../e2e/harness/rasdial.ts';
import { Guest } from '../e2e/peers/guest.ts';
import { credentials, officeEntry } from '../e2e/peers/world.ts';
import { type Closers, withClosers } from './closers.ts';
import { timedDial } from './dials.ts';
import { digits, median, spread } from './figures.ts';
import { helperPid } from './helper.ts';
import { directions, megabits } from './iperf.ts';
import type { MemoryReading } from './memory.ts';
import { memory } from './process-usage.ts';
import type { Section } from './section.ts';
import { serialLine } from './serial-line.ts';

const repetitions = 5;
const seconds = 4;
const office = '10.99.0.1';

interface Figures {
  /** Milliseconds. */
  readonly isp: number[];
  readonly tunnel: number[];
  /** Megabits a second. */
  readonly up: number[];
  readonly down: number[];
}
const none = (): Figures => ({ isp: [], tunnel: [], up: [], down: [] });

/** One run of the reference client in a guest of its own; it measures itself and prints lines that begin with REF. */
function reference(line: string, figures: Figures): Promise<void> {
  return withClosers(async (closers) => {
    const guest = new Guest({ init: 'client-init', lines: [line], words: { MODE: 'chain' }, seconds: 120 });
    closers.add(() => guest.close());
    await guest.printed(/REF DONE/);
    const number = (pattern: RegExp): number => {
      const [, value, unit] = pattern.exec(guest.output) ?? [];
      if (value === undefined) throw new Error(`the reference client failed:\n${guest.output.slice(-4000)}`);
      return Number(value) * ({ G: 1000, K: 0.001 }[unit ?? ''] ?? 1);
    };
    figures.isp.push(number(/REF isp_connect_ms (\d+)/));
    figures.tunnel.push(number(/REF vpn_connect_ms (\d+)/));
    for (const direction of directions) {
      figures[direction].push(number(new RegExp(`REF ${direction} .* ([\\d.]+) ([GMK])bits/sec`)));
    }
  });
}

/** Entries as the reference client dials them: no AT commands, no name servers to ask. */
async function createClient(
  closers: Closers,
  line: string,
): Promise<{ namespace: Namespace; rasdial: Rasdial }> {
  const namespace = await Namespace.create();
  closers.add(() => namespace.close());
  const provider = {
    name: 'Real ISP',
    device: { kind: 'null-modem', port: line, flow: 'none' },
    user: 'dialin',
  };
  const rasdial = await Rasdial.create(namespace, [provider, officeEntry()], credentials);
  closers.add(() => rasdial.close());
  return { namespace, rasdial };
}

const rows: readonly (readonly [string, keyof Figures, 'ms' | 'Mbit/s'])[] = [
  ['provider: dial to connected', 'isp', 'ms'],
  ['tunnel: dial to connected', 'tunnel', 'ms'],
  ['throughput, sent', 'up', 'Mbit/s'],
  ['throughput, received', 'down', 'Mbit/s'],
];

export function chain(readings: MemoryReading[]): Promise<Section[]> {
  return withClosers(async (closers) => {
    const [near, far] = await serialLine(closers);
    const others: (readonly [string, string])[] = [];
    for (let i = 0; i < repetitions; i += 1) others.push(await serialLine(closers));
    const guest = new Guest({
      init: 'isp-init',
      lines: [far, ...others.map(([, end]) => end)],
      words: { NAS: [far, ...others].map(() => 'chap').join(',') },
    });
    closers.add(() => guest.close());
    const { namespace, rasdial } = await createClient(closers, near);
    await guest.printed(/PEER READY/);
    for (let i = 0; i <= repetitions; i += 1) await guest.printed(new RegExp(`NAS${i} Connect: `));

    // What is measured below is no first start: this one fills the code cache with all that these calls need.
    await timedDial(rasdial, 'Real ISP');
    await timedDial(rasdial, 'Office');
    await rasdial.run('--disconnect');
    await rasdial.close();
    const ours = none();
    const theirs = none();
    for (const [i, [end]] of others.entries()) {
      ours.isp.push((await timedDial(rasdial, 'Real ISP')).command);
      ours.tunnel.push((await timedDial(rasdial, 'Office')).command);
      const pid = await helperPid(rasdial);
      if (i === 0)
        readings.push({ start: 'later', when: 'provider and tunnel up (two links)', ...(await memory(pid)) });
      for (const direction of directions)
        ours[direction].push(await megabits(namespace, office, direction, seconds));
      if (i === 0) readings.push({ start: 'later', when: 'the same, after iperf3', ...(await memory(pid)) });
      await rasdial.run('--disconnect');
      await reference(end, theirs);
    }
    return [
      {
        title: 'Beside the reference client',
        how:
          'Both dial the same guest over serial lines of ptys joined by socat, with CHAP at the provider and MPPE-128 at ' +
          `the office, in turn, ${repetitions} times. Ours: from starting rasdial until it has ended, one command a leg; the ` +
          'first starts the helper too. The reference: from starting pppd until its interface has an address, which the ' +
          'guest looks for every 25 ms; it runs on the kernel of a guest, ours on the machine itself, and that is part of ' +
          `the difference. Throughput is one TCP stream of iperf3 for ${seconds} s through line, PPP and tunnel; ` +
          'the reference may try a torn one again. What is sent is bounded, for both, by how fast a guest reads its serial line.',
        columns: ['figure', 'rasdial', 'pppd + pptp-linux', 'rasdial is'],
        rows: rows.map(([what, key, unit]) => {
          const [better, worse] = unit === 'ms' ? [theirs, ours] : [ours, theirs];
          const ratio = median(better[key]) / median(worse[key]);
          const word = unit === 'ms' ? 'faster' : 'as much';
          return [
            what,
            `${spread(ours[key])} ${unit}`,
            `${spread(theirs[key])} ${unit}`,
            `${digits(ratio)} × ${word}`,
          ];
        }),
        targets: rows.map(([what, key, unit]) => {
          const [own, other] = [median(ours[key]), median(theirs[key])];
          return {
            what,
            goal: `beats pppd + pptp-linux (${digits(other)} ${unit})`,
            measured: `${digits(own)} ${unit}`,
            met: unit === 'ms' ? own < other : own > other,
          };
        }),
      },
    ];
  });
}
