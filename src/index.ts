/** What a `perfwatch.config.ts` imports. */
import type { ConfigurationInput } from './config/schema.ts';

export type { ConfigurationInput } from './config/schema.ts';

/** Returns its argument; it is there so that editors complete and check the configuration. */
export function defineConfig(configuration: ConfigurationInput): ConfigurationInput {
  return configuration;
}
