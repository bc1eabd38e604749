import { defineConfig } from 'vitest/config';

/** Tests against real peers: one file at a time, because each boots guests and measures time-outs. */
export default defineConfig({
  test: {
    include: ['e2e/peers/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
