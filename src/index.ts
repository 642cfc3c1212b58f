/** What others import: `defineConfig` for a `perfwatch.config.ts`, the rest for programs (docs/api.md). */
import type { ConfigurationInput } from './config/schema.ts';

export type { CompareOptions } from './api/compareOptions.ts';
export { compareRuns } from './api/compareRuns.ts';
export { readReport, readRun } from './api/readRun.ts';
export { type RenderOptions, render } from './api/render.ts';
export type { ConfigurationInput } from './config/schema.ts';
export { PerfwatchError } from './errors.ts';

/** Returns its argument; it is there so that editors complete and check the configuration. */
export function defineConfig(configuration: ConfigurationInput): ConfigurationInput {
  return configuration;
}
