/** Readings of one side → entries of a table: which values count as launches, and which do not? Pure. */
import type { TableEntry, TableSide, ValuesAre } from '../model/tableEntry.ts';
import { fasterHalf } from '../stats/fasterHalf.ts';
import { median } from '../stats/location.ts';
import type { Metric, ValueKind } from './format.ts';
import type { ReadBenchmark, Reading, ReadMetric } from './reading.ts';
import type { ReadLaunch } from './values.ts';

/** One number for a launch of several samples, as for perfwatch's own runs. */
function locationOf({ samples }: ReadLaunch, { unit }: Metric): number {
  const [first = Number.NaN] = samples;
  if (samples.length === 1) return first;
  return unit === 's' ? fasterHalf(samples) : median(samples);
}

function valuesOf(
  launches: readonly ReadLaunch[],
  kind: ValueKind,
  metric: Metric,
): { readonly values: readonly number[]; readonly valuesAre: ValuesAre } {
  const [first, another] = launches;
  if (first && another) {
    return { values: launches.map((launch) => locationOf(launch, metric)), valuesAre: 'launches' };
  }
  if (first && kind === 'repeat' && first.samples.length > 1) {
    return { values: first.samples, valuesAre: 'repeats' };
  }
  return { values: first ? [locationOf(first, metric)] : [], valuesAre: 'one' };
}

function entryOf(
  benchmark: TableEntry['benchmark'],
  side: number,
  { metric, kind }: ReadMetric,
  launches: readonly ReadLaunch[],
): TableEntry {
  return {
    benchmark,
    side,
    metric: metric.name,
    unit: metric.unit,
    direction: metric.direction,
    isExact: metric.isExact ?? false,
    ...valuesOf(launches, kind, metric),
  };
}

const benchmarkOf = (suite: string, { path, params, labels }: ReadBenchmark) => ({
  suite,
  path,
  params,
  labels,
});

function entriesOfReading({ format, benchmarks }: Reading, side: number): TableEntry[] {
  return benchmarks.flatMap((read) => {
    const benchmark = benchmarkOf(format, read);
    return read.metrics.map((metric) => entryOf(benchmark, side, metric, metric.launches));
  });
}

const textOf = (record: Readonly<Record<string, string>>) =>
  Object.entries(record)
    .map(([key, value]) => `${key}=${value}`)
    .sort();

/** Several files of one side: each is another launch of what they have in common. */
function entriesTogether(readings: readonly Reading[], side: number): TableEntry[] {
  const benchmarks = new Map<string, TableEntry['benchmark']>();
  const found = new Map<
    string,
    {
      readonly benchmark: TableEntry['benchmark'];
      readonly metric: ReadMetric;
      readonly launches: ReadLaunch[];
    }
  >();
  for (const { format, benchmarks: read } of readings) {
    for (const one of read) {
      const key = JSON.stringify([format, one.path, textOf(one.params), textOf(one.labels)]);
      const benchmark = benchmarks.get(key) ?? benchmarkOf(format, one);
      benchmarks.set(key, benchmark);
      for (const metric of one.metrics) {
        const metricKey = `${key} ${metric.metric.name} ${metric.metric.unit} ${metric.kind}`;
        const known = found.get(metricKey);
        if (known) known.launches.push(...metric.launches);
        else found.set(metricKey, { benchmark, metric, launches: [...metric.launches] });
      }
    }
  }
  return [...found.values()].map(({ benchmark, metric, launches }) =>
    entryOf(benchmark, side, metric, launches),
  );
}

/**
 * The entries of a side. Of one file, launches are what the file tells apart, else its repeats; several
 * files are several launches. Linear in values.
 */
export function entriesOf(readings: readonly Reading[], side: number): TableEntry[] {
  const [first, another] = readings;
  if (!first) return [];
  return another ? entriesTogether(readings, side) : entriesOfReading(first, side);
}

/** A side as tables know it; a fact that its files do not agree on is not told. */
export function sideOf(title: string, readings: readonly Reading[]): TableSide {
  const facts = new Map<string, string | null>();
  for (const reading of readings) {
    for (const [fact, value] of reading.facts) {
      const known = facts.get(fact);
      facts.set(fact, known === undefined || known === value ? value : null);
    }
  }
  return {
    title,
    facts: Object.fromEntries(
      [...facts].flatMap(([fact, value]): [string, string][] =>
        value === null ? [] : [[fact, value]],
      ),
    ),
  };
}
