/** Base × candidate → one verdict per benchmark and metric. */
import * as z from 'zod';
import { directionSchema, metricNameSchema, unitSchema } from './metricSchemas.ts';
import { sourceLineSchema } from './sourceLine.ts';

/**
 * The eight verdicts, most severe first; reports sort by this order.
 * `unchanged` is shown to lie within the threshold; `inconclusive` cannot tell.
 */
export const verdicts = [
  'regressed',
  'failed',
  'missing',
  'improved',
  'incomparable',
  'inconclusive',
  'added',
  'unchanged',
] as const;
export const verdictSchema = z.enum(verdicts);
export type Verdict = z.infer<typeof verdictSchema>;

export const effectSchema = z.object({
  /** Candidate divided by base, in the metric's unit: 1.05 is 5 % more. */
  ratio: z.number().positive(),
  /** Confidence interval of `ratio`. */
  low: z.number().nonnegative(),
  high: z.number().positive(),
  /** Nominal coverage of the interval, e.g. 0.95. */
  confidence: z.number().gt(0).lt(1),
});
export type Effect = z.infer<typeof effectSchema>;

/** One side of a comparison: the typical value (geometric mean) over its launches. */
export const sideSchema = z.object({
  value: z.number().nonnegative(),
  launches: z.int().positive(),
  /** Of a stored baseline: over how many runs the launches are spread. */
  runs: z.int().positive().optional(),
});

export const comparisonSchema = z.object({
  id: z.string(),
  suite: z.string(),
  /** Null when there is nothing measured to compare: failed or missing as a whole. */
  metric: metricNameSchema.nullable(),
  unit: unitSchema.nullable(),
  direction: directionSchema.nullable(),
  verdict: verdictSchema,
  /** Why, in words for the reader, where the numbers do not say it. */
  reason: z.string().optional(),
  base: sideSchema.nullable(),
  candidate: sideSchema.nullable(),
  effect: effectSchema.nullable(),
  /**
   * The smallest change that this comparison would have found in nine of ten cases, as a share: 0.05
   * is 5 %. Absent where that cannot be told.
   */
  detectable: z.number().positive().optional(),
  /** For `inconclusive`: about how many launches a side, in all, would settle it. */
  launchesNeeded: z.int().positive().optional(),
  /** For `regressed`: it was accepted in review, and why; `until` that day, if not for good. */
  accepted: z.object({ reason: z.string(), until: z.iso.date().optional() }).optional(),
  /** Where the benchmark stands in the candidate's code. */
  source: sourceLineSchema.optional(),
});
export type Comparison = z.infer<typeof comparisonSchema>;
