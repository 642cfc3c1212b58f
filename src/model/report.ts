/** The one value that every reporter renders: decisions and what explains them, no raw data. */
import * as z from 'zod';
import { comparisonSchema, sideSchema, verdicts } from './comparison.ts';
import { driftSchema } from './drift.ts';
import { machineSchema } from './environment.ts';
import { directionSchema, metricNameSchema, unitSchema } from './metricSchemas.ts';
import { shardSchema } from './plan.ts';
import { runFactsSchema, runSchema } from './run.ts';
import { harnessIdentitySchema, suiteResultSchema } from './suiteResult.ts';
import { warningSchema } from './warning.ts';

export const reportSuiteSchema = suiteResultSchema
  .pick({ suite: true, state: true, message: true, notices: true, processors: true })
  .extend({
    harness: harnessIdentitySchema.nullable(),
    /** Where it was measured, if not where `run.environment` says. */
    machine: machineSchema.optional(),
    /** How many launches ended well. */
    launches: z.int().nonnegative(),
    benchmarks: z.int().nonnegative(),
  });
export type ReportSuite = z.infer<typeof reportSuiteSchema>;

/** A measured value that was not compared, since there is no base for it or it is not judged. */
export const reportMeasurementSchema = z.object({
  id: z.string(),
  suite: z.string(),
  metric: metricNameSchema,
  unit: unitSchema,
  /** Which values are better; of a known metric it goes without saying, else absent where nobody told. */
  direction: directionSchema.optional(),
  side: sideSchema,
  /** Relative standard deviation between launches (0.02 is 2 %); null with one launch, and of zero. */
  spread: z.number().nonnegative().nullable(),
});
export type ReportMeasurement = z.infer<typeof reportMeasurementSchema>;

export const reportSchema = z.object({
  schema: z.literal('perfwatch/report'),
  version: z.literal(1),
  /**
   * The verdict of the run as a whole, by the first that holds: a regression; something failed or
   * is missing; no base to compare with; something is inconclusive or incomparable; none of these.
   */
  outcome: z.enum(['regressed', 'failed', 'no-baseline', 'undecided', 'passed']),
  run: runFactsSchema.extend({
    /** As the user named it, where it is compared with another run and not with a baseline: a path. */
    title: z.string().optional(),
    pairing: runSchema.shape.pairing,
    /** Which part of a whole this run is; null for a whole one. */
    shard: shardSchema.nullable().default(null),
  }),
  /** What was compared with: a baseline or another run; null when there was none. */
  base: z
    .object({
      /** As the reader knows it: `baseline main`, or the path of a run. */
      title: z.string(),
      /** Distinct commits of the base's suites, newest run first; empty outside of git. */
      commits: z.array(z.string()),
    })
    .nullable(),
  /** Why there is nothing to compare with, and what to type; null when there is. */
  noBaseReason: z.string().nullable(),
  /** A change within ± this share counts as unchanged: 0.03 is 3 %. */
  threshold: z.number().positive(),
  /** The chance that a run in which nothing changed reports any change; 0.005 is 0.5 %. */
  falseAlarmRate: z.number().positive().default(0.05),
  /** Benchmarks by the most severe verdict of their metrics; accepted regressions are counted apart. */
  counts: z.record(z.enum(verdicts), z.int().nonnegative()),
  /** Benchmarks of which nothing is worse than an accepted regression. */
  accepted: z.int().nonnegative().default(0),
  /** Set when most benchmarks moved together. */
  drift: driftSchema.nullable().default(null),
  /** What makes numbers doubtful; no part of any verdict. Sorted by id. */
  warnings: z.array(warningSchema).default([]),
  /**
   * What was once said about benchmarks and no longer fits: globs and renames that match nothing,
   * acceptances that are over. Whole sentences with what to do.
   */
  stale: z.array(z.string()).default([]),
  suites: z.array(reportSuiteSchema),
  /** Most severe first. */
  comparisons: z.array(comparisonSchema),
  /** Sorted by id. */
  measurements: z.array(reportMeasurementSchema),
});
export type Report = z.infer<typeof reportSchema>;
