/** The window, driven as its user drives it. Run through e2e/desktop/run.ts, which makes the computer it runs on. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = join(import.meta.dirname, '..');
const electron = process.env.DUN_HOST === 'electron';

export default defineConfig({
  testDir: 'window',
  testMatch: '*.spec.ts',
  // One desktop, one keyboard.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000, toHaveScreenshot: { maxDiffPixelRatio: 0.02, animations: 'disabled' } },
  snapshotPathTemplate: join(root, 'docs/screens/{arg}{ext}'),
  // The screens are pictures for people, made anew where they have changed; what must hold is said by the specs.
  updateSnapshots: 'changed',
  forbidOnly: true,
  outputDir: join(root, 'build/e2e-window'),
  reporter: [
    ['list'],
    ['json', { outputFile: join(root, `build/reports/window${electron ? '-electron' : ''}.json`) }],
  ],
});
