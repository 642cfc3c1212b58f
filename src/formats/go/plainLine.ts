/**
 * Reads a line of results as Go prints it, without making a text of each of its parts: most lines of a
 * large file are such, and lines of one name are alike. Pure.
 */
import { plainDecimal, plainDecimalEnd } from '../plainDecimal.ts';

/** Where the figures of a line go. */
export interface Figures {
  /** The units of a line of this name, as far as one was seen. */
  readonly units: readonly string[];
  /** A value of the unit at this place of `units`. */
  add(index: number, value: number): void;
  /** A value of any unit. */
  value(value: number, unit: string): void;
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

/** Whether this word stands at `start`; cutting and comparing is quicker than comparing in place. */
export function isWordAt(text: string, word: string, start: number, end: number): boolean {
  const behind = start + word.length;
  return (
    behind <= end &&
    (behind === end || isBlank(text.charCodeAt(behind))) &&
    text.slice(start, behind) === word
  );
}

/** No line has as many pairs. */
const mostPairs = 64;
const values = new Float64Array(mostPairs);
/** Where the unit of each pair begins and ends; an end of 0 for the one that is expected there. */
const unitStarts = new Int32Array(mostPairs);
const unitEnds = new Int32Array(mostPairs);

const unitAt = (text: string, units: readonly string[], pair: number) =>
  unitEnds[pair] === 0 ? units[pair] : text.slice(unitStarts[pair], unitEnds[pair]);

/** Whether a pair that is not as expected has the unit of one before it. Units of a name differ. */
function hasUnitTwice(text: string, units: readonly string[], pairs: number): boolean {
  for (let pair = 1; pair < pairs; pair += 1) {
    if (unitEnds[pair] === 0) continue;
    const unit = unitAt(text, units, pair);
    for (let before = 0; before < pair; before += 1) {
      if (unitAt(text, units, before) === unit) return true;
    }
  }
  return false;
}

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
  const { units } = figures;
  const count = plainDecimal(text, blanksEnd(text, behindName, end), end);
  if (!(count >= 1)) return false;
  let place = blanksEnd(text, plainDecimalEnd, end);
  if (place === plainDecimalEnd) return false;
  let pairs = 0;
  while (place < end) {
    const value = plainDecimal(text, place, end);
    const unit = blanksEnd(text, plainDecimalEnd, end);
    if (Number.isNaN(value) || unit === plainDecimalEnd || pairs === mostPairs) return false;
    values[pairs] = value;
    const expected = units[pairs];
    if (expected !== undefined && isWordAt(text, expected, unit, end)) {
      unitEnds[pairs] = 0;
      place = blanksEnd(text, unit + expected.length, end);
    } else {
      const unitEnd = wordEnd(text, unit, end);
      const first = text.charCodeAt(unit);
      // A unit begins with no digit: two numbers in a row are something else.
      if (unit === unitEnd || (first >= zero && first <= nine)) return false;
      unitStarts[pairs] = unit;
      unitEnds[pairs] = unitEnd;
      place = blanksEnd(text, unitEnd, end);
    }
    pairs += 1;
  }
  if (hasUnitTwice(text, units, pairs)) return false;
  for (let pair = 0; pair < pairs; pair += 1) {
    const value = values[pair] ?? Number.NaN;
    const unitEnd = unitEnds[pair] ?? 0;
    if (unitEnd === 0) figures.add(pair, value);
    else figures.value(value, text.slice(unitStarts[pair], unitEnd));
  }
  return pairs > 0;
}
