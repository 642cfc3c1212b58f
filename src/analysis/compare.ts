/** Base × candidate → one verdict per benchmark and judged metric. Pure. */
import { type Comparison, type Verdict, verdicts } from '../model/comparison.ts';
import type { Drift } from '../model/drift.ts';
import { type Rule, ruleFor } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import type { SuiteSummary } from '../model/summary.ts';
import { type Advice, adviceFor } from './advice.ts';
import { chooseBase, compareSuite, type Open, whole } from './compareSuite.ts';
import { type Decided, decide } from './decide.ts';
import { driftOf, driftReason, isExplained } from './drift.ts';
import { detectableChange, whatItTakes } from './prospects.ts';

export interface Compared {
  readonly comparisons: Comparison[];
  /** Set when most benchmarks moved together. */
  readonly drift: Drift | null;
}

/** Throughput tells the same as the time that it follows from, the other way round. */
function derive(time: Comparison, comparison: Open['comparison']): Comparison {
  const { effect, verdict, reason, launchesNeeded, detectable } = time;
  return {
    ...comparison,
    verdict,
    ...(reason ? { reason } : {}),
    ...(launchesNeeded ? { launchesNeeded } : {}),
    ...(detectable ? { detectable } : {}),
    effect: effect && {
      ...effect,
      ratio: 1 / effect.ratio,
      low: 1 / effect.high,
      high: 1 / effect.low,
    },
  };
}

/** What a decision adds to a comparison, for the reader. */
function decidedComparison(
  comparison: Open['comparison'],
  decided: Decided,
  advice: Advice,
): Comparison {
  const { verdict, effect } = decided;
  const detectable = detectableChange(decided);
  return {
    ...comparison,
    verdict,
    effect,
    ...(detectable !== null && { detectable }),
    ...(verdict === 'inconclusive' && whatItTakes(decided, advice)),
  };
}

/** Changes that may be the machine's are not called changes; the drift is told in their place. */
function withoutDrift(
  comparison: Comparison,
  threshold: number,
  drift: Drift | null,
  advice: Advice,
): Comparison {
  const isChange = comparison.verdict === 'regressed' || comparison.verdict === 'improved';
  if (!drift || !isChange || comparison.unit !== 's') return comparison;
  if (!isExplained(comparison, threshold, drift)) return comparison;
  return { ...comparison, verdict: 'inconclusive', reason: driftReason(advice) };
}

function decideAll(open: readonly Open[], run: Run, rule: Rule, advice: Advice): Compared {
  const tests = open.filter((one) => one.kind === 'test');
  const decisions = decide(
    tests.map(({ evidence }) => evidence),
    rule,
    run.pairing?.looks,
  );
  const all = decisions.flatMap((decision, index) => {
    const comparison = tests[index]?.comparison;
    if (!comparison) return [];
    return [
      { comparison: decidedComparison(comparison, decision, advice), evidence: decision.evidence },
    ];
  });
  const drift = driftOf(all.filter(({ comparison }) => comparison.metric === 'time'));
  const decided = all.map(({ comparison, evidence }) =>
    withoutDrift(comparison, evidence.threshold, drift, advice),
  );
  const times = new Map(
    decided.filter(({ metric }) => metric === 'time').map((one) => [one.id, one]),
  );
  const derived = open.flatMap((one): Comparison[] => {
    const time = one.kind === 'derived' ? times.get(one.comparison.id) : undefined;
    return time ? [derive(time, one.comparison)] : [];
  });
  return { comparisons: [...decided, ...derived], drift };
}

/** Benchmarks of suites that the base has and the configuration no longer names. */
function vanished(
  base: readonly SuiteSummary[],
  run: Run,
  rule: Rule,
  advice: Advice,
): Comparison[] {
  if (run.selection || run.filter !== null) return [];
  const names = new Set(run.suites.map(({ suite }) => suite));
  const gone = new Set(base.map(({ suite }) => suite).filter((suite) => !names.has(suite)));
  return [...gone].flatMap((suite) =>
    (chooseBase(base, suite, null).at(-1)?.benchmarks ?? [])
      .filter(({ id }) => !ruleFor(rule, id).isIgnored)
      .map(({ id }) =>
        whole(
          id,
          suite,
          'missing',
          `The base has suite "${suite}", this run does not. ${advice.missing}`,
        ),
      ),
  );
}

const severity = new Map<Verdict, number>(verdicts.map((verdict, index) => [verdict, index]));

/** How far a change goes, whichever way: the logarithm of its ratio. */
const extent = ({ effect }: Comparison) => (effect ? Math.abs(Math.log(effect.ratio)) : 0);

/** Most severe verdict first, within one the largest change, then by id and metric. */
function bySeverity(a: Comparison, b: Comparison): number {
  return (
    (severity.get(a.verdict) ?? 0) - (severity.get(b.verdict) ?? 0) ||
    extent(b) - extent(a) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
    (a.metric ?? '').localeCompare(b.metric ?? '')
  );
}

/**
 * Compares a run with the summaries of a base: one comparison per benchmark and judged metric,
 * most severe first. Suites that the base does not know give none. Where the run was measured side by
 * side with the base, launches of the same number are compared with each other. O(n log n) in benchmarks.
 *
 * @param base under the ids that its benchmarks have now, see `renamed`
 * @param isBaseline whether the base is a baseline, and not another run
 */
export function compare(
  base: readonly SuiteSummary[],
  run: Run,
  rule: Rule,
  isBaseline = true,
): Compared {
  const advice = adviceFor(run, isBaseline);
  const suites = run.suites.flatMap((result) => {
    const runs = chooseBase(base, result.suite, result.fingerprint);
    return runs.length > 0 ? [compareSuite(result, runs, run, rule, advice)] : [];
  });
  const { comparisons, drift } = decideAll(
    suites.flatMap(({ open }) => open),
    run,
    rule,
    advice,
  );
  const settled = suites.flatMap((suite) => suite.settled);
  return {
    comparisons: [...settled, ...comparisons, ...vanished(base, run, rule, advice)].sort(
      bySeverity,
    ),
    drift,
  };
}
