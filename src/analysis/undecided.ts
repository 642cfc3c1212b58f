/** Which benchmarks of a run that is being measured are worth another round? Pure. */
import type { Rule } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import { errorShares } from '../stats/errorSpending.ts';
import { compareSuite } from './compareSuite.ts';
import { decide } from './decide.ts';
import { isWorthMoreRounds } from './prospects.ts';
import { renamed, renamedId } from './renamed.ts';
import { summarizeRun } from './summarize.ts';

/** Ids on either side; they differ where a benchmark has another name now. */
export interface Undecided {
  readonly base: ReadonlySet<string>;
  readonly candidate: ReadonlySet<string>;
}

/**
 * The benchmarks of which at least one judged metric may still be settled by more rounds. Those that
 * only one side has, or that failed, are settled by that.
 *
 * @param base the base's side as measured so far
 * @param candidate the other side; its `pairing` tells after which rounds it is looked at
 */
export function undecidedBenchmarks(base: Run, candidate: Run, rule: Rule): Undecided {
  const looks = candidate.pairing?.looks ?? [];
  const summaries = renamed(summarizeRun(base), rule.renames);
  const open = candidate.suites
    .flatMap((result) => {
      const runs = summaries.filter(({ suite }) => suite === result.suite);
      return runs.length > 0 ? compareSuite(result, runs, candidate, rule).open : [];
    })
    .filter((one) => one.kind === 'test');
  const decisions = decide(
    open.map(({ evidence }) => evidence),
    rule,
    looks,
  );
  const maximum = looks.at(-1) ?? 0;
  const lastShare = errorShares(looks, maximum).at(-1) ?? 1;
  const plan = { maximum, lastShare, confidence: rule.confidence };
  const ids = new Set(
    open.flatMap(({ comparison }, index) => {
      const decision = decisions[index];
      return decision && isWorthMoreRounds(decision, plan) ? [comparison.id] : [];
    }),
  );
  const baseIds = base.suites
    .flatMap(({ benchmarks }) => benchmarks.map(({ id }) => id))
    .filter((id) => ids.has(renamedId(id, rule.renames)) || ids.has(id));
  return { base: new Set(baseIds), candidate: ids };
}
