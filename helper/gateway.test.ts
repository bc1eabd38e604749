/** A tunnel over the machine's own network, whose default gateway changes. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRouteReader } from './gateway-watch.ts';
import { namespacesWork } from './testing/namespace.ts';
import { Station } from './testing/station.ts';

describe('the monitor’s lines', () => {
  it('count when they are about the default route, in whatever pieces they come', () => {
    const text =
      '10.0.0.0/8 dev a\nDeleted default via 10.0.0.1 dev a\ndefaulting\ndefault via 10.0.0.2 dev a\n';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 9 }), (cuts) => {
        let told = 0;
        const read = defaultRouteReader(() => (told += 1));
        const at = [0, ...cuts.sort((one, other) => one - other), text.length];
        for (const [index, end] of at.slice(1).entries()) read(text.slice(at[index], end));
        expect(told).toBeGreaterThanOrEqual(1);
        expect(told).toBeLessThanOrEqual(2);
      }),
    );
  });
  it('are not kept when they never end', () => {
    let told = 0;
    const read = defaultRouteReader(() => (told += 1));
    for (let piece = 0; piece < 1_000; piece += 1) read('default '.repeat(1_000));
    expect(told).toBe(0);
    read('\n');
    expect(told).toBe(1);
  });
});

describe.skipIf(!namespacesWork())('the route to a tunnel’s server', () => {
  let station: Station;
  beforeAll(async () => {
    station = await Station.create();
    station.network('wan0', '10.1.0');
    station.network('wan1', '10.2.0');
  });
  afterAll(() => station.close());
  const run = (...words: string[]) => station.caller.run('ip', ...words);

  it('follows the default gateway, and is taken back where it is now', async () => {
    run('route', 'add', 'default', 'via', '10.1.0.1');
    station.phonebook([{ name: 'Office', device: { kind: 'pptp' }, host: '198.51.100.1', user: 'alice' }]);
    const { stderr, status } = await station.rasdial(...station.dialArguments('Office'));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const way = () => run('route', 'show', '198.51.100.1').stdout.trim();
    expect(way()).toBe('198.51.100.1 via 10.1.0.1 dev wan0 proto 77');
    run('route', 'replace', 'default', 'via', '10.2.0.1');
    await expect.poll(way, { timeout: 10_000 }).toBe('198.51.100.1 via 10.2.0.1 dev wan1 proto 77');
    expect(station.caller.run('ping', '-c', '2', '-i', '0.2', '-W', '5', '10.99.0.1').status).toBe(0);
    // Without any network it waits; with the next it is back.
    run('link', 'set', 'wan1', 'down');
    run('route', 'add', 'default', 'via', '10.1.0.1');
    await expect.poll(way, { timeout: 10_000 }).toBe('198.51.100.1 via 10.1.0.1 dev wan0 proto 77');
    await station.rasdial('/disconnect');
    expect(run('route').stdout).not.toContain('proto 77');
    expect(station.caller.run('pgrep', '-P', String(station.helperPid())).stdout).toBe('');
  });
});
