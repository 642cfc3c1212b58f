/**
 * The harness vitest: `vitest bench` of the suite's own vitest, one process a launch. Tried with 1.6, 2.1,
 * 3.2, 4.1 and 5.1; up to 4 a benchmark is a `bench()`, in 5 a `bench()` inside of a `test()`.
 */
import type { Harness } from './harness.ts';
import { discoverVitest } from './vitest/discover.ts';
import { prepareVitest } from './vitest/prepare.ts';
import { type VitestSettings, vitestSettingsSchema } from './vitest/settings.ts';

export const vitest = {
  name: 'vitest',
  title: 'JavaScript and TypeScript benchmarks with `vitest bench`',
  settings: vitestSettingsSchema,
  manifests: ['package.json'],
  discover: discoverVitest,
  toolChecks: [
    {
      tool: 'node',
      argv: ['node', '--version'],
      install: 'see https://nodejs.org/en/download',
    },
  ],
  prepare: prepareVitest,
} satisfies Harness<VitestSettings>;
