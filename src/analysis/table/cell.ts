/** What do the entries of a cell come to? Pure. */
import type { Cell, Change } from '../../model/comparisonTable.ts';
import type { TableEntry, ValuesAre } from '../../model/tableEntry.ts';
import { median } from '../../stats/location.ts';
import type { Together } from './arrange.ts';

/** Sorting few numbers in place is quicker than any other way to their middle. */
const fewValues = 32;
const few = new Float64Array(fewValues);

/** The middle value; of an even number of values, the mean of the middle two. */
function middleOf(values: readonly number[]): number {
  const count = values.length;
  if (count > fewValues) return median(values);
  for (let index = 0; index < count; index += 1) {
    const value = values[index] ?? Number.NaN;
    let place = index;
    for (; place > 0 && (few[place - 1] ?? Number.NaN) > value; place -= 1) {
      few[place] = few[place - 1] ?? Number.NaN;
    }
    few[place] = value;
  }
  const middle = count >> 1;
  const upper = few[middle] ?? Number.NaN;
  return count % 2 === 1 ? upper : ((few[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The standard deviation as a share of the mean; null for one value, or a mean of zero. */
function spreadOf(values: readonly number[]): number | null {
  const count = values.length;
  if (count < 2) return null;
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += values[index] ?? Number.NaN;
  const mean = sum / count;
  if (mean === 0) return null;
  let squares = 0;
  for (let index = 0; index < count; index += 1) {
    const distance = (values[index] ?? Number.NaN) - mean;
    squares += distance * distance;
  }
  return Math.sqrt(squares / (count - 1)) / mean;
}

/** What the values of several entries together are: other benchmarks are as good as other launches. */
function kindOf(entries: readonly TableEntry[]): ValuesAre {
  return entries.some(({ valuesAre }) => valuesAre === 'repeats') ? 'repeats' : 'launches';
}

/** A cell of which nothing is said yet. */
export interface OpenCell extends Cell {
  change: Change | null;
}

function cellOfMany(entries: readonly TableEntry[]): OpenCell {
  const values = entries.flatMap((entry) => entry.values);
  return {
    value: middleOf(values),
    values,
    spread: spreadOf(values),
    valuesAre: kindOf(entries),
    change: null,
  };
}

/** The cell of these entries, nothing said about a change yet; null without entries. */
export function cellOf(together: Together): OpenCell | null {
  if (together === null) return null;
  if (!('side' in together)) return cellOfMany(together);
  const { values, valuesAre } = together;
  return { value: middleOf(values), values, spread: spreadOf(values), valuesAre, change: null };
}
