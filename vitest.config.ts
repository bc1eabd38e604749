import { defineConfig } from 'vitest/config';

/** Unit tests, beside the code they test. Tests against real peers have a run of their own: e2e/vitest.config.ts. */
export default defineConfig({
  test: {
    include: [
      '{protocol,contract,engine,helper,client,cli,isp,electron,chromium-host,renderer,native,bench,scripts}/**/*.test.{ts,tsx}',
    ],
    exclude: ['**/node_modules/**', 'native/build*/**'],
    testTimeout: 20_000,
    // A state that is waited for comes when the machine has time for it.
    expect: { poll: { timeout: 10_000 } },
  },
});
