/** The messages of `cargo criterion --message-format=json`, one a line. */
import { namesInMessage } from './cargoCriterion/names.ts';
import { distinctNames } from './distinctNames.ts';
import type { BenchmarkName, Format, LineReader, Metric, Results } from './format.ts';
import { parseJson } from './json.ts';
import { isKnownName } from './knownMetrics.ts';
import { time } from './metrics.ts';
import { lineByLine } from './plainText.ts';
import { at, listOf, numberOf, textOf } from './shape.ts';
import { metricName, printedUnit } from './units.ts';

const isComplete = (value: unknown) =>
  at(value, 'reason') === 'benchmark-complete' &&
  textOf(at(value, 'id')) !== undefined &&
  listOf(at(value, 'measured_values')) !== undefined;

interface Measured {
  readonly metric: Metric;
  toBase(value: number): number;
}

/** Times, or what a measurement of the user's own counts, whose direction nobody tells. */
function measuredIn(unit: string): Measured | null {
  const printed = printedUnit(unit);
  if (printed?.unit === 's') return { metric: time, toBase: (value) => printed.toBase(value) };
  const name = metricName(unit);
  if (printed || name === '' || isKnownName(name)) return null;
  return { metric: { name, unit: '1', direction: null }, toBase: (value) => value };
}

/** Says why nothing of it is read. */
function readMessage(message: unknown, name: BenchmarkName, results: Results): string | null {
  const counts = listOf(at(message, 'iteration_count')) ?? [];
  const totals = listOf(at(message, 'measured_values')) ?? [];
  const unit = textOf(at(message, 'unit')) ?? '';
  const measured = measuredIn(unit);
  if (!measured) return `its unit is not known: ${unit}`;
  if (counts.length !== totals.length || totals.length === 0) {
    return 'a benchmark has not as many values as numbers of iterations';
  }
  results.rows(1);
  const series = results.series(name, measured.metric, 'batch');
  for (const [index, total] of totals.entries()) {
    const perIteration = (numberOf(total) ?? Number.NaN) / (numberOf(counts[index]) ?? Number.NaN);
    series.add(measured.toBase(perIteration));
  }
  return null;
}

function begin(results: Results): LineReader {
  const isFirst = distinctNames(results);
  return lineByLine((line, number) => {
    if (!line.startsWith('{')) return;
    results.at(number);
    const { documents, problems } = parseJson(`${line}\n`);
    for (const { why } of problems) results.passOver(why);
    const [message] = documents;
    if (at(message, 'reason') !== 'benchmark-complete') return;
    const name = namesInMessage(message);
    const problem = name ? null : 'a benchmark has no name';
    if (!name || !isFirst(name)) {
      if (problem !== null) results.passOver(problem);
      return;
    }
    const unread = readMessage(message, name, results);
    if (unread !== null) results.passOver(unread);
  });
}

export const cargoCriterion: Format = {
  name: 'cargo-criterion',
  title: 'cargo-criterion messages (--message-format=json)',
  looksFor: 'lines of JSON with "reason": "benchmark-complete"',
  testedWith: ['cargo-criterion 1.1.0'],
  values: 'raw samples',
  metrics: 'time, or what a measurement of your own counts',
  detect: ({ json, jsonLines }) => isComplete(json) || jsonLines.some(isComplete),
  reader: { kind: 'lines', begin },
};
