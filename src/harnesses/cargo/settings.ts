/** The keys of a suite that every harness built by Cargo knows. */
import * as z from 'zod';

/** @param harness its name, for people */
export const cargoSettingsOf = (harness: string) => ({
  packages: z
    .array(z.string().min(1))
    .default([])
    .describe(
      `Packages of the Cargo workspace whose benchmarks run. Default: the package in the folder of the suite, or at the root of a workspace every member that depends on ${harness}.`,
    ),
  benches: z
    .array(z.string().min(1))
    .default([])
    .describe(`Names of the bench targets that run. Default: all that are ${harness} benchmarks.`),
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
});

export interface CargoSettings {
  readonly packages: readonly string[];
  readonly benches: readonly string[];
  readonly features: readonly string[];
  readonly profile?: string | undefined;
  readonly cargoArguments: readonly string[];
}
