/** A named, accepted run: the file `baselines/NAME.json`. */
import * as z from 'zod';
import { suiteSummarySchema } from './summary.ts';

/** Baseline names become file names: letters, digits, `.`, `_` and `-`, not starting with a dot. */
export const baselineNameSchema = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/, 'use letters, digits, ".", "_" and "-" only');

/** One suite as measured in one environment; entries of other environments are left alone. */
export const baselineEntrySchema = suiteSummarySchema.extend({
  /** Set when the run had failed or regressed and was accepted all the same. */
  acceptedBecause: z.string().optional(),
});
export type BaselineEntry = z.infer<typeof baselineEntrySchema>;

export const baselineSchema = z.object({
  schema: z.literal('perfwatch/baseline'),
  version: z.literal(1),
  name: baselineNameSchema,
  /** At most one entry per suite and fingerprint, sorted by both. */
  entries: z.array(baselineEntrySchema),
});
export type Baseline = z.infer<typeof baselineSchema>;
