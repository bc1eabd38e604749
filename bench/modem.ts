/** The whole call as a user makes it: AT dialogue, provider, tunnel, against the real peers. */
import { World } from '../e2e/peers/world.ts';
import { withClosers } from './closers.ts';
import { type TimedDial, timedDial } from './dials.ts';
import { spread } from './figures.ts';
import type { Section } from './section.ts';

const repetitions = 3;

/** A row a state; every call goes through the same ones. */
function stateRows(entry: string, dials: readonly TimedDial[]): string[][] {
  return (dials[0]?.states ?? []).map(({ state }, i) => [
    entry,
    state,
    spread(dials.map((dial) => dial.states[i]?.took ?? 0)),
  ]);
}

export function modem(): Promise<Section[]> {
  return withClosers(async (closers) => {
    const world = await World.create(['chap']);
    closers.add(() => world.close());
    const isp: TimedDial[] = [];
    const office: TimedDial[] = [];
    for (let i = 0; i < repetitions; i += 1) {
      isp.push(await timedDial(world.rasdial, 'Real ISP'));
      office.push(await timedDial(world.rasdial, 'Office'));
      const mark = world.guest.mark();
      await world.rasdial.run('--disconnect');
      await world.guest.printed(/NAS0 Connect: /, mark); // the NAS answers again
    }
    return [
      {
        title: 'Where the time of a call goes',
        how:
          'Our modem, exchange and line in front of the real pppd; the office is the real pptpd. Milliseconds spent in each ' +
          `state, from the lines of --json; ${repetitions} calls. The exchange itself takes 300 ms to route, ring and answer.`,
        columns: ['leg', 'state', 'ms'],
        rows: [
          ...stateRows('Real ISP', isp),
          ['Real ISP', 'first state … connected', spread(isp.map(({ leg }) => leg))],
          ...stateRows('Office', office),
          ['Office', 'first state … connected', spread(office.map(({ leg }) => leg))],
        ],
        targets: [],
      },
    ];
  });
}
