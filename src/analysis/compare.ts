/** Base × candidate → one verdict per benchmark and judged metric. Pure. */
import { type Comparison, type Verdict, verdicts } from '../model/comparison.ts';
import type { Rule } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import type { SuiteResult } from '../model/suiteResult.ts';
import type { BenchmarkSummary, SuiteSummary } from '../model/summary.ts';
import { type Correspondence, correspond } from './correspond.ts';
import { type Decision, decide } from './decide.ts';
import { differences } from './environments.ts';
import { summarizeSuite } from './summarize.ts';

const removedOnPurpose =
  'If it was removed on purpose: npx perfwatch baseline update --accept "removed"';

/** A benchmark as a whole, where there is nothing measured to compare. */
function whole(
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

/** The base's summary of a suite: of the same environment if there is one, else the newest. */
export function chooseBase(
  base: readonly SuiteSummary[],
  suite: string,
  fingerprint: string | null,
): SuiteSummary | undefined {
  const ofSuite = base.filter((summary) => summary.suite === suite);
  return (
    ofSuite.find((summary) => summary.fingerprint === fingerprint) ??
    ofSuite.toSorted((a, b) => (a.run.startedAt < b.run.startedAt ? 1 : -1))[0]
  );
}

/** What is settled by who is there; the rest, as correspondences, is still to be decided. */
type Open = Exclude<Correspondence, { kind: 'settled' }>;

interface SuiteComparison {
  readonly settled: Comparison[];
  readonly open: Open[];
}

function compareSuite(
  result: SuiteResult,
  base: SuiteSummary,
  run: Run,
  rule: Rule,
): SuiteComparison {
  const { suite } = result;
  const found: SuiteComparison = { settled: [], open: [] };
  const candidate = summarizeSuite(run, result);
  // A suite that was not launched at all is told once, with its reason, and not once a benchmark.
  if (!candidate) return found;
  const judged = new Set(rule.metrics);
  const before = new Map(base.benchmarks.map((one) => [one.id, one]));
  const after = new Map(candidate.benchmarks.map((one) => [one.id, one]));
  const different = differences(base, candidate);
  const settle = (correspondence: Correspondence) => {
    if (correspondence.kind !== 'settled') {
      found.open.push(correspondence);
      return;
    }
    const { comparison, verdict, reason } = correspondence;
    found.settled.push({ ...comparison, verdict, ...(reason ? { reason } : {}), effect: null });
  };

  for (const id of new Set([...after.keys(), ...before.keys()])) {
    const old = before.get(id);
    const now = after.get(id);
    if (now?.state === 'failed') {
      found.settled.push(whole(id, suite, 'failed', now.message));
    } else if (!now) {
      // A filtered run cannot tell what is missing from what was not asked for.
      if (run.filter !== null) continue;
      const reason =
        result.state === 'measured'
          ? `The base has it, this run does not. ${removedOnPurpose}`
          : `Its suite was not finished: ${result.message ?? result.state}`;
      found.settled.push(whole(id, suite, 'missing', reason));
    } else {
      const comparable = usable(old);
      for (const correspondence of correspond(suite, comparable, now, judged)) {
        settle(
          different.length > 0 && comparable
            ? {
                kind: 'settled',
                comparison: correspondence.comparison,
                verdict: 'incomparable',
                reason: `Measured in another environment: ${different.join(', ')}.`,
              }
            : correspondence,
        );
      }
    }
  }
  return found;
}

/** A base that had failed has nothing to compare with. */
function usable(base: BenchmarkSummary | undefined): BenchmarkSummary | undefined {
  return base?.state === 'measured' ? base : undefined;
}

/** Throughput tells the same as the time that it follows from, the other way round. */
function derive(time: Comparison, comparison: Open['comparison']): Comparison {
  const { effect, verdict, reason, launchesNeeded } = time;
  return {
    ...comparison,
    verdict,
    ...(reason ? { reason } : {}),
    ...(launchesNeeded ? { launchesNeeded } : {}),
    effect: effect && {
      ...effect,
      ratio: 1 / effect.ratio,
      low: 1 / effect.high,
      high: 1 / effect.low,
    },
  };
}

function decideAll(open: readonly Open[], rule: Rule): Comparison[] {
  const tests = open.filter((one) => one.kind === 'test');
  const decisions: Decision[] = decide(
    tests.map(({ comparison, base, candidate }) => ({
      direction: comparison.direction ?? 'lower-is-better',
      counted: comparison.unit === 'B' || comparison.unit === '1',
      base,
      candidate,
    })),
    rule,
  );
  const decided = tests.flatMap(({ comparison }, index): Comparison[] => {
    const decision = decisions[index];
    return decision ? [{ ...comparison, ...decision }] : [];
  });
  const times = new Map(
    decided.filter(({ metric }) => metric === 'time').map((one) => [one.id, one]),
  );
  const derived = open.flatMap((one): Comparison[] => {
    const time = one.kind === 'derived' ? times.get(one.comparison.id) : undefined;
    return time ? [derive(time, one.comparison)] : [];
  });
  return [...decided, ...derived];
}

/** Benchmarks of suites that the base has and the configuration no longer names. */
function vanished(base: readonly SuiteSummary[], run: Run): Comparison[] {
  if (run.selection || run.filter !== null) return [];
  const names = new Set(run.suites.map(({ suite }) => suite));
  const gone = new Set(base.map(({ suite }) => suite).filter((suite) => !names.has(suite)));
  return [...gone].flatMap((suite) =>
    (chooseBase(base, suite, null)?.benchmarks ?? []).map(({ id }) =>
      whole(
        id,
        suite,
        'missing',
        `The base has suite "${suite}", this run does not. ${removedOnPurpose}`,
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
 * most severe first. Suites that the base does not know give none. O(n log n) in benchmarks.
 */
export function compare(base: readonly SuiteSummary[], run: Run, rule: Rule): Comparison[] {
  const suites = run.suites.flatMap((result) => {
    const summary = chooseBase(base, result.suite, result.fingerprint);
    return summary ? [compareSuite(result, summary, run, rule)] : [];
  });
  return [
    ...suites.flatMap(({ settled }) => settled),
    ...decideAll(
      suites.flatMap(({ open }) => open),
      rule,
    ),
    ...vanished(base, run),
  ].sort(bySeverity);
}
