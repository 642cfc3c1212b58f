/**
 * A run reduced to what a comparison needs: one number per launch, since the launch is the
 * statistical unit. Small enough to be stored as a baseline and reviewed as text.
 */
import * as z from 'zod';
import { commitSchema, machineSchema, toolchainSchema } from './environment.ts';
import { sampleKindSchema } from './measurement.ts';
import { directionSchema, metricNameSchema, unitSchema } from './metricSchemas.ts';
import { harnessIdentitySchema } from './suiteResult.ts';

/**
 * How a launch's samples become one number. `faster-half`: times by the mean of the faster half,
 * everything else by the median; `median`: all by the median, as perfwatch did at first.
 */
export const locationSchema = z.enum(['faster-half', 'median']);

export const metricSummarySchema = z.object({
  metric: metricNameSchema,
  unit: unitSchema,
  /** Of a metric that is not in the table of src/model/metric.ts, where somebody told. */
  direction: directionSchema.optional(),
  sampleKind: sampleKindSchema,
  /**
   * The location of each launch's samples, in `unit`, by the number of the launch; null for a launch
   * that did not measure it. See {@link locationSchema}.
   */
  launches: z
    .array(z.number().nonnegative().nullable())
    .refine((values) => values.some((value) => value !== null), 'holds no value'),
});
export type MetricSummary = z.infer<typeof metricSummarySchema>;

/** The values of the launches that measured the metric; at least one. */
export function launchValues({ launches }: MetricSummary): number[] {
  return launches.filter((value) => value !== null);
}

export const benchmarkSummarySchema = z.object({
  id: z.string(),
  state: z.enum(['measured', 'failed']),
  message: z.string().optional(),
  /** What one iteration is declared to process; throughput follows from it and the time. */
  workPerIteration: z
    .object({ bytes: z.number().positive().optional(), elements: z.number().positive().optional() })
    .optional(),
  /** Only what was measured; metrics that follow from others are not kept. */
  metrics: z.array(metricSummarySchema),
});
export type BenchmarkSummary = z.infer<typeof benchmarkSummarySchema>;

export const suiteSummarySchema = z.object({
  suite: z.string(),
  harness: harnessIdentitySchema,
  toolchain: toolchainSchema,
  machine: machineSchema,
  fingerprint: z.string(),
  run: z.object({
    id: z.string(),
    startedAt: z.iso.datetime(),
    commit: commitSchema.nullable(),
  }),
  location: locationSchema.default('median'),
  /** Over how many launches the measuring time was split; with another number each one differs. */
  launches: z.int().positive(),
  /** Median duration of one launch, in seconds: what a later plan expects. */
  launchSeconds: z.number().nonnegative(),
  /** Hashes of the files that hold the benchmarks, by path relative to the repository. */
  sources: z.record(z.string(), z.string()).default({}),
  benchmarks: z.array(benchmarkSummarySchema),
});
export type SuiteSummary = z.infer<typeof suiteSummarySchema>;
