/** The tunnel over a veth pair, both ends ours: set-up time, throughput, processor time a packet, the helper's memory. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rasdial } from '../e2e/harness/rasdial.ts';
import { withClosers } from './closers.ts';
import { timedDial } from './dials.ts';
import { digits, median, spread } from './figures.ts';
import { emptyCodeCache, helperPid, startHelper } from './helper.ts';
import { type Direction, directions, megabits } from './iperf.ts';
import { memory, processorTime } from './process-usage.ts';
import type { MemoryReading } from './memory.ts';
import type { Section } from './section.ts';
import { createVeth, inside, outside, type Veth } from './veth.ts';

const setUps = 7;
const repetitions = 3;
const seconds = 5;
const entries = ['MPPE-128', 'clear'] as const;
type Entry = (typeof entries)[number];

/** When TCP was up: the time of the first control message in the log, milliseconds since 1970. */
async function tcpUp(log: string): Promise<number> {
  const text = await readFile(log, 'utf8');
  const time = /^(\S+ \S+) .* sent Start-Control-Connection-Request/m.exec(text)?.[1];
  if (time === undefined) throw new Error(`no control connection in the log: ${text}`);
  return Date.parse(time.replace(' ', 'T')); // both are local time
}

async function setUp({ client, rasdial }: Veth): Promise<Section> {
  const log = join(client.folder, 'setup.log');
  const rows = { command: [] as number[], leg: [] as number[], tcp: [] as number[] };
  for (let i = 0; i < setUps; i += 1) {
    rows.command.push((await timedDial(rasdial, 'MPPE-128')).command);
    await rasdial.hangUp('MPPE-128');
    const dial = await timedDial(rasdial, 'MPPE-128', `--log=${log}`);
    rows.leg.push(dial.leg);
    rows.tcp.push(dial.connectedAt - (await tcpUp(log)));
    await rasdial.hangUp('MPPE-128');
  }
  return {
    title: 'Tunnel set-up, our server',
    how:
      `rasdial and our PPTP server in two namespaces joined by a veth pair, helper running, MPPE-128, default routes and ` +
      `DNS set; ${setUps} dials. "TCP up" is when the Start-Control-Connection-Request is sent.`,
    columns: ['from … until …', 'ms'],
    rows: [
      ['TCP up … connected', spread(rows.tcp)],
      ['first state … connected', spread(rows.leg)],
      ['rasdial started … rasdial ended', spread(rows.command)],
    ],
    targets: [
      {
        what: 'tunnel set-up once TCP is up',
        goal: 'within 300 ms',
        measured: `${digits(median(rows.tcp))} ms`,
        met: median(rows.tcp) <= 300,
      },
    ],
  };
}

interface Load {
  readonly rate: number;
  readonly packets: number;
  readonly links: number;
  readonly process: number;
}

async function packets(rasdial: Rasdial, entry: Entry): Promise<number> {
  const { counters } = await rasdial.status(entry);
  if (!counters) throw new Error(`${entry} has no counters`);
  return counters.userPacketsSent + counters.userPacketsReceived;
}

async function load(
  { client, rasdial }: Veth,
  pid: number,
  entry: Entry,
  direction: Direction,
): Promise<Load> {
  const packetsBefore = await packets(rasdial, entry);
  const before = await processorTime(pid);
  const rate = await megabits(client, inside, direction, seconds);
  const after = await processorTime(pid);
  return {
    rate,
    packets: (await packets(rasdial, entry)) - packetsBefore,
    links: after.links - before.links,
    process: after.process - before.process,
  };
}

const words: Record<Direction, string> = { up: 'sent by the client', down: 'received by the client' };

function throughput(bare: readonly number[], loads: ReadonlyMap<string, readonly Load[]>): Section {
  const rates = (entry: Entry, direction: Direction): number[] =>
    (loads.get(`${entry} ${direction}`) ?? []).map(({ rate }) => rate);
  const clear = { up: median(rates('clear', 'up')), down: median(rates('clear', 'down')) };
  const slowest = Math.min(...directions.map((direction) => median(rates('MPPE-128', direction))));
  return {
    title: 'Tunnel throughput over a veth pair',
    how:
      `One TCP stream of iperf3, ${seconds} s, ${repetitions} times, MPPE-128 and clear in turn. Client, server and both ` +
      `ends of iperf3 share this machine's processors.`,
    columns: ['tunnel', 'data', 'Mbit/s', 'of clear'],
    rows: [
      ['none: the veth pair alone', words.up, spread(bare), ''],
      ...entries.flatMap((entry) =>
        directions.map((direction) => [
          entry,
          words[direction],
          spread(rates(entry, direction)),
          `${digits(median(rates(entry, direction)) / clear[direction])} ×`,
        ]),
      ),
    ],
    targets: [
      {
        what: 'tunnel throughput with MPPE-128, the slower direction',
        goal: 'at least 500 Mbit/s',
        measured: `${digits(slowest)} Mbit/s`,
        met: slowest >= 500,
      },
    ],
  };
}

function processor(loads: ReadonlyMap<string, readonly Load[]>): Section {
  return {
    title: 'Processor time of the helper under that load',
    how:
      'User and system time of the link thread, and of the whole helper, from /proc during each of those runs, divided by ' +
      'the user packets of both directions (acknowledgements included). "Busy" is the link thread over wall time.',
    columns: [
      'tunnel',
      'data',
      'link thread, µs a packet',
      'helper, µs a packet',
      'packets a second',
      'busy %',
    ],
    rows: entries.flatMap((entry) =>
      directions.map((direction) => {
        const runs = loads.get(`${entry} ${direction}`) ?? [];
        return [
          entry,
          words[direction],
          spread(runs.map((run) => run.links / run.packets)),
          spread(runs.map((run) => run.process / run.packets)),
          digits(median(runs.map((run) => run.packets / (seconds + 0.5)))),
          digits(median(runs.map((run) => run.links / (seconds + 0.5) / 10_000))),
        ];
      }),
    ),
    targets: [],
  };
}

/** Starts the helper twice, first with an empty code cache, which its calls fill; gives the second one's process id. */
async function normalStart({ client, rasdial }: Veth, readings: MemoryReading[]): Promise<number> {
  await emptyCodeCache(client);
  for (const start of ['first', 'later'] as const) {
    const pid = await startHelper(client, rasdial);
    readings.push({ start, when: 'just started, no call', ...(await memory(pid)) });
    for (const entry of entries) {
      await timedDial(rasdial, entry);
      await rasdial.hangUp(entry);
    }
    readings.push({ start, when: `after ${entries.length} calls`, ...(await memory(pid)) });
    if (start === 'first') await rasdial.close();
  }
  return helperPid(rasdial);
}

/** The sections, and the helper's memory along the way. */
export function tunnel(readings: MemoryReading[]): Promise<Section[]> {
  return withClosers(async (closers) => {
    const veth = await createVeth(closers);
    const pid = await normalStart(veth, readings);
    const setUpSection = await setUp(veth);
    const bare: number[] = [];
    const loads = new Map<string, Load[]>();
    for (let i = 0; i < repetitions; i += 1) {
      bare.push(await megabits(veth.client, outside, 'up', 1));
      for (const entry of entries) {
        await timedDial(veth.rasdial, entry);
        for (const direction of directions) {
          const key = `${entry} ${direction}`;
          loads.set(key, [...(loads.get(key) ?? []), await load(veth, pid, entry, direction)]);
        }
        await veth.rasdial.hangUp(entry);
      }
    }
    readings.push({
      start: 'later',
      when: `after ${2 * setUps + (repetitions + 1) * entries.length} calls and a minute of iperf3`,
      ...(await memory(pid)),
    });
    return [setUpSection, throughput(bare, loads), processor(loads)];
  });
}
