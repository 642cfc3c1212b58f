/** The JSON of mitata, of versions 0.1 and 1. */
import { distinctNames } from './distinctNames.ts';
import type { BenchmarkName, Format, Metric, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { allocated, instructions, time } from './metrics.ts';
import { nameOf } from './mitata/names.ts';
import {
  at,
  figureOf,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  textOf,
} from './shape.ts';

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
    const count = figureOf(at(counters, metric.name, 'avg'));
    if (count !== undefined) results.series(name, metric, 'figure').add(count);
  }
}

/** Says why there are no values. */
function readRun(
  run: JsonObject,
  name: BenchmarkName,
  { list }: JsonDocument,
  results: Results,
): string | null {
  const error = run.error ?? undefined;
  if (error !== undefined) {
    results.rows(1);
    const message = textOf(at(error, 'message')) || textOf(error);
    results.failed(name, message || 'it failed without a message');
    return null;
  }
  const stats = objectOf(run.stats);
  const samples = list(run, 'stats', 'samples');
  const figure = [stats?.p50, stats?.avg].find((one) => numberOf(one) !== undefined);
  const values = samples.length > 0 ? samples : figure === undefined ? [] : [figure];
  if (values.length === 0) return 'a run has neither samples nor a median';
  results.rows(1);
  // Whether a sample is one call or the mean of 4096 depends on how fast a first call was.
  const series = results.series(name, time, values === samples ? 'batch' : 'figure');
  for (const nanoseconds of values) series.add((numberOf(nanoseconds) ?? Number.NaN) / 1e9);
  const bytes = figureOf(at(stats, 'heap', 'avg'));
  if (bytes !== undefined) results.series(name, allocated, 'figure').add(bytes);
  readCounters(stats?.counters, name, results);
  return null;
}

function readDocument(document: JsonDocument, results: Results): void {
  const { value, rows, goTo } = document;
  readFacts(value, results);
  const isFirst = distinctNames(results);
  for (const benchmark of rows(value, 'benchmarks')) {
    const runs = [...rows(benchmark, 'runs')];
    // Of version 0.1, and where it was not run, the benchmark itself.
    for (const run of runs.length > 0 ? runs : [benchmark]) {
      goTo(run);
      const name = nameOf(benchmark, run, value);
      if (!name) results.passOver('a benchmark has no name');
      else if (isFirst(name)) {
        const problem = readRun(run, name, document, results);
        if (problem !== null) results.passOver(problem);
      }
    }
  }
}

const isRun = ({ stats, error }: JsonObject): boolean =>
  textOf(at(stats, 'kind')) !== undefined || textOf(at(error, 'message')) !== undefined;

export const mitata: Format = {
  name: 'mitata',
  title: 'mitata JSON',
  looksFor: 'an object with "layout" and "benchmarks" that have "runs" with "stats"',
  testedWith: ['mitata 0.1.14', 'mitata 1.0.34'],
  values: 'raw samples where they were printed, else one median',
  metrics: 'time, allocated, instructions, cycles',
  detect: ({ json }) =>
    objectsOf(at(json, 'benchmarks')).some((benchmark) =>
      listOf(at(json, 'layout'))
        ? // Many samples of a first run stand before the name, which the head may not reach.
          objectsOf(benchmark.runs).some(isRun)
        : ['warmup', 'baseline', 'async'].every((key) => typeof benchmark[key] === 'boolean'),
    ),
  reader: jsonReader(readDocument),
};
