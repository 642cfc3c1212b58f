/** All that one `perfwatch run` measured: the file `run.json`. */
import * as z from 'zod';
import { commitSchema, environmentSchema } from './environment.ts';
import { suiteResultSchema } from './suiteResult.ts';

export const runSchema = z.object({
  schema: z.literal('perfwatch/run'),
  version: z.literal(1),
  id: z.string(),
  perfwatchVersion: z.string(),
  startedAt: z.iso.datetime(),
  durationSeconds: z.number().nonnegative(),
  /** `interrupted`: the user or CI ended it; what was measured until then is here. */
  state: z.enum(['complete', 'interrupted']),
  environment: environmentSchema,
  /** Null outside of a git repository. */
  commit: commitSchema.nullable(),
  /** How many times each suite was to be launched. */
  launches: z.int().positive(),
  /** Only benchmarks whose id matches were asked for; null means all. */
  filter: z.string().nullable(),
  /** Only these suites of the configuration were asked for; null means all. */
  selection: z.array(z.string()).nullable(),
  suites: z.array(suiteResultSchema),
});
export type Run = z.infer<typeof runSchema>;
