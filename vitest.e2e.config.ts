import { defineConfig } from 'vitest/config';

/** Real cargo, pytest, npm and git; one file at a time, since they measure and share two cores. */
export default defineConfig({
  test: {
    include: ['test/**/*.e2e.test.ts'],
    exclude: ['fixtures/**', 'node_modules/**'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 900_000,
  },
});
