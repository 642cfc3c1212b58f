/** Intervals of change drawn with characters, those of a table on one scale. Pure. */
import type { Effect } from '../model/comparison.ts';
import { formatThreshold } from './format.ts';

/** Cells left and right of the one for no change. */
const half = 7;

/** What a plot may reach to either side, as a share; changes beyond it end in an arrow. */
const reaches = [0.05, 0.1, 0.25] as const;

/** The smallest reach that holds all of the intervals, or the largest there is. O(n). */
export function reachOf(effects: readonly Pick<Effect, 'low' | 'high'>[]): number {
  const widest = effects.reduce(
    (most, { low, high }) => Math.max(most, Math.abs(low - 1), Math.abs(high - 1)),
    0,
  );
  return reaches.find((reach) => reach >= widest) ?? reaches[reaches.length - 1] ?? widest;
}

/** How far the scale reaches to both sides: the title of a column of plots. */
export function plotTitle(reach: number): string {
  return formatThreshold(reach);
}

/** One interval: dots, a bar where nothing changed, the interval as a line with its estimate on it. */
export function intervalPlot(
  { ratio, low, high }: Omit<Effect, 'confidence'>,
  reach: number,
): string {
  // The middle cell is for no change alone: an interval that excludes it must not seem to touch it.
  const cellOf = (value: number) => {
    const cells = ((value - 1) / reach) * half;
    return half + Math.sign(cells) * Math.max(1, Math.round(Math.abs(cells)));
  };
  const [from, at, to] = [cellOf(low), cellOf(ratio), cellOf(high)];
  const last = 2 * half;
  return Array.from({ length: last + 1 }, (_, cell) => {
    if (cell === at) return '●';
    if (cell === 0 && from < 0) return '◂';
    if (cell === last && to > last) return '▸';
    if (cell >= from && cell <= to) return cell === half ? '┼' : '─';
    return cell === half ? '│' : '·';
  }).join('');
}
