/** What do `benchmark.json` and `sample.json` of criterion say? Same shape from 0.3.3 to 0.8. */
import * as z from 'zod';
import {
  leastSamples,
  type PerIteration,
  secondsPerIteration,
} from '../../formats/criterion/samples.ts';
import type { DeclaredWork } from '../harness.ts';

export const benchmarkFileSchema = z.object({
  group_id: z.string(),
  function_id: z.string().nullish(),
  value_str: z.string().nullish(),
  /** Declared work per iteration: a map from one of criterion's variants to its amount. */
  throughput: z.unknown(),
  /** The name that criterion prints. */
  title: z.string().optional(),
});
export type BenchmarkFile = z.infer<typeof benchmarkFileSchema>;

export const sampleFileSchema = z.object({
  /** Calls of the benchmarked function in each sample. */
  iters: z.array(z.number()),
  /** Nanoseconds of all the calls of a sample together. */
  times: z.array(z.number()),
});
export type SampleFile = z.infer<typeof sampleFileSchema>;

/**
 * Seconds per iteration of every sample, in the order they were taken; refuses what is too little to
 * decide by.
 */
export function comparableSamples(sample: SampleFile): PerIteration {
  const { iters, times } = sample;
  return iters.length === times.length && times.length < leastSamples
    ? {
        state: 'refused',
        reason: `criterion took ${times.length} samples, fewer than ${leastSamples}: too few to compare (--quick does so)`,
      }
    : secondsPerIteration(sample);
}

const amount = z.number().positive();

/** Criterion's variants of throughput as bytes and elements; `Bits` came in 0.7, the last in 0.8. */
const throughputSchema = z.union([
  z.strictObject({ Bytes: amount }).transform(({ Bytes }) => ({ bytes: Bytes })),
  z.strictObject({ BytesDecimal: amount }).transform((of) => ({ bytes: of.BytesDecimal })),
  z.strictObject({ Elements: amount }).transform(({ Elements }) => ({ elements: Elements })),
  z.strictObject({ Bits: amount }).transform(({ Bits }) => ({ bytes: Bits / 8 })),
  z
    .strictObject({ ElementsAndBytes: z.object({ elements: amount, bytes: amount }) })
    .transform(({ ElementsAndBytes: { elements, bytes } }) => ({ elements, bytes })),
]);

/** The work that a benchmark declares: null when it declares none, `unknown` when it is unreadable. */
export function declaredWork(throughput: unknown): DeclaredWork | null | 'unknown' {
  if (throughput === null || throughput === undefined) return null;
  const parsed = throughputSchema.safeParse(throughput);
  return parsed.success ? parsed.data : 'unknown';
}
