import { defineConfig } from 'vitest/config';

/** Whole programs against real peers and the embedded exchange: one file at a time, because each boots guests and measures time-outs. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
