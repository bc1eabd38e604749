import { once } from 'node:events';
import { createServer } from 'node:net';
import type { DialState } from '../../contract/dial-state.ts';
import { accounts, isp, office } from '../desktop/exchange.ts';
import { connections } from '../desktop/helper.ts';
import { until } from '../desktop/until.ts';
import { ConnectingWindow } from '../windows/connecting.ts';
import { FolderWindow } from '../windows/folder.ts';
import { test } from './test.ts';

const wrong = 'not the password';

/** The states in which a call can stay for a while, and a number of the exchange or an entry that makes it stay there. */
const places: { state: DialState; entry: string; entries: object[]; passwords?: object }[] = [
  { state: 'connectDevice', entry: 'Demo ISP', entries: [isp({ phone: '555-0111' })] },
  // A carrier that says nothing: our Configure-Requests go unanswered.
  { state: 'allDevicesConnected', entry: 'Demo ISP', entries: [isp({ phone: '555-0119' })] },
  {
    state: 'waitForRedial',
    entry: 'Demo ISP',
    entries: [isp({ phone: '555-0110', redial: { attempts: 3, pause: 600 } })],
  },
  { state: 'interactive', entry: 'Demo ISP', entries: [isp({ phone: '555-0103', terminal: 'after' })] },
  {
    state: 'retryAuthentication',
    entry: 'Demo ISP',
    entries: [isp({ phone: '555-0105' })],
    passwords: { 'Demo ISP': { user: 'dialin', password: wrong } },
  },
  // A server that accepts and then says nothing.
  {
    state: 'connectDevice',
    entry: 'Office',
    entries: [office({ host: '127.0.0.1', dialFirst: undefined })],
  },
  {
    state: 'retryAuthentication',
    entry: 'Office',
    entries: [isp(), office()],
    passwords: { Office: { user: 'alice', password: wrong } },
  },
];

/** What the helper itself says of an entry. */
async function stateOf(entry: string): Promise<DialState | undefined> {
  return (await connections()).find((each) => each.entry === entry)?.state;
}

const silent = createServer((socket) => socket.on('error', () => undefined));
test.beforeAll(async () => {
  silent.listen(1723, '127.0.0.1');
  await once(silent, 'listening');
});
test.afterAll(() => {
  silent.close();
});

for (const { state, entry, entries, passwords } of places) {
  test.describe(`${entry} in the state ${state}`, () => {
    const credentials = { ...accounts, ...passwords };
    test.use({ files: { entries, credentials, settings: { promptBeforeDialing: false } } });

    test('Cancel ends it at once and leaves nothing', async ({ dialler }) => {
      const folder = await FolderWindow.of(dialler);
      await folder.doubleClick(entry);
      const connecting = await ConnectingWindow.of(dialler, entry);
      await until(`the state ${state}`, async () => ((await stateOf(entry)) === state ? true : undefined));
      await connecting.press('Cancel');
      await dialler.gone('connecting');
      await until('the helper has let go', async () =>
        (await stateOf(entry)) === undefined ? true : undefined,
      );
      await folder.idle(entry);
    });
  });
}
