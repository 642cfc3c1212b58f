/** From which size on is it found that everything changed? */
import { exitCodes } from '../../errors.ts';
import type { Rule } from '../../model/rule.ts';
import { changed, type Way } from './alone.ts';
import { gate, type JudgedMetric } from './decisions.ts';
import type { Trial } from './recording.ts';

/**
 * The smallest of the sizes at which the run turns red when all metrics get slower by so much, or
 * tells an improvement when they get faster; null where none does.
 */
export function togetherFoundFrom(
  trial: Trial,
  all: readonly JudgedMetric[],
  rule: Rule,
  sizes: readonly number[],
  way: Way,
): number | null {
  const isFound = (size: number) => {
    const changes = all.map((judged) => ({ judged, way, size }));
    const { report, exitCode } = gate(changed(trial, changes), rule);
    return way === 'slower' ? exitCode === exitCodes.regressed : report.counts.improved > 0;
  };
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isFound(sizes[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return sizes[low] ?? null;
}
