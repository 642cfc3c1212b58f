/**
 * Rust's own `#[bench]`: the lines that `cargo bench` prints, as text or as JSON, and criterion's imitation of
 * them (`--output-format bencher`).
 */
import type { Format, LineReader, Results } from './format.ts';
import { parseJson } from './json.ts';
import { collectLibtest, type Found } from './libtest/collect.ts';
import { namedResults } from './libtest/names.ts';
import { time } from './metrics.ts';
import { cutLine, lineByLine } from './plainText.ts';
import { at, numberOf, textOf } from './shape.ts';
import { printedUnit } from './units.ts';

const resultLine = /^test .*\S\s+\.\.\. bench:\s+[\d,.]+ \S+\/iter \(\+\/- [\d,.]+\)/m;

const isJsonResult = (value: unknown) =>
  at(value, 'type') === 'bench' &&
  textOf(at(value, 'name')) !== undefined &&
  numberOf(at(value, 'median')) !== undefined &&
  at(value, 'deviation') !== undefined;

function hand(found: readonly Found[], results: Results): void {
  for (const { name, row } of namedResults(found, results)) {
    if (row.state === 'failed') {
      results.failed(name, row.message);
      continue;
    }
    results.rows(1);
    results.at(row.line);
    const printed = printedUnit(`${row.unit}/iter`);
    if (printed?.unit !== 's') results.passOver(`its unit is not known: ${row.unit}`);
    else if (row.median === 0) {
      results.passOver('a time is printed as 0: nothing was measured, or less than the last digit');
    } else results.series(name, time, 'figure').add(printed.toBase(row.median));
  }
}

function begin(results: Results): LineReader {
  const collected = collectLibtest((why, line) => results.passOver(why, line));
  return lineByLine(
    (line, number, isCut) => {
      // What is behind the closing bracket of a result is nobody's.
      if (isCut && /^(?:test |\{)/.test(line) && !/[)}]\s*$/.test(line)) {
        results.passOver(cutLine, number);
      }
      if (line.startsWith('{')) collected.json(parseJson(`${line}\n`).documents[0], number);
      else collected.text(line, number);
    },
    () => hand(collected.found(), results),
  );
}

export const libtest: Format = {
  name: 'libtest',
  title: 'cargo bench with #[bench], and criterion in bencher format',
  looksFor: 'a line like "test name ... bench: 1,234.56 ns/iter (+/- 7.89)"',
  testedWith: ['Rust 1.95', 'Rust 1.95 JSON', 'criterion 0.5.1 bencher', 'criterion 0.8.2 bencher'],
  values: 'one median',
  metrics: 'time',
  detect: ({ text, jsonLines }) => resultLine.test(text) || jsonLines.some(isJsonResult),
  reader: { kind: 'lines', begin },
};
