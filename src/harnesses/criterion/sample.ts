/** What do `benchmark.json` and `sample.json` of criterion say? Same shape from 0.3.3 to 0.8. */
import * as z from 'zod';
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

/** Criterion takes at least this many; `--quick` leaves two that depend on each other. */
const leastSamples = 10;

export type Samples =
  | { readonly state: 'usable'; readonly secondsPerIteration: readonly number[] }
  | { readonly state: 'refused'; readonly reason: string };

/**
 * Seconds per iteration of every sample, in the order they were taken. Linear sampling, where
 * samples have different numbers of iterations, and flat sampling are the same here.
 */
export function secondsPerIteration({ iters, times }: SampleFile): Samples {
  if (iters.length !== times.length) {
    return {
      state: 'refused',
      reason: `sample.json holds ${times.length} times for ${iters.length} iteration counts`,
    };
  }
  if (times.length < leastSamples) {
    return {
      state: 'refused',
      reason: `criterion took ${times.length} samples, fewer than ${leastSamples}: too few to compare (--quick does so)`,
    };
  }
  if (iters.some((count) => !(count > 0)) || times.some((nanoseconds) => !(nanoseconds > 0))) {
    return {
      state: 'refused',
      reason: 'sample.json holds a time or an iteration count that is not above zero',
    };
  }
  return {
    state: 'usable',
    secondsPerIteration: times.map(
      (nanoseconds, index) => nanoseconds / (iters[index] ?? NaN) / 1e9,
    ),
  };
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
