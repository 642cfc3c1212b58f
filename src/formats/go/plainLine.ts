/**
 * Reads a line of results as Go prints it, without making a text of each of its parts: most lines of a
 * large file are such. Pure.
 */

import { plainDecimal } from '../plainDecimal.ts';

/** Where the figures of a line go. */
export interface Figures {
  /** `index` counts the pairs of the line from 0; the unit is the text from `start` to `end`. */
  pair(index: number, value: number, text: string, start: number, end: number): void;
}

const space = 32;
const tab = 9;
const zero = 48;
const nine = 57;

const isBlank = (code: number) => code === space || code === tab;

/** Where the word that begins at `start` ends. */
export function wordEnd(text: string, start: number, end: number): number {
  let place = start;
  while (place < end && !isBlank(text.charCodeAt(place))) place += 1;
  return place;
}

function blanksEnd(text: string, start: number, end: number): number {
  let place = start;
  while (place < end && isBlank(text.charCodeAt(place))) place += 1;
  return place;
}

/** Value, start and end of each pair of a line; no line has as many. */
const found = new Float64Array(3 * 64);

/**
 * Reads what stands behind the name: a count of iterations, then pairs of value and unit.
 *
 * @param figures told of each pair in order, and of nothing unless the whole line is plain
 * @returns false for a line that is not plain, which is to be looked at more closely
 */
export function readPlainLine(
  text: string,
  behindName: number,
  end: number,
  figures: Figures,
): boolean {
  const count = blanksEnd(text, behindName, end);
  const countEnd = wordEnd(text, count, end);
  if (!(plainDecimal(text, count, countEnd) >= 1)) return false;
  let pairs = 0;
  let place = blanksEnd(text, countEnd, end);
  while (place < end) {
    const valueEnd = wordEnd(text, place, end);
    const unit = blanksEnd(text, valueEnd, end);
    const unitEnd = wordEnd(text, unit, end);
    const first = text.charCodeAt(unit);
    // A unit begins with no digit: two numbers in a row are something else.
    if (unit === unitEnd || (first >= zero && first <= nine)) return false;
    const value = plainDecimal(text, place, valueEnd);
    if (Number.isNaN(value) || 3 * pairs === found.length) return false;
    found[3 * pairs] = value;
    found[3 * pairs + 1] = unit;
    found[3 * pairs + 2] = unitEnd;
    pairs += 1;
    place = blanksEnd(text, unitEnd, end);
  }
  for (let pair = 0; pair < pairs; pair += 1) {
    const value = found[3 * pair] ?? Number.NaN;
    figures.pair(pair, value, text, found[3 * pair + 1] ?? 0, found[3 * pair + 2] ?? 0);
  }
  return pairs > 0;
}
