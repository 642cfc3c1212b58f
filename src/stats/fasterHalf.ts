/** How long does it take when nothing disturbs it? The location of a launch's samples of time. */
import { mean } from './location.ts';

/** More values than this take longer one by one. */
const fewValues = 100;

/**
 * The values in ascending order. The engine's own sort makes an object of every number first; the few
 * samples of most launches are put in order one by one in less time than that takes.
 */
function ascending(values: readonly number[]): number[] {
  if (values.length > fewValues) return values.toSorted((a, b) => a - b);
  const ordered: number[] = [];
  for (const value of values) {
    let place = ordered.length;
    for (; place > 0; place -= 1) {
      const before = ordered[place - 1] ?? value;
      if (before <= value) break;
      ordered[place] = before;
    }
    ordered[place] = value;
  }
  return ordered;
}

/**
 * The mean of the smaller half of the values (of an odd number, with the middle one), in their unit.
 *
 * What disturbs a measurement only ever adds time, so the slower half tells more of the machine than
 * of the code; and unlike the median, a mean of many order statistics does not jump when two modes
 * of a benchmark are about equally frequent. On recorded launches of noisy machines its spread
 * between launches was smaller than that of the median, and changes were found more often; see
 * docs/verdicts.md. O(n log n).
 *
 * @example fasterHalf([5, 1, 9, 2]) // 1.5
 * @throws RangeError for no values, or one that is not finite
 */
export function fasterHalf(values: readonly number[]): number {
  return mean(ascending(values).slice(0, Math.ceil(values.length / 2)));
}
