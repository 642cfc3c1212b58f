/** pytest-benchmark's JSON files: of `--benchmark-json`, and of its storage folder. */
import type { Format, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { time } from './metrics.ts';
import { at, type JsonObject, listOf, numberOf, objectsOf, textOf, textsOf } from './shape.ts';

/** `tests/test_x.py::TestParse::test_it[1-a]` → file, class and test, the parameters apart if they are told. */
function nameOf(fullName: string, params: Readonly<Record<string, string>>) {
  const path = fullName.split('::');
  const last = path.at(-1) ?? fullName;
  const isTold = Object.keys(params).length > 0 && last.endsWith(']') && last.includes('[');
  return { path: [...path.slice(0, -1), isTold ? last.slice(0, last.indexOf('[')) : last], params };
}

function readFacts(value: unknown, results: Results): void {
  const machine = at(value, 'machine_info');
  const facts = [
    ['cpu', at(machine, 'cpu', 'brand_raw') ?? at(machine, 'cpu', 'brand')],
    ['architecture', at(machine, 'machine')],
    ['os', at(machine, 'system')],
    ['version', at(value, 'version')],
    ['started-at', at(value, 'datetime')],
    ['commit', at(value, 'commit_info', 'id')],
  ] as const;
  for (const [fact, text] of facts) results.fact(fact, textOf(text) ?? '');
  const count = numberOf(at(machine, 'cpu', 'count'));
  if (count !== undefined) results.fact('cpu-count', String(count));
  const python = [at(machine, 'python_implementation'), at(machine, 'python_version')];
  results.fact('runtime', python.flatMap((part) => textOf(part) ?? []).join(' '));
}

/** The values of one test: seconds a call, one a round; without saved data, their median alone. */
function readEntry(entry: JsonObject, { lineOf }: JsonDocument, results: Results): void {
  const fullName = textOf(entry.fullname) ?? textOf(entry.name);
  if (fullName === undefined) {
    results.passOver('an entry of "benchmarks" has no name', lineOf(entry));
    return;
  }
  const name = nameOf(fullName, textsOf(entry.params));
  const data = listOf(at(entry, 'stats', 'data'));
  const median = numberOf(at(entry, 'stats', 'median'));
  if (data === undefined && median === undefined) {
    results.passOver('an entry of "benchmarks" has neither data nor a median', lineOf(entry));
    return;
  }
  results.rows(1);
  const series = results.series(name, time, data ? 'batch' : 'figure');
  for (const value of data ?? [median]) series.add(numberOf(value) ?? Number.NaN);
}

export const pytestBenchmark: Format = {
  name: 'pytest-benchmark',
  title: 'pytest-benchmark JSON, and its storage folder',
  looksFor: 'an object with "machine_info" and "benchmarks" that have "stats"',
  testedWith: ['pytest-benchmark 3.2.2', 'pytest-benchmark 5.3.0'],
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
    for (const entry of objectsOf(at(document.value, 'benchmarks'))) {
      readEntry(entry, document, results);
    }
  }),
};
