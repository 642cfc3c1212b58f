/** What others import: `define…` for a `perfwatch.config.ts` and what it names, the rest for programs (docs/api.md). */
import type { ConfigurationInput } from './config/schema.ts';
import type { CustomHarness } from './harnesses/custom/customHarness.ts';
import type { CustomReporter } from './reporters/customReporter.ts';

export type { CompareOptions } from './api/compareOptions.ts';
export { compareRuns } from './api/compareRuns.ts';
export { readReport, readRun } from './api/readRun.ts';
export { type RenderOptions, render } from './api/render.ts';
export type { ConfigurationInput } from './config/schema.ts';
export { PerfwatchError } from './errors.ts';
export type { CustomHarness as Harness } from './harnesses/custom/customHarness.ts';
export type {
  BenchmarkReading,
  LaunchReading,
  LaunchRequest,
  LaunchStep,
  MetricReading,
  Preparation,
  PreparedSuite,
  ProcessOutcome,
  Suite,
  Tools,
} from './harnesses/harness.ts';
export type { CustomReporter as Reporter, ReporterOptions } from './reporters/customReporter.ts';

/** Returns its argument; it is there so that editors complete and check the configuration. */
export function defineConfig(configuration: ConfigurationInput): ConfigurationInput {
  return configuration;
}

/**
 * Returns its argument; it is there so that editors complete and check a harness of your own, the default
 * export of the module that a suite names: `harness: ./benchmarks/harness.ts`.
 */
export function defineHarness<Settings = Readonly<Record<string, unknown>>>(
  harness: CustomHarness<Settings>,
): CustomHarness<Settings> {
  return harness;
}

/**
 * Returns its argument; it is there so that editors complete and check a reporter of your own, the default
 * export of a module that the configuration names under `reporters`.
 */
export function defineReporter(reporter: CustomReporter): CustomReporter {
  return reporter;
}
