/** How noisy a machine and its benchmarks are, and what changes can be seen there. */
import * as z from 'zod';
import { metricNameSchema, unitSchema } from './metricSchemas.ts';
import { runFactsSchema } from './run.ts';
import { warningKindSchema } from './warning.ts';

const shareSchema = z.number().nonnegative();

export const detectableSchema = z.object({
  rounds: z.int().positive(),
  /** The smallest change that is found in nine of ten runs, as a share; null where none is. */
  change: shareSchema.nullable(),
});

export const calibratedMetricSchema = z.object({
  id: z.string(),
  suite: z.string(),
  metric: metricNameSchema,
  unit: unitSchema,
  /** Whole rounds that were measured. */
  rounds: z.int().nonnegative(),
  /** The typical value (geometric mean) over all launches. */
  value: z.number().nonnegative(),
  /** Relative standard deviation between launches; null where it cannot be told. */
  spread: shareSchema.nullable(),
  /** Relative standard deviation of the differences within rounds; null where it cannot be told. */
  roundSpread: shareSchema.nullable(),
  /** Changes within ± this share do not matter. */
  threshold: z.number().positive(),
  detectable: z.array(detectableSchema),
  /** Rounds that it takes to see a change as small as the threshold; null: more than there may be. */
  roundsNeeded: z.int().positive().nullable(),
  /** The smallest threshold that the most rounds there may be can see; null where none can be. */
  reachableThreshold: z.number().positive().nullable(),
  /** Whether it was called changed, although both sides are the same code. */
  falseAlarm: z.boolean(),
  /** Why it should be mended, and how; empty when all is well. */
  mend: z.array(
    z.object({ kind: z.enum([...warningKindSchema.options, 'noisy']), text: z.string() }),
  ),
});
export type CalibratedMetric = z.infer<typeof calibratedMetricSchema>;

export const machineCalibrationSchema = z.object({
  /**
   * `quiet`: typical benchmarks see changes as small as their threshold; `usable`: of 10 %; `noisy`:
   * only of more.
   */
  state: z.enum(['quiet', 'usable', 'noisy']),
  /** What a typical (median) benchmark can see with the most rounds there may be; null: nothing. */
  detectable: shareSchema.nullable(),
  /** Median over the benchmarks of the spread between launches; null where it cannot be told. */
  spread: shareSchema.nullable(),
  /** Median over the benchmarks of the spread of the differences within rounds. */
  roundSpread: shareSchema.nullable(),
  /**
   * How much of the variance between launches all benchmarks of a launch have in common, as a share:
   * the machine was faster or slower as a whole. Null with one benchmark, or few launches.
   */
  commonShare: z.number().min(0).max(1).nullable(),
  /** Median correlation of a launch with the one before it; null with few launches. */
  autocorrelation: z.number().min(-1).max(1).nullable(),
  findings: z.array(z.object({ fact: z.string(), advice: z.string() })),
});

export const suggestionSchema = z.object({
  rounds: z.object({ minimum: z.int().positive(), maximum: z.int().positive() }),
  threshold: z.number().positive(),
  /** Benchmarks that need a wider threshold than the others, as globs that match them alone. */
  benchmarks: z.array(z.object({ match: z.string(), threshold: z.number().positive() })),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

export const calibrationSchema = z.object({
  schema: z.literal('perfwatch/calibration'),
  version: z.literal(1),
  run: runFactsSchema,
  /** Rounds that were measured, at most. */
  rounds: z.int().nonnegative(),
  /** Configured: after how many rounds a run may end at the earliest, and must end. */
  configuredRounds: z.object({ minimum: z.int().positive(), maximum: z.int().positive() }),
  threshold: z.number().positive(),
  machine: machineCalibrationSchema,
  /** Sorted by id and metric. */
  metrics: z.array(calibratedMetricSchema),
  /** What could not be calibrated, and why. */
  failures: z.array(z.object({ id: z.string(), reason: z.string() })),
  suggestion: suggestionSchema,
});
export type Calibration = z.infer<typeof calibrationSchema>;
