/** Google Benchmark's JSON (`--benchmark_out`, `--benchmark_format=json`): of 1.4 and all later versions. */
import type { Format, Results } from './format.ts';
import { figuresOf } from './googleBenchmark/metrics.ts';
import { type Name, namesOf } from './googleBenchmark/names.ts';
import { complexityNotice, type Group, groupsOf, type Row, rowOf } from './googleBenchmark/rows.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { at, type JsonObject, listOf, numberOf, textOf } from './shape.ts';

function readFacts(context: unknown, results: Results): void {
  const date = textOf(at(context, 'date')) ?? '';
  // Before 1.5.1 it tells no time zone.
  if (/^\d{4}-\d\d-\d\dT[\d:]+(?:Z|[-+]\d\d:\d\d)$/.test(date)) results.fact('started-at', date);
  const count = numberOf(at(context, 'num_cpus'));
  if (count !== undefined) results.fact('cpu-count', String(count));
  results.fact('version', (textOf(at(context, 'library_version')) ?? '').replace(/^v/, ''));
  if (at(context, 'library_build_type') === 'debug') {
    results.notice('The library was built for debugging, which makes what it measures slower.');
  }
  if (at(context, 'cpu_scaling_enabled') === true) {
    results.notice('The processor changed its clock by itself while it was measured.');
  }
}

/** Rows, and what they were made of. */
function rowsOf({ value, rows }: JsonDocument, results: Results): ReadonlyMap<Row, JsonObject> {
  const records = new Map<Row, JsonObject>();
  for (const record of rows(value, 'benchmarks')) {
    const row = rowOf(record);
    if (row) records.set(row, record);
    else results.passOver('a row has another shape than those of Google Benchmark');
  }
  return records;
}

/** Rows to read: those that measured, else what the library made of them. */
function measured({ samples, aggregates }: Group) {
  if (samples.length > 0) return { rows: samples, kind: 'repeat' as const };
  const figure = aggregates.get('median') ?? aggregates.get('mean');
  return { rows: figure ? [figure] : [], kind: 'figure' as const };
}

/** @param goTo goes to the place of a row */
function readGroup(group: Group, name: Name, goTo: (row: Row) => void, results: Results): void {
  const { rows, kind } = measured(group);
  const hasBytes = rows.some((row) => row.bytes_per_second !== undefined);
  for (const row of rows) {
    goTo(row);
    if (row.error_occurred || row.skipped) {
      if (row.error_occurred) {
        results.failed(name, row.error_message || 'it failed without a message');
      } else results.skipped(name, row.skip_message || 'it was skipped');
      results.rows(1);
      continue;
    }
    const read = figuresOf(row, hasBytes);
    if ('problem' in read) {
      results.passOver(read.problem);
      continue;
    }
    for (const problem of read.problems) results.passOver(problem);
    for (const { metric, value } of read.figures) results.series(name, metric, kind).add(value);
    results.rows(1);
  }
}

function read(document: JsonDocument, results: Results): void {
  readFacts(at(document.value, 'context'), results);
  const records = rowsOf(document, results);
  const goTo = (row: Row | undefined) => document.goTo(row && records.get(row));
  const groups = groupsOf([...records.keys()]);
  for (const sentence of complexityNotice('It', [...records.keys()])) results.notice(sentence);
  const names = namesOf(groups.map(({ printed }) => printed));
  const seen = new Set<Name>();
  for (const group of groups) {
    const name = names.get(group.printed);
    if (!name) continue;
    if (seen.has(name)) {
      goTo(group.samples[0]);
      results.passOver('two benchmarks have the same name; the first one is read');
    } else readGroup(group, name, goTo, results);
    seen.add(name);
  }
}

export const googleBenchmark: Format = {
  name: 'google-benchmark',
  title: 'Google Benchmark JSON',
  looksFor: 'an object with "benchmarks" and a "context" that has "num_cpus"',
  testedWith: ['Google Benchmark 1.4.1', 'Google Benchmark 1.7.1', 'Google Benchmark 1.9.5'],
  values: 'one a repetition; the median where only aggregates are reported',
  metrics: 'time, CPU time, throughput, allocations, memory, all counters',
  launchedBy: 'google-benchmark',
  detect: ({ json }) =>
    at(json, 'context', 'num_cpus') !== undefined && listOf(at(json, 'benchmarks')) !== undefined,
  reader: jsonReader(read),
};
