/** pytest-benchmark's JSON files: of `--benchmark-json`, and of its storage folder. */
import type { BenchmarkName, Format, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { time } from './metrics.ts';
import { nameKey, namesOf } from './pytestBenchmark/names.ts';
import { at, type JsonObject, numberOf, objectsOf, textOf } from './shape.ts';

/** What stands where pytest-benchmark found nothing out. */
const untold = new Set(['unknown', 'unversioned']);

/** Its times are UTC; older versions do not say so. */
function startedAt(text: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(text) ? `${text}Z` : text;
}

function readFacts(value: unknown, results: Results): void {
  const machine = at(value, 'machine_info');
  const facts = [
    ['cpu', at(machine, 'cpu', 'brand_raw') ?? at(machine, 'cpu', 'brand')],
    ['architecture', at(machine, 'machine')],
    ['os', at(machine, 'system')],
    ['version', at(value, 'version')],
    ['commit', at(value, 'commit_info', 'id')],
  ] as const;
  for (const [fact, told] of facts) {
    const text = textOf(told) ?? '';
    if (!untold.has(text)) results.fact(fact, text);
  }
  results.fact('started-at', startedAt(textOf(at(value, 'datetime')) ?? ''));
  const count = numberOf(at(machine, 'cpu', 'count'));
  if (count !== undefined) results.fact('cpu-count', String(count));
  const python = [at(machine, 'python_implementation'), at(machine, 'python_version')];
  results.fact('runtime', python.flatMap((part) => textOf(part) ?? []).join(' '));
}

/**
 * The values of one test: seconds a call, one a round, not to be divided again by its iterations;
 * without saved data, their median alone. Says why there are none.
 */
function readEntry(
  entry: JsonObject,
  name: BenchmarkName,
  { list }: JsonDocument,
  results: Results,
): string | null {
  const data = list(entry, 'stats', 'data');
  const median = numberOf(at(entry, 'stats', 'median'));
  const values = data.length > 0 ? data : median === undefined ? [] : [median];
  if (values.length === 0) return 'an entry of "benchmarks" has neither data nor a median';
  results.rows(1);
  const series = results.series(name, time, values === data ? 'batch' : 'figure');
  for (const value of values) series.add(numberOf(value) ?? Number.NaN);
  return null;
}

function readEntries(document: JsonDocument, results: Results): void {
  const { value, rows, goTo } = document;
  const entries = [...rows(value, 'benchmarks')];
  const names = namesOf(entries);
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    goTo(entry);
    const name = names[index] ?? null;
    const key = name && nameKey(name);
    const problem =
      key === null || !name
        ? 'an entry of "benchmarks" has no name'
        : seen.has(key)
          ? 'two benchmarks have the same name; the first one is read'
          : readEntry(entry, name, document, results);
    if (problem !== null) results.passOver(problem);
    else if (key !== null) seen.add(key);
  }
}

export const pytestBenchmark: Format = {
  name: 'pytest-benchmark',
  title: 'pytest-benchmark JSON, and its storage folder',
  looksFor: 'an object with "machine_info" and "benchmarks" that have "stats"',
  testedWith: ['pytest-benchmark 3.2.2', 'pytest-benchmark 4.0.0', 'pytest-benchmark 5.3.0'],
  values: 'one a round; the median where data was not saved',
  metrics: 'time',
  launchedBy: 'pytest-benchmark',
  detect: ({ json }) =>
    at(json, 'machine_info') !== undefined &&
    objectsOf(at(json, 'benchmarks')).some(
      ({ stats }) => at(stats, 'median') !== undefined || at(stats, 'min') !== undefined,
    ),
  reader: jsonReader((document, results) => {
    readFacts(document.value, results);
    readEntries(document, results);
  }),
};
