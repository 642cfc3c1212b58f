/** The keys of a suite that only criterion knows. */
import * as z from 'zod';
import { cargoSettingsOf } from '../cargo/settings.ts';

/** Fewer samples than this make criterion panic. */
export const smallestSampleSize = 10;

export const criterionSettingsSchema = z.strictObject({
  ...cargoSettingsOf('criterion'),
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
