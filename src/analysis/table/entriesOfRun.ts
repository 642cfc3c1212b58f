/** What a run of perfwatch measured, as entries of a table: one value per launch. Pure. */
import type { Measurement } from '../../model/measurement.ts';
import { machineOf, type Run } from '../../model/run.ts';
import type { BenchmarkResult } from '../../model/suiteResult.ts';
import type { FailedEntry, TableEntry, TableSide } from '../../model/tableEntry.ts';
import { locationOf } from '../summarize.ts';

function entryOf(
  benchmark: TableEntry['benchmark'],
  side: number,
  { metric, unit, direction, launches }: Measurement,
): TableEntry[] {
  const values = launches.map(({ samples }) => locationOf(unit, samples));
  if (values.length === 0) return [];
  const valuesAre = values.length > 1 ? 'launches' : 'one';
  return [{ benchmark, side, metric, unit, direction, isExact: false, values, valuesAre }];
}

/** All measurements of a run; linear in the number of samples. */
export function entriesOfRun(run: Run, side: number): TableEntry[] {
  return run.suites.flatMap(({ benchmarks }) =>
    benchmarks.flatMap(({ suite, path, params, measurements }) => {
      const benchmark = { suite, path, params, labels: {} };
      return measurements.flatMap((measurement) => entryOf(benchmark, side, measurement));
    }),
  );
}

/** Benchmarks that failed, and suites that did so as a whole. */
export function failuresOfRun(run: Run, side: number): FailedEntry[] {
  return run.suites.flatMap(({ suite, state, message, benchmarks }) => [
    ...(state === 'failed'
      ? [
          {
            benchmark: { suite, path: [], params: {}, labels: {} },
            side,
            message: message ?? null,
          },
        ]
      : []),
    ...benchmarks.flatMap((one): FailedEntry[] => {
      if (one.state !== 'failed') return [];
      const { path, params } = one;
      const benchmark = { suite: one.suite, path, params, labels: {} };
      return [{ benchmark, side, message: one.message ?? null }];
    }),
  ]);
}

/** Benchmarks that were not run on purpose. */
export const skippedOfRun = ({ suites }: Run): BenchmarkResult[] =>
  suites.flatMap(({ benchmarks }) => benchmarks.filter(({ state }) => state === 'skipped'));

/** Which formats an imported run was read in, by suite. */
const formatsOf = ({ imported, suites }: Run): ReadonlyMap<string, string> =>
  new Map(
    imported
      ? suites.flatMap(({ suite, harness }) => (harness ? [[suite, harness.name]] : []))
      : [],
  );

/** GOMAXPROCS, as far as all suites that tell it agree. */
function processorsOf({ suites }: Run): { gomaxprocs?: string } {
  const [only, another] = new Set(suites.flatMap(({ processors }) => processors ?? []));
  return only !== undefined && another === undefined ? { gomaxprocs: String(only) } : {};
}

export function sideOfRun(title: string, run: Run): TableSide {
  const [first] = run.suites;
  const { cpuModel, cpuCount, os, architecture } = first
    ? machineOf(run, first.suite)
    : run.environment.machine;
  const facts = {
    cpu: cpuModel,
    os,
    architecture,
    ...(cpuCount !== null && { 'cpu-count': String(cpuCount) }),
    ...processorsOf(run),
  };
  return { title, facts, formats: formatsOf(run) };
}
