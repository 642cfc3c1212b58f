/** Seeded samples of known shapes for the tests of warnings, and what is warned of about them. */
import { warningsOf } from '../../src/analysis/warnings.ts';
import type { BenchmarkResult } from '../../src/model/suiteResult.ts';
import type { Warning } from '../../src/model/warning.ts';
import { normalSource } from '../stats/random.ts';
import { benchmark, measurement, run, suiteResult } from './runs.ts';

/** Standard normal numbers. */
export type Normal = () => number;

/** One sample: about a millisecond. */
export type Shape = (normal: Normal) => number;

/** The samples of one launch, in order. */
export type Samples = readonly number[];

/** Uniform in 0 to 1: half the squared length of two normal numbers is exponential. */
export const uniform = (normal: Normal): number => Math.exp(-(normal() ** 2 + normal() ** 2) / 2);

export const repeat = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const drawn = (normal: Normal, samples: number, shape: Shape): Samples =>
  repeat(samples, () => shape(normal));

/** A benchmark with these samples; `sampleCount` says more where they were thinned. */
export function sampled(
  name: string,
  launches: readonly Samples[],
  sampleCount?: number,
): BenchmarkResult {
  const numbered = launches.map((samples, launch) => ({
    launch,
    sampleCount: sampleCount ?? samples.length,
    samples: [...samples],
  }));
  return benchmark('node', name, [measurement([], 'time', { launches: numbered })]);
}

export const warningsIn = (benchmarks: BenchmarkResult[]): Warning[] =>
  warningsOf(run([suiteResult('node', benchmarks)]));

/** The share of so many benchmarks that get a warning of this kind, or any. */
export function warnedShare(
  kind: Warning['kind'] | 'any',
  benchmarks: number,
  launches: number,
  launchOf: (normal: Normal, launch: number) => Samples,
): number {
  const normal = normalSource(benchmarks * 1000 + launches);
  const results = repeat(benchmarks, (index) =>
    sampled(
      `${index}`,
      repeat(launches, (launch) => launchOf(normal, launch)),
    ),
  );
  const warnings = warningsIn(results).filter((one) => kind === 'any' || one.kind === kind);
  return warnings.length / benchmarks;
}
