/** Puts together what readers are told: decisions, the outcome of the run, and its numbers. Pure. */
import type { Comparison, Verdict } from '../model/comparison.ts';
import type { Report, ReportMeasurement, ReportSuite } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import type { BenchmarkResult, SuiteResult } from '../model/suiteResult.ts';
import type { SuiteSummary } from '../model/summary.ts';
import { median } from '../stats/location.ts';
import { relativeSpread } from '../stats/spread.ts';
import { typicalValue } from '../stats/typical.ts';
import { chooseBase, compare } from './compare.ts';

/** What a run is compared with. */
export interface Base {
  /** As the reader knows it: `baseline main`, or the path of a run. */
  readonly title: string;
  readonly suites: readonly SuiteSummary[];
}

export interface NoBase {
  /** Why there is nothing to compare with, and what to type. */
  readonly noBaseReason: string;
}

export interface ReportRequest {
  readonly run: Run;
  readonly base: Base | NoBase;
  readonly rule: Rule;
  /** A suite whose toolchain is missing does not make the run a failure. */
  readonly allowMissing: boolean;
}

/** Launches that share the measuring time differently do not measure quite the same. */
function launchesNotice(result: SuiteResult, base: Base | null): string[] {
  const before = base && chooseBase(base.suites, result.suite, result.fingerprint);
  if (!before || result.state === 'skipped' || before.launches === result.launchesPlanned)
    return [];
  return [
    `Launches differ: ${before.launches} of the base, ${result.launchesPlanned} here, each with another share of the measuring and warm-up time. Measure both with the same number (--launches).`,
  ];
}

function reportSuite(result: SuiteResult, base: Base | null): ReportSuite {
  const { suite, state, message, harness, launches, benchmarks } = result;
  return {
    suite,
    state,
    ...(message === undefined ? {} : { message }),
    notices: [...result.notices, ...launchesNotice(result, base)],
    harness,
    launches: launches.filter((launch) => launch.state === 'complete').length,
    benchmarks: benchmarks.filter((benchmark) => benchmark.state !== 'skipped').length,
  };
}

function measurementRows({ id, suite, measurements }: BenchmarkResult): ReportMeasurement[] {
  return measurements.map(({ metric, unit, launches }) => {
    const values = launches.map(({ samples }) => median(samples));
    const side = { value: typicalValue(values), launches: values.length };
    return { id, suite, metric, unit, side, spread: relativeSpread(values) };
  });
}

/** Numbers that no comparison shows: without a base, or of metrics that are not judged. */
function unjudged(run: Run, comparisons: readonly Comparison[]): ReportMeasurement[] {
  const shown = new Set(comparisons.map(({ id, metric, unit }) => `${metric} ${unit} ${id}`));
  return run.suites
    .flatMap(({ benchmarks }) => benchmarks)
    .flatMap(measurementRows)
    .filter(({ id, metric, unit }) => !shown.has(`${metric} ${unit} ${id}`))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Failures of benchmarks that the base does not know are told all the same. */
function newFailures(run: Run, comparisons: readonly Comparison[]): Comparison[] {
  const told = new Set(
    comparisons.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id),
  );
  return run.suites
    .flatMap(({ benchmarks }) => benchmarks)
    .filter(({ id, state }) => state === 'failed' && !told.has(id))
    .map(({ id, suite, message }) => ({
      id,
      suite,
      metric: null,
      unit: null,
      direction: null,
      verdict: 'failed',
      ...(message === undefined ? {} : { reason: message }),
      base: null,
      candidate: null,
      effect: null,
    }));
}

/** A benchmark counts once, with the most severe verdict of its metrics; comparisons are sorted. */
function countVerdicts(comparisons: readonly Comparison[]): Record<Verdict, number> {
  const worst = new Map<string, Verdict>();
  for (const { id, verdict } of comparisons) {
    if (!worst.has(id)) worst.set(id, verdict);
  }
  const counts: Record<Verdict, number> = {
    regressed: 0,
    failed: 0,
    missing: 0,
    improved: 0,
    incomparable: 0,
    inconclusive: 0,
    added: 0,
    unchanged: 0,
  };
  for (const verdict of worst.values()) counts[verdict] += 1;
  return counts;
}

function outcomeOf(
  request: ReportRequest,
  counts: Record<Verdict, number>,
  comparedSuites: ReadonlySet<string>,
): Report['outcome'] {
  const { run, allowMissing } = request;
  if (counts.regressed > 0) return 'regressed';
  const broken = run.suites.some(
    ({ state }) => state !== 'measured' && !(state === 'skipped' && allowMissing),
  );
  if (broken || run.state === 'interrupted' || counts.failed > 0 || counts.missing > 0) {
    return 'failed';
  }
  if (comparedSuites.size === 0) return 'no-baseline';
  // Measured and not compared, or to be compared and not measured: either way nothing is known.
  const unknown = run.suites.some(
    ({ suite, state }) => (state === 'measured') !== comparedSuites.has(suite),
  );
  const decided = Object.values(counts).some((count) => count > 0);
  return unknown || !decided || counts.inconclusive > 0 || counts.incomparable > 0
    ? 'undecided'
    : 'passed';
}

/** Commits of the suites that were compared, those of the newest run first, each once. */
function baseCommits(base: Base, compared: ReadonlySet<string>): string[] {
  const newestFirst = base.suites
    .filter(({ suite }) => compared.has(suite))
    .toSorted((a, b) => (a.run.startedAt < b.run.startedAt ? 1 : -1));
  return [...new Set(newestFirst.flatMap(({ run }) => run.commit?.sha ?? []))];
}

/** The report of a run, compared with a base if there is one. O(n log n) in benchmarks. */
export function buildReport(request: ReportRequest): Report {
  const { run, rule } = request;
  const base = 'suites' in request.base ? request.base : null;
  const compared = base ? compare(base.suites, run, rule) : [];
  const failures = newFailures(run, compared);
  // Failures come right behind the regressions, where compare() sorts its own.
  const after = compared.findIndex(({ verdict }) => verdict !== 'regressed');
  const comparisons = compared.toSpliced(after < 0 ? compared.length : after, 0, ...failures);
  const counts = countVerdicts(comparisons);
  const comparedSuites = new Set(
    base?.suites
      .map(({ suite }) => suite)
      .filter((suite) => run.suites.some((result) => result.suite === suite)),
  );
  const { id, perfwatchVersion, startedAt, durationSeconds, state, environment, commit } = run;
  return {
    schema: 'perfwatch/report',
    version: 1,
    outcome: outcomeOf(request, counts, comparedSuites),
    run: {
      id,
      perfwatchVersion,
      startedAt,
      durationSeconds,
      state,
      environment,
      commit,
      filter: run.filter,
    },
    base: base && { title: base.title, commits: baseCommits(base, comparedSuites) },
    noBaseReason: 'noBaseReason' in request.base ? request.base.noBaseReason : null,
    threshold: rule.threshold,
    counts,
    suites: run.suites.map((result) => reportSuite(result, base)),
    comparisons,
    measurements: unjudged(run, comparisons),
  };
}
