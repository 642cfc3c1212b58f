/** Readings of one side → entries of a table: which values count as launches, and which do not? Pure. */
import type { TableEntry, TableSide, ValuesAre } from '../model/tableEntry.ts';
import { fasterHalf } from '../stats/fasterHalf.ts';
import { median } from '../stats/location.ts';
import type { Metric, ValueKind } from './format.ts';
import type { ReadBenchmark, Reading, ReadMetric } from './reading.ts';
import type { ReadLaunch } from './values.ts';

/** One number for a launch of several samples, as for perfwatch's own runs. */
function locationOf({ samples }: ReadLaunch, { unit }: Metric, kind: ValueKind): number {
  const [first = Number.NaN] = samples;
  if (samples.length === 1) return first;
  // Of repeats, whose median is told where there is one launch, the same with several.
  return unit === 's' && kind !== 'repeat' ? fasterHalf(samples) : median(samples);
}

function valuesAre(launches: readonly ReadLaunch[], kind: ValueKind): ValuesAre {
  if (launches.length > 1) return 'launches';
  return kind === 'repeat' && (launches[0]?.samples.length ?? 0) > 1 ? 'repeats' : 'one';
}

function entryOf(
  benchmark: TableEntry['benchmark'],
  side: number,
  { metric, kind }: ReadMetric,
  launches: readonly ReadLaunch[],
): TableEntry {
  const are = valuesAre(launches, kind);
  return {
    benchmark,
    side,
    metric: metric.name,
    unit: metric.unit,
    direction: metric.direction,
    isExact: metric.isExact ?? false,
    values:
      are === 'repeats'
        ? (launches[0]?.samples ?? [])
        : launches.map((launch) => locationOf(launch, metric, kind)),
    valuesAre: are,
  };
}

const benchmarkOf = (suite: string, { path, params, labels }: ReadBenchmark) => ({
  suite,
  path,
  params,
  labels,
});

function entriesOfReading({ format, benchmarks }: Reading, side: number): TableEntry[] {
  const entries: TableEntry[] = [];
  for (const read of benchmarks) {
    const benchmark = benchmarkOf(format, read);
    for (const metric of read.metrics) {
      entries.push(entryOf(benchmark, side, metric, metric.launches));
    }
  }
  return entries;
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
