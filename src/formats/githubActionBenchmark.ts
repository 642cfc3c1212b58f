/**
 * The JSON of benchmark-action/github-action-benchmark: results for its custom tools, and the history
 * that it keeps as `data.js`.
 */
import type { BenchmarkName, Format, Results } from './format.ts';
import { entryMetric, type Told } from './githubActionBenchmark/entryMetric.ts';
import { jsonReader } from './jsonDocument.ts';
import { printedNumber } from './numbers.ts';
import { at, listOf, numberOf, objectOf, objectsOf, textOf } from './shape.ts';

/** How `data.js` begins. */
const assignment = /^\s*window\.BENCHMARK_DATA\s*=\s*/;

/** Values may be texts. */
const entryValue = (value: unknown) =>
  numberOf(value) ?? printedNumber(textOf(value)?.trim() ?? '');

const keyOf = ({ path, params }: BenchmarkName, metric: string) =>
  JSON.stringify([path, Object.entries(params ?? {}), metric]);

/** Reads the entries of one run; of `names`, in which they lie in a history. */
function readEntries(
  entries: readonly unknown[],
  { names, told }: { readonly names: readonly string[]; readonly told: Told },
  results: Results,
  lineOf: (value: unknown) => number | undefined,
): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const name = textOf(at(entry, 'name')) ?? '';
    const value = entryValue(at(entry, 'value'));
    if (name === '' || value === null) {
      results.passOver('an entry has no name or no value', lineOf(entry));
      continue;
    }
    const found = entryMetric(name, textOf(at(entry, 'unit')) ?? '', told);
    const benchmark = { ...found.benchmark, path: [...names, ...found.benchmark.path] };
    const key = keyOf(benchmark, found.metric.name);
    if (seen.has(key)) {
      results.passOver('two benchmarks have the same name; the first one is read', lineOf(entry));
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
function readHistory(
  value: unknown,
  results: Results,
  lineOf: (value: unknown) => number | undefined,
): void {
  for (const [suite, entry] of Object.entries(objectOf(at(value, 'entries')) ?? {})) {
    const runs = objectsOf(entry);
    const [newest] = [...runs].sort((a, b) => dateOf(b) - dateOf(a));
    if (!newest) continue;
    const date = new Date(dateOf(newest));
    results.fact('commit', textOf(at(newest, 'commit', 'id')) ?? '');
    if (date.getTime() > 0) results.fact('started-at', date.toISOString());
    if (runs.length > 1) {
      results.notice(`Of ${runs.length} runs of "${suite}" the newest is read.`);
    }
    const told = toldBy(textOf(newest.tool));
    readEntries(listOf(newest.benches) ?? [], { names: [suite], told }, results, lineOf);
  }
}

const isEntry = (value: unknown) =>
  textOf(at(value, 'name')) !== undefined &&
  textOf(at(value, 'unit')) !== undefined &&
  at(value, 'value') !== undefined;

const reader = jsonReader(({ value, lineOf }, results) => {
  const list = listOf(value);
  if (list) readEntries(list, { names: [], told: null }, results, lineOf);
  else readHistory(value, results, lineOf);
});

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
      if (reader.kind === 'document') reader.read(json, results);
    },
  },
};
