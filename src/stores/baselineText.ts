/** A baseline as text that reviews well: sorted, stable, one benchmark a line. Pure. */
import type { Baseline, BaselineEntry } from '../model/baseline.ts';
import type { BenchmarkSummary } from '../model/summary.ts';

/** More digits would be noise, and would change every line of a diff. */
const significantDigits = 6;

const rounded = (value: number) => Number(value.toPrecision(significantDigits));

function benchmarkLine(benchmark: BenchmarkSummary): string {
  const metrics = benchmark.metrics.map((summary) => ({
    ...summary,
    launches: summary.launches.map((value) => (value === null ? null : rounded(value))),
  }));
  return JSON.stringify({ ...benchmark, metrics });
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function entryText(entry: BaselineEntry): string {
  const { benchmarks, ...head } = entry;
  const { suite, fingerprint, acceptedBecause, ...rest } = head;
  const facts = {
    suite,
    fingerprint,
    ...(acceptedBecause === undefined ? {} : { acceptedBecause }),
    ...rest,
    launchSeconds: rounded(rest.launchSeconds),
  };
  const lines = Object.entries(facts).map(
    ([key, value]) => `      ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
  );
  const rows = benchmarks
    .toSorted((a, b) => byText(a.id, b.id))
    .map((benchmark) => `        ${benchmarkLine(benchmark)}`);
  const list = rows.length > 0 ? `[\n${rows.join(',\n')}\n      ]` : '[]';
  return ['    {', ...lines, `      "benchmarks": ${list}`, '    }'].join('\n');
}

/** Entries by suite and environment, the runs of each from the oldest to the newest. */
const byPlaceAndTime = (a: BaselineEntry, b: BaselineEntry) =>
  byText(a.suite, b.suite) ||
  byText(a.fingerprint, b.fingerprint) ||
  byText(a.run.startedAt, b.run.startedAt) ||
  byText(a.run.id, b.run.id);

/** The text of `baselines/NAME.json`: JSON, entries in a fixed order, launches rounded. */
export function baselineText(baseline: Baseline): string {
  const entries = baseline.entries.toSorted(byPlaceAndTime);
  const list = entries.length > 0 ? `[\n${entries.map(entryText).join(',\n')}\n  ]` : '[]';
  return [
    '{',
    `  "schema": ${JSON.stringify(baseline.schema)},`,
    `  "version": ${baseline.version},`,
    `  "name": ${JSON.stringify(baseline.name)},`,
    `  "entries": ${list}`,
    '}',
    '',
  ].join('\n');
}
