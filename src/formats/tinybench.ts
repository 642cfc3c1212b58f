/**
 * What benchmarks with tinybench print of themselves, as it writes no files: names and results of
 * `bench.tasks`, or `bench.table()`, as JSON.
 */
import { distinctNames } from './distinctNames.ts';
import type { BenchmarkName, Format, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { time } from './metrics.ts';
import { at, type JsonObject, objectOf, objectsOf, textOf } from './shape.ts';
import { callTimes, isStatistics } from './tinybench/latency.ts';
import { isTableRow, tableRow } from './tinybench/table.ts';

/** Where a task's result lies: by its own, or spread into the task. */
const resultOf = (task: JsonObject): JsonObject | undefined =>
  objectOf(task.result) ?? (isStatistics(task) ? task : undefined);

/** Why it has no statistics; null where it should have some. */
function endingOf(result: JsonObject | undefined): 'failed' | 'skipped' | null {
  if (!result) return 'skipped';
  if (result.state === 'errored' || (result.error ?? undefined) !== undefined) return 'failed';
  const isUnfinished = ['aborted', 'not-started', 'started'].some((one) => one === result.state);
  return isUnfinished || (result.aborted === true && !isStatistics(result)) ? 'skipped' : null;
}

/** Says why there are none. */
function readTask(
  task: JsonObject,
  name: BenchmarkName,
  document: JsonDocument,
  results: Results,
): string | null {
  const result = resultOf(task);
  const ending = endingOf(result);
  if (ending === 'failed') {
    // An error becomes `{}` in JSON, unless it was written out by hand.
    const error = at(result, 'error');
    const message = textOf(at(error, 'message')) || textOf(error);
    results.failed(name, message || 'it failed; JSON kept nothing of the error');
  } else if (ending === 'skipped') {
    const state = textOf(at(result, 'state')) ?? (result ? 'aborted' : 'it has no result');
    results.skipped(name, `it was not measured: ${state}`);
  }
  const times = ending === null ? callTimes(result, document) : null;
  if (ending === null && times === null) return 'a task has neither samples nor a mean';
  results.rows(1);
  const runtime = [at(result, 'runtime'), at(result, 'runtimeVersion')];
  results.fact('runtime', runtime.flatMap((part) => textOf(part) ?? []).join(' '));
  if (!times) return null;
  const series = results.series(name, time, times.kind);
  for (const value of times.seconds) series.add(value);
  return null;
}

function readRow(row: JsonObject, name: BenchmarkName, results: Results): string | null {
  const read = tableRow(row);
  if (!read) return null;
  if ('problem' in read) return read.problem;
  results.rows(1);
  if ('error' in read) results.failed(name, read.error);
  else if ('skipped' in read) results.skipped(name, read.skipped);
  else results.series(name, time, 'figure').add(read.seconds);
  return null;
}

function readEntries(document: JsonDocument, results: Results): void {
  const { value, rows } = document;
  const isFirst = distinctNames(results);
  for (const entry of rows(value)) {
    const isTable = isTableRow(entry);
    const told = isTable ? tableRow(entry)?.name : textOf(entry.name);
    if (told === undefined || told === '') {
      results.passOver('a task has no name');
      continue;
    }
    const name: BenchmarkName = { path: [told] };
    if (!isFirst(name)) continue;
    const problem = isTable
      ? readRow(entry, name, results)
      : readTask(entry, name, document, results);
    if (problem !== null) results.passOver(problem);
  }
}

export const tinybench: Format = {
  name: 'tinybench',
  title: 'tinybench results or tables, printed as JSON',
  looksFor:
    'a list of objects with "name" and "result", or with "Task name" and "Latency avg (ns)"',
  testedWith: [
    'tinybench 2.9.0',
    'tinybench 3.1.1',
    'tinybench 4.1.0',
    'tinybench 5.1.0',
    'tinybench 6.2.5',
  ],
  values: 'raw samples where they were kept, else one median',
  metrics: 'time',
  launchedBy: 'tinybench',
  detect: ({ json }) =>
    objectsOf(json).some(
      (entry) =>
        isTableRow(entry) ||
        (textOf(entry.name) !== undefined && (isStatistics(entry.result) || isStatistics(entry))),
    ),
  reader: jsonReader(readEntries),
};
