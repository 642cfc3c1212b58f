/** The JSON of `deno bench --json`. */
import { distinctNames } from './distinctNames.ts';
import { fileNames } from './fileNames.ts';
import type { BenchmarkName, Format, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { time } from './metrics.ts';
import { at, type JsonObject, listOf, numberOf, textOf } from './shape.ts';

function readFacts(value: unknown, results: Results): void {
  const [, version = '', platform = ''] =
    /^Deno\/(\S+)(?: (\S+))?/.exec(textOf(at(value, 'runtime')) ?? '') ?? [];
  results.fact('version', version);
  results.fact('runtime', version === '' ? '' : `Deno ${version}`);
  results.fact('architecture', /^(?:x86_64|aarch64)/.exec(platform)?.[0] ?? '');
  results.fact('cpu', textOf(at(value, 'cpu')) ?? '');
}

/** One for each benchmark of the same name in a file; what is none says so when it is read. */
function resultsOf({ results }: JsonObject): readonly unknown[] {
  const list = listOf(results) ?? [];
  return list.length > 0 ? list : [undefined];
}

/** Says why there is no value. */
function readResult(result: unknown, name: BenchmarkName, results: Results): string | null {
  const failure = at(result, 'failed');
  const nanoseconds = numberOf(at(result, 'ok', 'avg'));
  if (failure === undefined && nanoseconds === undefined) {
    return 'a result has neither a mean nor a failure';
  }
  results.rows(1);
  if (nanoseconds !== undefined) results.series(name, time, 'figure').add(nanoseconds / 1e9);
  else {
    const message = textOf(at(failure, 'message')) || textOf(at(failure, 'exceptionMessage'));
    results.failed(name, message || 'it failed without a message');
  }
  return null;
}

function readDocument({ value, rows, goTo }: JsonDocument, results: Results): void {
  readFacts(value, results);
  const benches = [...rows(value, 'benches')];
  const files = fileNames(benches.flatMap(({ origin }) => textOf(origin) ?? []));
  const isFirst = distinctNames(results);
  for (const bench of benches) {
    goTo(bench);
    const told = textOf(bench.name);
    const group = textOf(bench.group);
    const file = files.get(textOf(bench.origin) ?? '') ?? [];
    const name = { path: [...file, ...(group ? [group] : []), told ?? ''] };
    if (told === undefined || told === '') {
      results.passOver('a benchmark has no name');
      continue;
    }
    for (const result of resultsOf(bench)) {
      goTo(result);
      if (!isFirst(name)) continue;
      const problem = readResult(result, name, results);
      if (problem !== null) results.passOver(problem);
    }
  }
}

export const deno: Format = {
  name: 'deno',
  title: 'deno bench JSON (--json)',
  looksFor: 'an object with "benches" and a "runtime" of Deno',
  testedWith: ['Deno 2.9.6'],
  values: 'one mean',
  metrics: 'time',
  detect: ({ json }) =>
    /^Deno\//.test(textOf(at(json, 'runtime')) ?? '') && listOf(at(json, 'benches')) !== undefined,
  reader: jsonReader(readDocument),
};
