/** What a file must hold to tell who a benchmark is: see src/model/identity.ts, which loads no schemas. */
import * as z from 'zod';
import type { BenchmarkIdentity } from './identity.ts';

export const identitySchema = z.object({
  /** The configured suite that the benchmark belongs to. */
  suite: z.string(),
  /** Names from the outermost group to the benchmark itself; never empty. */
  path: z.array(z.string()).min(1),
  /** Parameter values by name, as text. */
  params: z.record(z.string(), z.string()),
}) satisfies z.ZodType<BenchmarkIdentity>;
