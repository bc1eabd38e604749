import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ispEntry, officeEntry, World, type NasMethod } from './world.ts';

const methods = ['pap', 'chap', 'mschap', 'mschap-v2', 'eap'] as const satisfies readonly NasMethod[];
let world: World;
beforeAll(async () => {
  world = await World.create(methods);
});
afterEach(() => world.rasdial.run('--disconnect'));
afterAll(() => world.close());

const names = {
  pap: 'PAP',
  chap: 'CHAP MD5',
  mschap: 'MS-CHAP',
  'mschap-v2': 'MS-CHAP v2',
  eap: 'EAP MD5',
} as const;

for (const [line, method] of methods.entries()) {
  test(`a real NAS that wants ${method} lets us in`, async () => {
    await world.rasdial.setEntries([ispEntry(line), officeEntry()]);
    const mark = world.guest.mark();
    const call = await world.rasdial.dial('Real ISP');
    expect(call.stderr).toBe('');
    expect(call.status).toBe(0);
    expect(call.lines.at(-1)).toMatchObject({ entry: 'Real ISP', result: 'connected' });
    const status = await world.rasdial.status('Real ISP');
    expect(status.agreement?.authentication).toBe(names[method]);
    expect(status.agreement?.ipv4).toMatchObject({ remote: '10.64.64.1', local: `10.64.64.${100 + line}` });
    await world.reach('10.64.64.1');
    expect(await world.ping('10.64.64.1', 5)).toBe(5);
    expect((await world.rasdial.hangUp('Real ISP')).status).toBe(0);
    await world.guest.printed(new RegExp(`NAS${line} LCP terminated by peer`), mark);
    await world.guest.printed(new RegExp(`NAS${line} Connect: `), mark);
  });

  test(`a wrong password is refused by a real NAS that wants ${method}, with 691`, async () => {
    await world.rasdial.setEntries([ispEntry(line), officeEntry()]);
    const mark = world.guest.mark();
    const call = await world.rasdial.run('Real ISP', 'dialin', 'wrong', '--json');
    expect(call.status).toBe(1);
    expect(call.stdout).toContain('"error":691');
    expect(call.stderr).toMatch(/^Error 691: /m);
    expect(call.stdout + call.stderr).not.toContain('"wrong"');
    await world.guest.printed(new RegExp(`NAS${line} Connect: `), mark);
  });
}
