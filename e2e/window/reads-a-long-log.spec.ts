import { isp, office } from '../desktop/exchange.ts';
import { FolderWindow } from '../windows/folder.ts';
import { expect, test } from './test.ts';

/** As many lines as a long day on a noisy line leaves. */
const logLines = 200_000;

test.use({ files: { entries: [isp(), office()], logLines } });

test('a log of 200,000 lines is filtered, searched and taken apart, and scrolls at the display’s pace', async ({
  dialler,
}) => {
  const folder = await FolderWindow.of(dialler);
  await folder.choose('Connections', 'Connection Log');
  const viewer = await dialler.window('log');
  const lines = viewer.getByRole('grid', { name: 'Lines of the log' });
  await expect(lines).toHaveAttribute('aria-rowcount', String(logLines + 1));

  // Sixty wheels' turns through the log, a frame each: what the display shows in that time.
  const { frames, milliseconds, longest } = await lines.evaluate(async (scroller) => {
    const times: number[] = [];
    const step = scroller.scrollHeight / 180;
    scroller.scrollTop = 0;
    await new Promise<void>((resolve) => {
      const turn = (time: number): void => {
        times.push(time);
        scroller.scrollTop += step;
        if (times.length < 180) requestAnimationFrame(turn);
        else resolve();
      };
      requestAnimationFrame(turn);
    });
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
    return {
      frames: gaps.length,
      milliseconds: (times.at(-1) ?? 0) - (times[0] ?? 0),
      longest: Math.max(...gaps),
    };
  });
  console.log(
    `window: a log of 200,000 lines scrolls at ${((frames * 1000) / milliseconds).toFixed(0)} frames per second, the longest frame ${longest.toFixed(0)} ms`,
  );
  // Each frame shows lines, not blanks.
  await expect(
    lines
      .getByRole('row')
      .filter({ hasText: /199\d\d\d/ })
      .first(),
  ).toBeVisible();

  await viewer
    .getByRole('button', { name: /Leg: Tunnel/i })
    .or(viewer.getByRole('checkbox', { name: /Leg: Tunnel/i }))
    .click();
  await expect(lines).toHaveAttribute('aria-rowcount', String(logLines / 2 + 1));
  await viewer.keyboard.press('ControlOrMeta+f');
  await viewer.keyboard.type('Request 123456');
  await viewer.keyboard.press('Enter');
  const found = lines.getByRole('row', { name: /Configure-Request 123456/ });
  await expect(found).toBeVisible();
  await found.click();
  await expect(viewer.getByLabel('Fields of the frame')).toContainText('Magic', { ignoreCase: true });
  await expect(viewer.getByLabel('Bytes of the frame')).toContainText(/de\s*ad\s*be\s*ef/i);
});
