/** One suite on both sides: what is settled by who is there, and what is still to be decided. Pure. */
import type { Comparison, Verdict } from '../model/comparison.ts';
import { type Rule, ruleFor } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import type { SuiteResult } from '../model/suiteResult.ts';
import type { BenchmarkSummary, SuiteSummary } from '../model/summary.ts';
import { ownAdvice } from './advice.ts';
import { type Correspondence, correspond } from './correspond.ts';
import { differences } from './environments.ts';
import { summarizeSuite } from './summarize.ts';

/** A benchmark as a whole, where there is nothing measured to compare. */
export function whole(
  id: string,
  suite: string,
  verdict: Verdict,
  reason: string | undefined,
): Comparison {
  return {
    id,
    suite,
    metric: null,
    unit: null,
    direction: null,
    verdict,
    ...(reason ? { reason } : {}),
    base: null,
    candidate: null,
    effect: null,
  };
}

const byTime = (a: SuiteSummary, b: SuiteSummary) => (a.run.startedAt < b.run.startedAt ? -1 : 1);

/**
 * The base's runs of a suite, oldest first: those of the same environment if there are any, else the
 * newest of another one alone; empty when the base does not know the suite.
 */
export function chooseBase(
  base: readonly SuiteSummary[],
  suite: string,
  fingerprint: string | null,
): SuiteSummary[] {
  const ofSuite = base.filter((summary) => summary.suite === suite).sort(byTime);
  const same = ofSuite.filter((summary) => summary.fingerprint === fingerprint);
  const newest = same.at(-1);
  return newest ? same.filter(({ location }) => location === newest.location) : ofSuite.slice(-1);
}

/** What is settled by who is there; the rest, as correspondences, is still to be decided. */
export type Open = Exclude<Correspondence, { kind: 'settled' }>;

export interface SuiteComparison {
  readonly settled: Comparison[];
  readonly open: Open[];
}

/** The runs of each benchmark, oldest first; those in which it failed have nothing to compare with. */
function histories(base: readonly SuiteSummary[]): Map<string, BenchmarkSummary[]> {
  const found = new Map<string, BenchmarkSummary[]>();
  for (const benchmark of base.flatMap(({ benchmarks }) => benchmarks)) {
    if (benchmark.state !== 'measured') continue;
    const history = found.get(benchmark.id);
    if (history) history.push(benchmark);
    else found.set(benchmark.id, [benchmark]);
  }
  return found;
}

export function compareSuite(
  result: SuiteResult,
  base: readonly SuiteSummary[],
  run: Run,
  rule: Rule,
  advice = ownAdvice,
): SuiteComparison {
  const { suite } = result;
  const found: SuiteComparison = { settled: [], open: [] };
  const candidate = summarizeSuite(run, result);
  const newest = base.at(-1);
  // A suite that was not launched at all is told once, with its reason, and not once a benchmark.
  if (!candidate || !newest) return found;
  const past = histories(base);
  const paired = run.pairing !== null && newest.run.id === run.pairing.with;
  const before = new Map(newest.benchmarks.map((one) => [one.id, one]));
  const after = new Map(candidate.benchmarks.map((one) => [one.id, one]));
  // Side by side, another toolchain is a part of the change.
  const different = paired || rule.anyEnvironment ? [] : differences(newest, candidate);
  const settle = (correspondence: Correspondence) => {
    if (correspondence.kind !== 'settled') {
      found.open.push(correspondence);
      return;
    }
    const { comparison, verdict, reason, effect = null } = correspondence;
    found.settled.push({ ...comparison, verdict, ...(reason ? { reason } : {}), effect });
  };

  for (const id of new Set([...after.keys(), ...before.keys()])) {
    const { isIgnored, metrics, threshold } = ruleFor(rule, id);
    if (isIgnored) continue;
    const judgement = { metrics, threshold, confidence: rule.confidence };
    const now = after.get(id);
    if (now?.state === 'failed') {
      found.settled.push(whole(id, suite, 'failed', now.message));
    } else if (!now) {
      // A filtered run cannot tell what is missing from what was not asked for.
      if (run.filter !== null) continue;
      const reason =
        result.state === 'measured'
          ? `The base has it, this run does not. ${advice.missing}`
          : `Its suite was not finished: ${result.message ?? result.state}`;
      found.settled.push(whole(id, suite, 'missing', reason));
    } else {
      const history = before.has(id) ? (past.get(id) ?? []) : [];
      const sides = { suite, history, candidate: now, paired };
      const reason =
        before.get(id)?.state === 'failed'
          ? `The base has it, but it failed there: ${before.get(id)?.message ?? 'no reason was given'}`
          : history.length > 0 && different.length > 0
            ? `Measured in another environment: ${different.join(', ')}.`
            : null;
      for (const correspondence of correspond(sides, judgement)) {
        const { comparison } = correspondence;
        settle(
          reason === null
            ? correspondence
            : { kind: 'settled', comparison, verdict: 'incomparable', reason },
        );
      }
    }
  }
  return found;
}
