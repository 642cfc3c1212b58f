/** The file of vitest 1 to 4 (`--outputJson`): suites, each with its benchmarks. */
import { distinctNames } from '../distinctNames.ts';
import type { Results } from '../format.ts';
import type { JsonDocument } from '../jsonDocument.ts';
import { time } from '../metrics.ts';
import { at, type JsonObject, numberOf, objectsOf, textOf } from '../shape.ts';
import { callTimes } from '../tinybench/latency.ts';

const separator = ' > ';
/** So many parts of a path may hold the separator. */
const mostParts = 10;

/**
 * `bench/sum.bench.js > sum > inner` → folders, file and suites. Joined without escaping, so a suite
 * whose name holds ` > ` is two; a file is not, as its whole path is told, too.
 */
export function suitePath(fullName: string, filepath: string): string[] {
  const parts = fullName.split(separator);
  let file = '';
  for (const [index, part] of parts.slice(0, mostParts).entries()) {
    file = index === 0 ? part : `${file}${separator}${part}`;
    if (filepath.endsWith(`/${file}`)) return [...file.split('/'), ...parts.slice(index + 1)];
  }
  return parts;
}

function readBenchmark(
  benchmark: JsonObject,
  suites: readonly string[],
  document: JsonDocument,
  results: Results,
): void {
  const name = { path: [...suites, textOf(benchmark.name) ?? ''] };
  const times = callTimes(benchmark, document);
  results.rows(1);
  // One that threw is an entry without numbers.
  if (!times && benchmark.hz === undefined) {
    results.failed(name, 'it failed; the file does not say why');
    return;
  }
  if (!times) {
    results.passOver('a benchmark has neither a median nor a mean');
    return;
  }
  const series = results.series(name, time, times.kind);
  for (const value of times.seconds) series.add(value);
}

/** Whether it is one; the text may end within it. */
export const isRunFile = (json: unknown): boolean =>
  objectsOf(at(json, 'files')).some(
    (file) =>
      textOf(file.filepath) !== undefined &&
      objectsOf(file.groups).some(({ benchmarks }) =>
        objectsOf(benchmarks).some(({ rank }) => numberOf(rank) !== undefined),
      ),
  );

/** Reads such a file. */
export function readRunFile(document: JsonDocument, results: Results): void {
  const { value, rows } = document;
  const isFirst = distinctNames(results);
  for (const file of rows(value, 'files')) {
    for (const group of rows(file, 'groups')) {
      const suites = suitePath(textOf(group.fullName) ?? '', textOf(file.filepath) ?? '');
      for (const benchmark of rows(group, 'benchmarks')) {
        const name = textOf(benchmark.name);
        if (name === undefined || name === '') {
          results.passOver('a benchmark has no name');
        } else if (isFirst({ path: [...suites, name] })) {
          readBenchmark(benchmark, suites, document, results);
        }
      }
    }
  }
}
