import { defineConfig } from 'vitest/config';

/** Only the rules: what mutation testing runs again for every mutant. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/dominio/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
