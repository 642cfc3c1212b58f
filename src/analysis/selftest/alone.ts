/** From which size on is a change of one benchmark alone found? */
import type { Rule } from '../../model/rule.ts';
import { decisionsOf, type JudgedMetric } from './decisions.ts';
import { multiplied } from './launches.ts';
import type { Trial } from './recording.ts';

export type Way = 'slower' | 'faster';

/** By what the values of a metric are multiplied when it gets worse, or better, by a share. */
function factorOf({ comparison }: JudgedMetric, way: Way, size: number): number {
  const isMore = (way === 'slower') === (comparison.direction === 'lower-is-better');
  return isMore ? 1 + size : 1 / (1 + size);
}

/** A metric of a benchmark that changes. */
export interface Change {
  readonly judged: JudgedMetric;
  readonly way: Way;
  /** As a share: 0.05 is 5 %. */
  readonly size: number;
}

/** The trial as it would have come out with these changes. */
export function changed(trial: Trial, changes: readonly Change[]): Trial {
  const factors = new Map(
    changes.map(({ judged, way, size }) => {
      const { id, metric } = judged.comparison;
      return [`${metric} ${id}`, factorOf(judged, way, size)];
    }),
  );
  const run = multiplied(trial.run, (id, metric) => factors.get(`${metric} ${id}`) ?? 1);
  return { ...trial, run };
}

/**
 * For each metric of the trial, in the order of `decisionsOf`, the smallest of the sizes at which it
 * would be found if it alone had changed by that much; null where none would.
 *
 * Each bisection step changes all of them at once, each by the size that it is to be tried at next.
 * That they do not help each other is seen to by asking for the p-value that a finding needs as long
 * as nothing has changed. A constant factor leaves the spread of the logarithms as it is, so the
 * p-value itself does not depend on what else changed, and a larger size has a smaller one.
 *
 * @param sizes as shares (0.05 is 5 %), ascending
 * @param wayOf in which way the metric of this index changes
 */
export function foundFrom(
  trial: Trial,
  rule: Rule,
  sizes: readonly number[],
  wayOf: (index: number) => Way,
): (number | null)[] {
  const unchanged = decisionsOf(trial, rule);
  // Where each one's answer lies: an index into the sizes, behind the last one for "none".
  const low = unchanged.map(() => 0);
  const high = unchanged.map(() => sizes.length);
  for (let reach = sizes.length; reach > 0; reach = Math.floor(reach / 2)) {
    const middle = low.map((from, index) => Math.floor((from + (high[index] ?? 0)) / 2));
    const changes = unchanged.map((judged, index) => ({
      judged,
      way: wayOf(index),
      size: sizes[middle[index] ?? 0] ?? 0,
    }));
    const decisions = decisionsOf(changed(trial, changes), rule);
    for (const [index, { decided }] of decisions.entries()) {
      const at = middle[index] ?? 0;
      if (low[index] === high[index]) continue;
      const wanted = wayOf(index) === 'slower' ? 'regressed' : 'improved';
      const needed = unchanged[index]?.decided.neededValue ?? 0;
      if (decided.verdict === wanted && decided.changeValue <= needed) high[index] = at;
      else low[index] = at + 1;
    }
  }
  return low.map((index) => sizes[index] ?? null);
}
