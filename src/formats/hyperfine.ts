/** The JSON of hyperfine's `--export-json`: each run of a command is a process, so a launch. */
import { distinctNames } from './distinctNames.ts';
import type { BenchmarkName, Format, Metric, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { memory, systemTime, time, userTime } from './metrics.ts';
import {
  at,
  figureOf,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  textOf,
  textsOf,
} from './shape.ts';

/** A value of each process. */
function readRuns(
  values: readonly unknown[],
  name: BenchmarkName,
  metric: Metric,
  results: Results,
): void {
  const series = results.series(name, metric, 'call');
  for (const value of values) {
    series.nextLaunch();
    series.add(numberOf(value) ?? Number.NaN);
  }
}

function notice(entry: JsonObject, times: readonly unknown[], results: Results): void {
  const command = textOf(entry.command) ?? '';
  const codes = listOf(entry.exit_codes) ?? [];
  const failures = codes.filter((code) => code !== 0);
  if (failures.length > 0) {
    const told = [...new Set(failures)]
      .slice(0, 5)
      .map((code) => (code === null ? 'a signal' : `exit code ${String(code)}`));
    results.notice(
      `${failures.length} of ${codes.length} runs of \`${command}\` ended by ${told.join(', ')}, which --ignore-failure allowed.`,
    );
  }
  if (times.includes(0)) {
    results.notice(
      `\`${command}\` took no longer than the shell that started it, whose time hyperfine takes off; give it -N (--shell=none).`,
    );
  }
}

/** Says why there are no values. */
function readEntry(
  entry: JsonObject,
  name: BenchmarkName,
  { list }: JsonDocument,
  results: Results,
): string | null {
  const times = list(entry, 'times');
  const figure = [entry.median, entry.mean].find((one) => numberOf(one) !== undefined);
  if (times.length === 0 && figure === undefined) {
    return 'a command has neither times nor a median';
  }
  results.rows(1);
  if (times.length > 0) readRuns(times, name, time, results);
  else results.series(name, time, 'figure').add(numberOf(figure) ?? Number.NaN);
  readRuns(list(entry, 'memory_usage_byte'), name, memory, results);
  // Of these it keeps the means alone.
  for (const [metric, mean] of [
    [userTime, entry.user],
    [systemTime, entry.system],
  ] as const) {
    const seconds = figureOf(mean);
    if (seconds !== undefined) results.series(name, metric, 'figure').add(seconds);
  }
  notice(entry, times, results);
  return null;
}

function readDocument(document: JsonDocument, results: Results): void {
  const { value, rows } = document;
  const isFirst = distinctNames(results);
  for (const entry of rows(value, 'results')) {
    const command = textOf(entry.command);
    if (command === undefined || command === '') {
      results.passOver('a command has no name');
      continue;
    }
    const name = { path: [command], params: textsOf(entry.parameters) };
    if (!isFirst(name)) continue;
    const problem = readEntry(entry, name, document, results);
    if (problem !== null) results.passOver(problem);
  }
}

export const hyperfine: Format = {
  name: 'hyperfine',
  title: 'hyperfine JSON (--export-json)',
  looksFor: 'an object with "results" that have "command", "user" and "system"',
  testedWith: ['hyperfine 1.15.0', 'hyperfine 1.20.0'],
  values: 'raw: one a process',
  metrics: 'time, user-time, system-time, memory (from 1.19 on)',
  detect: ({ json }) => {
    const first = objectOf(objectsOf(at(json, 'results'))[0]);
    return (
      textOf(first?.command) !== undefined &&
      ['mean', 'user', 'system'].every((key) => numberOf(first?.[key]) !== undefined)
    );
  },
  reader: jsonReader(readDocument),
};
