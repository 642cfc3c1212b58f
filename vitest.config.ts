import { defineConfig } from 'vitest/config';

/** The fast tests. Whatever needs a toolchain or a minute is `*.e2e.test.ts`. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.e2e.test.ts', 'fixtures/**', 'node_modules/**'],
    testTimeout: 60_000,
    // On two cores, vitest would take one: much of the time is waiting for processes.
    maxWorkers: 2,
  },
});
