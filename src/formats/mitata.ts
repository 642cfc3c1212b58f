/** The JSON of mitata, of versions 0.1 and 1. */
import { distinctNames } from './distinctNames.ts';
import type { BenchmarkName, Format, Metric, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { allocated, instructions, time } from './metrics.ts';
import { nameOf } from './mitata/names.ts';
import { at, type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from './shape.ts';

function readFacts(document: unknown, results: Results): void {
  const context = at(document, 'context');
  // `node v20.20.2 (x64-linux)` in version 0.1.
  const [, old = '', architecture = ''] =
    /^(.*?) \(([^()]*)\)$/.exec(textOf(at(document, 'runtime')) ?? '') ?? [];
  const parts = [at(context, 'runtime'), at(context, 'version')];
  results.fact('runtime', parts.flatMap((part) => textOf(part) ?? []).join(' ') || old);
  results.fact('architecture', textOf(at(context, 'arch')) ?? architecture);
  results.fact('cpu', textOf(at(context, 'cpu', 'name') ?? at(document, 'cpu')) ?? '');
}

const cycles: Metric = { name: 'cycles', unit: '1', direction: 'lower-is-better' };

/** What the processor counted, per call; shares and ratios of it are derived. */
function readCounters(counters: unknown, name: BenchmarkName, results: Results): void {
  for (const metric of [instructions, cycles]) {
    const count = numberOf(at(counters, metric.name, 'avg'));
    if (count !== undefined) results.series(name, metric, 'figure').add(count);
  }
}

/** Says why there are no values. */
function readRun(run: JsonObject, name: BenchmarkName, results: Results): string | null {
  const error = run.error ?? undefined;
  if (error !== undefined) {
    results.rows(1);
    const message = textOf(at(error, 'message')) || textOf(error);
    results.failed(name, message || 'it failed without a message');
    return null;
  }
  const stats = objectOf(run.stats);
  const samples = listOf(stats?.samples) ?? [];
  const figure = [stats?.p50, stats?.avg].find((one) => numberOf(one) !== undefined);
  const values = samples.length > 0 ? samples : figure === undefined ? [] : [figure];
  if (values.length === 0) return 'a run has neither samples nor a median';
  results.rows(1);
  // Whether a sample is one call or the mean of 4096 depends on how fast a first call was.
  const series = results.series(name, time, values === samples ? 'batch' : 'figure');
  for (const nanoseconds of values) series.add((numberOf(nanoseconds) ?? Number.NaN) / 1e9);
  const bytes = numberOf(at(stats, 'heap', 'avg'));
  if (bytes !== undefined) results.series(name, allocated, 'figure').add(bytes);
  readCounters(stats?.counters, name, results);
  return null;
}

/** Of version 0.1, and where a benchmark was not run, the benchmark itself. */
function runsOf(benchmark: JsonObject): readonly JsonObject[] {
  const runs = objectsOf(benchmark.runs);
  return runs.length > 0 ? runs : [benchmark];
}

function readDocument({ value, lineOf }: JsonDocument, results: Results): void {
  readFacts(value, results);
  const isFirst = distinctNames(results);
  for (const benchmark of objectsOf(at(value, 'benchmarks'))) {
    for (const run of runsOf(benchmark)) {
      const name = nameOf(benchmark, run, value);
      if (!name) results.passOver('a benchmark has no name', lineOf(benchmark));
      else if (isFirst(name, lineOf(run))) {
        const problem = readRun(run, name, results);
        if (problem !== null) results.passOver(problem, lineOf(run));
      }
    }
  }
}

const isRun = ({ stats, error }: JsonObject): boolean =>
  textOf(at(stats, 'kind')) !== undefined || textOf(at(error, 'message')) !== undefined;

export const mitata: Format = {
  name: 'mitata',
  title: 'mitata JSON',
  looksFor: 'an object with "layout" and "benchmarks" that have "alias" and "runs"',
  testedWith: ['mitata 0.1.14', 'mitata 1.0.34'],
  values: 'raw samples where they were printed, else one median',
  metrics: 'time, allocated, instructions, cycles',
  detect: ({ json }) =>
    objectsOf(at(json, 'benchmarks')).some((benchmark) =>
      listOf(at(json, 'layout'))
        ? textOf(benchmark.alias) !== undefined && objectsOf(benchmark.runs).some(isRun)
        : ['warmup', 'baseline', 'async'].every((key) => typeof benchmark[key] === 'boolean'),
    ),
  reader: jsonReader(readDocument),
};
