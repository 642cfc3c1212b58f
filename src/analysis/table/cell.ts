/** What do the entries of a cell come to? Pure. */
import type { Cell, Change } from '../../model/comparisonTable.ts';
import type { TableEntry, ValuesAre } from '../../model/tableEntry.ts';

/** Sorting few numbers in place is quicker than any other way to their middle. */
const fewValues = 32;

/** The middle value; of an even number of values, the mean of the middle two. */
function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values);
  if (sorted.length > fewValues) sorted.sort();
  else {
    for (let index = 1; index < sorted.length; index += 1) {
      const value = sorted[index] ?? Number.NaN;
      let place = index;
      for (; place > 0 && (sorted[place - 1] ?? Number.NaN) > value; place -= 1) {
        sorted[place] = sorted[place - 1] ?? Number.NaN;
      }
      sorted[place] = value;
    }
  }
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The standard deviation as a share of the mean; null for one value, or a mean of zero. */
function spreadOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  if (mean === 0) return null;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1)) / mean;
}

/** What the values of several entries together are: other benchmarks are as good as other launches. */
function kindOf(entries: readonly TableEntry[]): ValuesAre {
  return entries.some(({ valuesAre }) => valuesAre === 'repeats') ? 'repeats' : 'launches';
}

/** A cell of which nothing is said yet. */
export interface OpenCell extends Cell {
  change: Change | null;
}

/** The cell of these entries, nothing said about a change yet; null without entries. */
export function cellOf(entries: readonly TableEntry[] | null): OpenCell | null {
  const first = entries?.[0];
  if (!entries || !first) return null;
  const isOne = entries.length === 1;
  const values = isOne ? first.values : entries.flatMap((entry) => entry.values);
  return {
    value: medianOf(values),
    values,
    spread: spreadOf(values),
    valuesAre: isOne ? first.valuesAre : kindOf(entries),
    change: null,
  };
}
