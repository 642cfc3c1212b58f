/** The numbers themselves: one metric of one benchmark, launch by launch. */
import * as z from 'zod';
import { directionSchema, metricNameSchema, unitSchema } from './metricSchemas.ts';

/** A launch keeps at most this many samples; more are thinned to evenly spaced order statistics. */
export const maxSamplesPerLaunch = 500;

/**
 * Finite numbers, at least one. Checked in place: a run may hold millions, and an element-wise
 * schema would copy them all.
 */
const samplesSchema = z
  .custom<number[]>(
    (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= maxSamplesPerLaunch &&
      value.every((sample) => Number.isFinite(sample)),
    `must be 1 to ${maxSamplesPerLaunch} finite numbers`,
  )
  .meta({
    type: 'array',
    items: { type: 'number' },
    minItems: 1,
    maxItems: maxSamplesPerLaunch,
  });

export const launchSamplesSchema = z.object({
  /** Which launch of the suite, from 0. */
  launch: z.int().nonnegative(),
  /** How many samples the harness took; `samples` may hold fewer, see {@link maxSamplesPerLaunch}. */
  sampleCount: z.int().positive(),
  /** Values per iteration in the measurement's unit, in the harness's order; sorted when thinned. */
  samples: samplesSchema,
});
export type LaunchSamples = z.infer<typeof launchSamplesSchema>;

/**
 * What one sample is: `call` is a single call or process, `batch` an average over many calls.
 * Their spreads differ, so they are never compared with each other.
 */
export const sampleKindSchema = z.enum(['call', 'batch']);
export type SampleKind = z.infer<typeof sampleKindSchema>;

export const measurementSchema = z.object({
  metric: metricNameSchema,
  unit: unitSchema,
  /** Which values are better; null where nobody told, so that there is no verdict about them. */
  direction: directionSchema.nullable(),
  sampleKind: sampleKindSchema,
  /**
   * Set on a metric that was computed from another one (throughput from time): what one iteration
   * processes, in bytes or elements. Such a metric holds no evidence of its own.
   */
  workPerIteration: z.number().positive().optional(),
  launches: z.array(launchSamplesSchema),
});
export type Measurement = z.infer<typeof measurementSchema>;
