/** The report of vitest 5 (`--reporter=json`): tests as Jest reports them, each with what it measured. */
import { distinctNames } from '../distinctNames.ts';
import { fileNames } from '../fileNames.ts';
import type { Results } from '../format.ts';
import type { JsonDocument } from '../jsonDocument.ts';
import { time } from '../metrics.ts';
import { at, type JsonObject, listOf, objectsOf, textOf } from '../shape.ts';
import { callTimes, isStatistics } from '../tinybench/latency.ts';

/** Statuses of tests that were not run. */
const notRun = new Set(['skipped', 'pending', 'todo', 'disabled']);

/** Whether it is one: not every report of tests holds benchmarks. */
export const isReport = (json: unknown): boolean =>
  objectsOf(at(json, 'testResults')).some((file) =>
    objectsOf(file.assertionResults).some((test) =>
      objectsOf(test.benchmarks).some(
        (benchmark) => isStatistics(benchmark) || objectsOf(benchmark.tasks).some(isStatistics),
      ),
    ),
  );

/** What went wrong in a test or a file, in its first line. */
function readEnding(test: JsonObject, path: readonly string[], results: Results): void {
  if (test.status === 'failed') {
    const [message] = listOf(test.failureMessages) ?? [test.message];
    const [first = ''] = (textOf(message) ?? '').split('\n');
    results.rows(1);
    results.failed({ path }, first || 'it failed without a message');
  } else if (notRun.has(textOf(test.status) ?? '')) {
    results.rows(1);
    results.skipped({ path }, 'it was not run');
  }
}

/** Reads such a report. */
export function readReport(document: JsonDocument, results: Results): void {
  const { value, rows, goTo } = document;
  const files = [...rows(value, 'testResults')];
  const names = fileNames(files.flatMap(({ name }) => textOf(name) ?? []));
  const isFirst = distinctNames(results);

  function readTask(task: JsonObject, test: readonly string[]): void {
    goTo(task);
    const name = { path: [...test, textOf(task.name) ?? ''] };
    const times = callTimes(task, document);
    if (textOf(task.name) === undefined || !times) {
      results.passOver('a benchmark has no name, or neither a median nor a mean');
      return;
    }
    if (!isFirst(name)) return;
    results.rows(1);
    const series = results.series(name, time, times.kind);
    for (const seconds of times.seconds) series.add(seconds);
  }

  for (const file of files) {
    const path = names.get(textOf(file.name) ?? '') ?? [];
    goTo(file);
    const tests = [...rows(file, 'assertionResults')];
    // What stands in the way of all its tests, as a syntax error does.
    if (tests.length === 0 && path.length > 0) readEnding(file, path, results);
    for (const test of tests) {
      const titles = [...(listOf(test.ancestorTitles) ?? []), test.title];
      const testPath = [...path, ...titles.flatMap((title) => textOf(title) ?? [])];
      for (const benchmark of rows(test, 'benchmarks')) {
        const tasks = [...rows(benchmark, 'tasks')];
        // Without any it stands for itself.
        for (const task of tasks.length > 0 ? tasks : [benchmark]) readTask(task, testPath);
      }
      if (testPath.length > 0) readEnding(test, testPath, results);
    }
  }
}
