import { defineConfig } from 'vitest/config';

/** All tests: those beside each source file and those that cross rooms. */
export default defineConfig({
  test: {
    environment: 'node',
    // In CI every test is named, so that a skipped one says what was missing.
    reporters: process.env.CI ? ['verbose'] : ['default'],
    include: ['src/**/*.test.ts', 'web/**/*.test.ts', 'pruebas/**/*.test.ts'],
    // Some tests start PostgreSQL or a browser on a machine with two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: true,
    maxWorkers: 2,
  },
});
