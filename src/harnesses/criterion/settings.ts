/** The keys of a suite that only criterion knows. */
import * as z from 'zod';

/** Fewer samples than this make criterion panic. */
export const smallestSampleSize = 10;

export const criterionSettingsSchema = z.strictObject({
  packages: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Packages of the Cargo workspace whose benchmarks run. Default: the package in the folder of the suite, or at the root of a workspace every member that depends on criterion.',
    ),
  benches: z
    .array(z.string().min(1))
    .default([])
    .describe('Names of the bench targets that run. Default: all that are criterion benchmarks.'),
  features: z
    .array(z.string().min(1))
    .default([])
    .describe('Cargo features to build the benchmarks with, e.g. "simd" or "parser/simd".'),
  profile: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Cargo profile to build with. Default: bench, which is release unless it is changed.',
    ),
  cargoArguments: z
    .array(z.string().min(1))
    .default([])
    .describe('Further arguments for `cargo bench --no-run`, e.g. "--locked".'),
  filter: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Runs only the benchmarks whose criterion id (group/function/value) matches this regular expression of Rust's regex crate.",
    ),
  sampleSize: z
    .int()
    .min(smallestSampleSize)
    .optional()
    .describe(
      'Samples of one benchmark in one launch, at least 10. Default: the sample size of the benchmark program (100 unless it is changed) divided by the launches.',
    ),
});

export type CriterionSettings = z.infer<typeof criterionSettingsSchema>;
