/**
 * Any program that is built with Google Benchmark (C++), or takes its flags and writes its JSON.
 * Tried with versions 1.5.0, 1.7.1, 1.8.3 and 1.9.5.
 *
 * Its `real_time` is read as the time of an iteration, its counters as metrics of their own. Its
 * `cpu_time` is not read: it is what main thread or process used of the processor, both for itself
 * and in the system, for which there is no metric.
 */
import { prepareGoogleBenchmark } from './googleBenchmark/prepare.ts';
import {
  type GoogleBenchmarkSettings,
  googleBenchmarkSettingsSchema,
} from './googleBenchmark/settings.ts';
import type { Harness } from './harness.ts';

export const googleBenchmark = {
  name: 'google-benchmark',
  title: 'Programs with Google Benchmark (C++), or with its flags',
  settings: googleBenchmarkSettingsSchema,
  // A CMakeLists.txt that links benchmark::benchmark does not say where a build puts the program.
  manifests: [],
  discover: () => [],
  toolChecks: [],
  prepare: prepareGoogleBenchmark,
} satisfies Harness<GoogleBenchmarkSettings>;
