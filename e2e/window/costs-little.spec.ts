import { setTimeout as pass } from 'node:timers/promises';
import { handsFree } from '../desktop/exchange.ts';
import { costs } from '../desktop/processes.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

test.use({ files: { ...handsFree, byNpm: true } });

/** Over how long the idle program's processor time is taken. */
const idleMilliseconds = 10_000;

/** The figures of docs/measurements.md; they are printed, not judged: this machine may be busy with something else. */
test('start, first state, memory and idleness are measured', async ({ dialler }) => {
  const { page, icon } = await FolderWindow.of(dialler).then((folder) => ({
    page: folder.page,
    icon: folder.icon('Demo ISP'),
  }));
  await expect(icon).toBeVisible();
  const shown = await page.evaluate(
    () => performance.timeOrigin + (performance.getEntriesByName('first-state')[0]?.startTime ?? NaN),
  );
  console.log(`window: from npm start to an interactive folder ${(shown - dialler.startedAt).toFixed(0)} ms`);
  expect(shown).toBeGreaterThan(dialler.startedAt);

  // Both ends of the span are taken in the page: the second click's own time, and the frame that shows another text.
  await icon.evaluate((element) => {
    const span = { begin: NaN, end: NaN };
    Object.assign(globalThis, { span });
    element.ownerDocument.addEventListener('dblclick', (event) => (span.begin = event.timeStamp), {
      capture: true,
    });
    const before = element.textContent;
    new MutationObserver(() => {
      if (!Number.isNaN(span.end) || Number.isNaN(span.begin)) return;
      if (document.querySelector('[role=option][aria-selected=true]')?.textContent === before) return;
      requestAnimationFrame((time) => (span.end = time));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await icon.dblclick();
  await expect(icon).toContainText(/connected/i);
  const { begin, end } = await page.evaluate(
    () => (globalThis as unknown as { span: { begin: number; end: number } }).span,
  );
  console.log(`window: from double-click to the first state shown ${(end - begin).toFixed(0)} ms`);
  expect(end).toBeGreaterThan(begin);

  await dialler.gone('connecting');
  const sum = (words: string[], of: 'pss' | 'seconds'): number =>
    costs(...words).reduce((total, cost) => total + cost[of], 0);
  console.log(
    `window: memory of the renderer ${sum(['--type=renderer'], 'pss').toFixed(0)} MiB, of the main process ${sum(['main/main.js'], 'pss').toFixed(0)} MiB, of the whole program ${sum(['chromium', 'main/main.js'], 'pss').toFixed(0)} MiB`,
  );
  const before = sum(['chromium', 'main/main.js'], 'seconds');
  await pass(idleMilliseconds);
  const spent = sum(['chromium', 'main/main.js'], 'seconds') - before;
  console.log(
    `window: connected and idle ${((spent / idleMilliseconds) * 1e5).toFixed(1)} % of one processor`,
  );
});
