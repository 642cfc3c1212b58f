/** pyperf's JSON: runs of worker processes, with their warm-ups and calibrations. */
import type { Format, Metric, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { memory, time } from './metrics.ts';
import { at, type JsonObject, listOf, numberOf, objectsOf, textOf } from './shape.ts';

/** What a file's values are of; the only three units that pyperf has. */
const metrics: ReadonlyMap<string, Metric> = new Map<string, Metric>([
  ['second', time],
  // Peak memory of the process: of --track-memory, --tracemalloc, and --extract-metadata.
  ['byte', memory],
  // A number that --extract-metadata has taken out of the metadata.
  ['integer', { name: 'value', unit: '1', direction: null }],
]);

/** Metadata stand where they are common: at the run, the benchmark or the whole file. */
function metadataOf(levels: readonly unknown[], key: string): unknown {
  for (const level of levels) {
    const value = at(level, 'metadata', key) ?? at(level, 'common_metadata', key);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The values of a run, per iteration of the inner loop; `samples` before version 6 of the format. */
const valuesOf = (run: JsonObject) => listOf(run.values) ?? listOf(run.samples) ?? [];

const dateOf = (text: string) => text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T');

function readFacts(levels: readonly unknown[], results: Results): void {
  const told = (key: string) => textOf(metadataOf(levels, key)) ?? '';
  results.fact('cpu', told('cpu_model_name'));
  results.fact('os', told('platform'));
  results.fact('version', told('perf_version') || told('pyperf_version'));
  results.fact('started-at', dateOf(told('date')));
  const implementation = told('python_implementation').replace(/^cpython$/, 'CPython');
  results.fact('runtime', `${implementation} ${told('python_version').split(' ')[0] ?? ''}`);
  const count = numberOf(metadataOf(levels, 'cpu_count'));
  if (count !== undefined) results.fact('cpu-count', String(count));
}

/** The runs of one benchmark, each a process of its own; says what could not be read. */
function readRuns(
  benchmark: JsonObject,
  name: string,
  { value: file, list, rows, goTo }: JsonDocument,
  results: Results,
): string | null {
  // Calibrations have warm-ups alone.
  const measured = [...rows(benchmark, 'runs')].filter(
    (run) => list(run, 'values').length > 0 || list(run, 'samples').length > 0,
  );
  goTo(benchmark);
  const [first] = measured;
  if (!first) return 'a benchmark has no runs with values, only calibrations';
  readFacts([first, benchmark, file], results);
  const path = { path: [name] };
  for (const run of measured) {
    const unit = textOf(metadataOf([run, benchmark, file], 'unit')) ?? 'second';
    const metric = metrics.get(unit);
    if (!metric) return `a unit is not known: ${unit}`;
    goTo(run);
    const series = results.series(path, metric, metric === time ? 'batch' : 'call');
    series.nextLaunch();
    for (const value of valuesOf(run)) series.add(numberOf(value) ?? Number.NaN);
    results.rows(1);
  }
  return null;
}

function read(document: JsonDocument, results: Results): void {
  const { value, rows } = document;
  const seen = new Set<string>();
  for (const benchmark of rows(value, 'benchmarks')) {
    const name = textOf(metadataOf([benchmark, objectsOf(benchmark.runs)[0], value], 'name'));
    const problem = !name
      ? 'a benchmark has no name'
      : seen.has(name)
        ? 'two benchmarks have the same name; the first one is read'
        : readRuns(benchmark, name, document, results);
    if (name) seen.add(name);
    if (problem !== null) results.passOver(problem);
  }
}

export const pyperf: Format = {
  name: 'pyperf',
  title: 'pyperf JSON',
  looksFor: 'an object with "benchmarks" that have "runs" with "values" or "warmups"',
  testedWith: ['pyperf 1.6.1', 'pyperf 2.11.0'],
  values: 'all of each process, without warm-ups',
  metrics: 'time, or memory, or a number of the metadata',
  detect: ({ json }) =>
    objectsOf(at(json, 'benchmarks')).some(({ runs }) =>
      objectsOf(runs).some((run) => valuesOf(run).length > 0 || listOf(run.warmups) !== undefined),
    ),
  reader: jsonReader(read),
};
