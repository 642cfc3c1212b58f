/** Where in a line are a benchmark's name and its figures? What benchmarks print stands around them. */

import { printedNumber } from '../numbers.ts';

/** One value of a result line, as printed: `{ value: 12.5, unit: 'ns/op' }`. */
export interface PrintedValue {
  readonly value: number;
  readonly unit: string;
}

const numberPattern = /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|Inf|NaN)$/;

/** A programme that prints as its country does: `12,5`. Of `1,234` it is not certain what it says. */
const withComma = /^[-+]?\d[\d.]*,[\d,.]*$/;

function numberOf(text: string): number | null {
  if (withComma.test(text)) return printedNumber(text);
  if (!numberPattern.test(text)) return null;
  return Number(text.replace('Inf', 'Infinity'));
}

export const fieldsOf = (text: string) => text.split(/\s+/).filter(Boolean);

export interface LineFigures {
  readonly iterations: number;
  readonly values: readonly PrintedValue[];
  /** Whether all of the line is such pairs; what stands behind the last one is nothing that can be read. */
  readonly isWhole: boolean;
}

/** `1155  1078 ns/op  0 B/op`: iterations, then pairs, as far as they go; null for anything else. */
export function lineFigures(fields: readonly string[]): LineFigures | null {
  const [count, ...rest] = fields;
  if (count === undefined || !/^\d+$/.test(count)) return null;
  const values: PrintedValue[] = [];
  for (let index = 0; index + 1 < rest.length; index += 2) {
    const value = numberOf(rest[index] ?? '');
    const unit = rest[index + 1] ?? '';
    // Not what is certain of a line without what is not.
    if (value === null && withComma.test(rest[index] ?? '')) return null;
    if (value === null || numberOf(unit) !== null) break;
    values.push({ value, unit });
  }
  if (values.length === 0) return null;
  return { iterations: Number(count), values, isWhole: values.length * 2 === rest.length };
}

/** No line of results is longer; what comes before may be any output. */
const longestFigures = 2000;

/** Go prints the number of iterations in eight columns. */
const countWidth = 8;

/**
 * Iterations and pairs at the end of a line, behind what the benchmark printed itself. That may look
 * like them, so they must stand as Go prints them: the count in its columns, each pair behind a tab.
 */
export function figuresAtEnd(line: string): LineFigures | null {
  const cells = line.slice(-longestFigures).split('\t');
  for (let first = 1; first < cells.length; first += 1) {
    const before = cells[first - 1] ?? '';
    const digits = /\d+$/.exec(before)?.[0];
    if (digits === undefined || !before.endsWith(digits.padStart(countWidth))) continue;
    const pairs = cells.slice(first).map(fieldsOf);
    const found =
      pairs.every(({ length }) => length === 2) && lineFigures([digits, ...pairs.flat()]);
    if (found) return found;
  }
  return null;
}

/** How long a name may be that stands behind other output. */
const longestName = 500;

/** Where a name begins behind output that did not end its line, as Go prints it: before a tab; or -1. */
export function nameInside(text: string): number {
  for (let tab = text.indexOf('\t'); tab >= 0; tab = text.indexOf('\t', tab + 1)) {
    const start = Math.max(0, tab - longestName);
    const before = text.slice(start, tab).trimEnd();
    const word = /\S*$/.exec(before)?.[0] ?? '';
    const place = word.search(/Benchmark(?!\p{Ll})/u);
    if (place >= 0) return start + before.length - word.length + place;
  }
  return -1;
}

/** `BenchmarkX`, not `Benchmarking`. */
export const isName = (word: string) => /^Benchmark(?!\p{Ll})/u.test(word);

/** Whether a printed name is the announced one, or that with GOMAXPROCS. */
export function isAnnounced(name: string, announced: string): boolean {
  return name.startsWith(announced) && /^(?:-\d+)?$/.test(name.slice(announced.length));
}
