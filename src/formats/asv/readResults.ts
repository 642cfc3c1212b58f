/** Hands over what one result file of asv says. */
import type { BenchmarkName, Results } from '../format.ts';
import type { JsonDocument } from '../jsonDocument.ts';
import { at, listOf, numberOf, textOf } from '../shape.ts';
import { type Measured, measuredBy } from './measured.ts';
import { combination, combinations, type Row, rowsOf } from './rows.ts';

/** More failures of one benchmark are told as one. */
const mostFailures = 1000;

const failure = 'it failed; asv keeps no message';

function readFacts(file: unknown, rows: readonly Row[], results: Results): void {
  const facts = [
    ['cpu', at(file, 'params', 'cpu')],
    ['cpu-count', at(file, 'params', 'num_cpu')],
    ['os', at(file, 'params', 'os')],
    ['architecture', at(file, 'params', 'arch')],
    ['commit', at(file, 'commit_hash')],
  ] as const;
  for (const [fact, value] of facts) results.fact(fact, textOf(value) ?? '');
  const python = textOf(at(file, 'python'));
  if (python !== undefined) results.fact('runtime', `Python ${python}`);
  let first = Number.POSITIVE_INFINITY;
  for (const { startedAt = first } of rows) first = Math.min(first, startedAt);
  const date = new Date(first);
  if (!Number.isNaN(date.getTime())) results.fact('started-at', date.toISOString());
}

function readValue(
  name: BenchmarkName,
  { metric, kind, toBase }: Measured,
  value: unknown,
  samples: unknown,
  results: Results,
): void {
  results.rows(1);
  const result = numberOf(value);
  if (result === undefined) results.failed(name, failure);
  else if (Number.isNaN(result)) results.skipped(name, 'asv did not run it: n/a');
  else {
    const recorded = listOf(samples) ?? [];
    const series = results.series(name, metric, recorded.length > 0 ? 'batch' : kind);
    for (const one of recorded.length > 0 ? recorded : [result]) {
      series.add(toBase(numberOf(one) ?? Number.NaN));
    }
  }
}

/** Says why a benchmark is not read. */
function readRow(
  row: Row,
  described: unknown,
  labels: BenchmarkName['labels'],
  results: Results,
): string | null {
  const version = textOf(at(described, 'version'));
  if (version !== undefined && row.version !== undefined && version !== row.version) {
    return "it was measured with other code of the benchmark than benchmarks.json's";
  }
  const parts = row.name.split('.').filter((part) => part !== '');
  const path = parts.length > 0 ? parts : [row.name];
  const type = at(described, 'type');
  const measured = measuredBy(
    path.at(-1) ?? '',
    described === undefined ? null : { type, unit: at(described, 'unit') },
  );
  if (typeof measured === 'string') return measured;
  const names = listOf(at(described, 'param_names')) ?? [];
  const count = combinations(row.params);
  const nameAt = (index: number): BenchmarkName => ({
    path,
    params: combination(row.params, names, index),
    ...(labels && { labels }),
  });
  if (row.results === null) {
    results.rows(1);
    if (count > mostFailures) results.failed({ path, ...(labels && { labels }) }, failure);
    else for (let index = 0; index < count; index += 1) results.failed(nameAt(index), failure);
    return null;
  }
  const seen = new Set<string>();
  for (const [index, value] of row.results.entries()) {
    if (index >= count) return 'it has more results than combinations of parameters';
    const name = nameAt(index);
    const key = Object.entries(name.params ?? {}).join('\n');
    if (seen.has(key)) results.passOver('two benchmarks have the same name; the first one is read');
    else readValue(name, measured, value, row.samples[index], results);
    seen.add(key);
  }
  return null;
}

/** Whether names alone leave something open: what is tracked, and what parameters are called. */
const isVague = ({ name, params }: Row) =>
  params.length > 0 || /^(?:track_|Track[A-Z_])/.test(name.split('.').at(-1) ?? '');

/**
 * @param benchmarks what benchmarks.json says; null where it is not there
 * @param labels where results of several machines or environments are read together
 */
export function readResults(
  document: JsonDocument,
  benchmarks: unknown,
  labels: BenchmarkName['labels'],
  results: Results,
): void {
  const { value: file } = document;
  const rows = rowsOf(file);
  readFacts(file, rows, results);
  if (benchmarks === null && rows.some(isVague)) {
    results.notice(
      "The names of parameters and the units of track_ benchmarks are in asv's benchmarks.json; name the folder with it to have them.",
    );
  }
  for (const row of rows) {
    document.goTo(file, 'results', row.name);
    const problem = readRow(row, at(benchmarks, row.name), labels, results);
    if (problem !== null) results.passOver(problem);
  }
}
