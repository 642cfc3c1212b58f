/** A named, accepted run: the file `baselines/NAME.json`. */
import * as z from 'zod';
import { suiteSummarySchema } from './summary.ts';

/** Baseline names become file names: letters, digits, `.`, `_` and `-`, not starting with a dot. */
export const baselineNameSchema = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/, 'use letters, digits, ".", "_" and "-" only');

/**
 * One suite as measured by one run in one environment. Several runs of the same suite and environment
 * tell how far runs differ there; entries of other environments are left alone.
 */
export const baselineEntrySchema = suiteSummarySchema.extend({
  /** Set when the run had failed or regressed and was accepted all the same. */
  acceptedBecause: z.string().optional(),
});
export type BaselineEntry = z.infer<typeof baselineEntrySchema>;

/** The version that is written. */
export const baselineVersion = 2;

/** How many runs of a suite and environment a baseline keeps, unless said otherwise. */
export const defaultBaselineRuns = 5;

export const baselineSchema = z.object({
  schema: z.literal('perfwatch/baseline'),
  /** Version 1 held one run a suite and environment; its files are read as they are. */
  version: z.union([z.literal(1), z.literal(baselineVersion)]),
  name: baselineNameSchema,
  /** Sorted by suite, fingerprint and time of the run, the oldest first. */
  entries: z.array(baselineEntrySchema),
});
export type Baseline = z.infer<typeof baselineSchema>;
