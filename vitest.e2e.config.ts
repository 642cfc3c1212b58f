import { defineConfig } from 'vitest/config';

/** Of no interest how fast it is: these may share the cores. Whatever measures changes runs alone. */
const unhurried = [
  'test/documentation/addingAHarness.e2e.test.ts',
  'test/documentation/yourOwnRepository.e2e.test.ts',
  'test/e2e/benchstat*.e2e.test.ts',
  'test/e2e/package.e2e.test.ts',
  'test/e2e/types.e2e.test.ts',
  'test/formats/damaged.e2e.test.ts',
  'test/harnesses/criterion.e2e.test.ts',
  'test/harnesses/tinybench.e2e.test.ts',
  'test/measure/base/dependencies.e2e.test.ts',
];

const elsewhere = ['fixtures/**', 'node_modules/**'];
const timeouts = { testTimeout: 600_000, hookTimeout: 900_000 };

/** Real cargo, pytest, npm and git. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...timeouts,
          name: 'sharing the cores',
          include: unhurried,
          exclude: elsewhere,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...timeouts,
          name: 'one at a time',
          include: ['test/**/*.e2e.test.ts'],
          exclude: [...unhurried, ...elsewhere],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
