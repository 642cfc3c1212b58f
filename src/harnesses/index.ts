/** The registry of harnesses; a configuration names one by its key. */
import { command } from './command.ts';
import { criterion } from './criterion.ts';
import { go } from './go.ts';
import type { Harness } from './harness.ts';
import { pytestBenchmark } from './pytestBenchmark.ts';
import { tinybench } from './tinybench.ts';

export const harnesses = {
  criterion,
  tinybench,
  'pytest-benchmark': pytestBenchmark,
  go,
  command,
} satisfies Record<string, Harness>;
