/** The registry of harnesses; a configuration names one by its key. */
import { command } from './command.ts';
import { criterion } from './criterion.ts';
import { exec } from './exec.ts';
import { go } from './go.ts';
import { googleBenchmark } from './googleBenchmark.ts';
import { gungraun } from './gungraun.ts';
import type { Harness } from './harness.ts';
import { jmh } from './jmh.ts';
import { pytestBenchmark } from './pytestBenchmark.ts';
import { tinybench } from './tinybench.ts';
import { vitest } from './vitest.ts';

export const harnesses = {
  criterion,
  tinybench,
  vitest,
  'pytest-benchmark': pytestBenchmark,
  go,
  'google-benchmark': googleBenchmark,
  jmh,
  gungraun,
  exec,
  command,
} satisfies Record<string, Harness>;
