/**
 * The JSON of benchmark-action/github-action-benchmark: results for its custom tools, and the history
 * that it keeps as `data.js`.
 */
import type { BenchmarkName, Format, Results } from './format.ts';
import { entryMetric, type Told } from './githubActionBenchmark/entryMetric.ts';
import { type JsonDocument, readDocuments } from './jsonDocument.ts';
import { printedNumber } from './numbers.ts';
import { at, type JsonObject, listOf, numberOf, objectOf, textOf } from './shape.ts';

/** How `data.js` begins. */
const assignment = /^\s*window\.BENCHMARK_DATA\s*=\s*/;

/** Values may be texts. */
const entryValue = (value: unknown) =>
  numberOf(value) ?? printedNumber(textOf(value)?.trim() ?? '');

const keyOf = ({ path, params }: BenchmarkName, metric: string) =>
  JSON.stringify([path, Object.entries(params ?? {}), metric]);

/** Reads the entries of one run; of `names`, in which they lie in a history. */
function readEntries(
  entries: Iterable<JsonObject>,
  { names, told }: { readonly names: readonly string[]; readonly told: Told },
  results: Results,
): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const name = textOf(entry.name) ?? '';
    const value = entryValue(entry.value);
    if (name === '' || value === null) {
      results.passOver('an entry has no name or no value');
      continue;
    }
    const found = entryMetric(name, textOf(entry.unit) ?? '', told);
    const benchmark = { ...found.benchmark, path: [...names, ...found.benchmark.path] };
    const key = keyOf(benchmark, found.metric.name);
    if (seen.has(key)) {
      results.passOver('two benchmarks have the same name; the first one is read');
      continue;
    }
    seen.add(key);
    results.rows(1);
    results.series(benchmark, found.metric, 'figure').add(found.toBase(value));
  }
}

/** What a tool of the action says of all its values; of others only the units tell. */
function toldBy(tool: string | undefined): Told {
  if (tool === 'customSmallerIsBetter') return 'lower-is-better';
  return tool === 'customBiggerIsBetter' ? 'higher-is-better' : null;
}

const dateOf = (run: unknown) => numberOf(at(run, 'date')) ?? 0;

/** Of each suite of a history the newest run. */
function readHistory({ value, rows }: JsonDocument, results: Results): void {
  const suites = objectOf(at(value, 'entries'));
  if (!suites) results.passOver('a history has no "entries"');
  for (const suite of Object.keys(suites ?? {})) {
    const runs = [...rows(suites, suite)];
    const [newest] = [...runs].sort((a, b) => dateOf(b) - dateOf(a));
    if (!newest) continue;
    const date = new Date(dateOf(newest));
    results.fact('commit', textOf(at(newest, 'commit', 'id')) ?? '');
    if (date.getTime() > 0) results.fact('started-at', date.toISOString());
    if (runs.length > 1) {
      results.notice(`Of ${runs.length} runs of "${suite}" the newest is read.`);
    }
    const told = toldBy(textOf(newest.tool));
    readEntries(rows(newest, 'benches'), { names: [suite], told }, results);
  }
}

const isEntry = (value: unknown) =>
  textOf(at(value, 'name')) !== undefined &&
  textOf(at(value, 'unit')) !== undefined &&
  at(value, 'value') !== undefined;

function read(document: JsonDocument, results: Results): void {
  const { value, rows } = document;
  if (listOf(value)) readEntries(rows(value), { names: [], told: null }, results);
  else readHistory(document, results);
}

export const githubActionBenchmark: Format = {
  name: 'github-action-benchmark',
  title: 'github-action-benchmark JSON of custom tools, and its data.js',
  looksFor: 'a list of objects with "name", "unit" and "value", or "window.BENCHMARK_DATA ="',
  testedWith: ['github-action-benchmark (from its documentation)', 'perfwatch'],
  values: 'one figure; of data.js the newest run',
  metrics: 'any, by their units',
  detect: ({ text, json }) =>
    assignment.test(text) || (isEntry(listOf(json)?.[0]) && !text.trimStart().startsWith('{')),
  reader: {
    kind: 'document',
    read(text, results) {
      // Lines keep their numbers.
      const json = text.replace(assignment, (start) => start.replaceAll(/[^\n]/g, ' '));
      readDocuments(json, read, results);
    },
  },
};
