/** Puts together what readers are told: decisions, the outcome of the run, and its numbers. Pure. */
import type { Comparison } from '../model/comparison.ts';
import { unknown } from '../model/machineTitle.ts';
import type { Measurement } from '../model/measurement.ts';
import { keptDirection } from '../model/metric.ts';
import type { Report, ReportMeasurement, ReportSuite } from '../model/report.ts';
import { type Rule, ruleFor } from '../model/rule.ts';
import { machineOf, type Run } from '../model/run.ts';
import type { BenchmarkResult, SuiteResult } from '../model/suiteResult.ts';
import type { SuiteSummary } from '../model/summary.ts';
import type { Warning } from '../model/warning.ts';
import { relativeSpread } from '../stats/spread.ts';
import { typicalValue } from '../stats/typical.ts';
import { type Accepted, nothingAccepted, withAccepted } from './accepted.ts';
import { compare } from './compare.ts';
import { chooseBase } from './compareSuite.ts';
import { type Counts, countVerdicts } from './counts.ts';
import { editedBenchmarks } from './editedBenchmarks.ts';
import { ignoredNotice } from './ignored.ts';
import { renamed } from './renamed.ts';
import { sideNotices } from './sideNotices.ts';
import { skippedNotice } from './skippedNotice.ts';
import { staleOf } from './stale.ts';
import { locationOf } from './summarize.ts';
import { warningsOf } from './warnings.ts';
import { withSources } from './withSources.ts';

/** What a run is compared with. */
export interface Base {
  /** As the reader knows it: `baseline main`, or the path of a run. */
  readonly title: string;
  readonly suites: readonly SuiteSummary[];
  /** Set where it is another run: then nothing can be accepted into it. */
  readonly isRun?: true;
}

export interface NoBase {
  /** Why there is nothing to compare with, and what to type. */
  readonly noBaseReason: string;
}

export interface ReportRequest {
  readonly run: Run;
  /** As the user named the run, where it is compared with another one; else it goes without saying. */
  readonly title?: string;
  readonly base: Base | NoBase;
  readonly rule: Rule;
  /** Regressions that were accepted; none where it is left out. */
  readonly accepted?: Accepted;
  /** A suite whose toolchain is missing does not make the run a failure. */
  readonly allowMissing: boolean;
  /** By all samples, where those of `run` were reduced already; see `reduceRun`. */
  readonly warnings?: readonly Warning[];
}

/** Fingerprints decide what is compared; kernels and memory may differ without a word. */
const isElsewhere = (run: Run, suite: string) =>
  JSON.stringify(machineOf(run, suite)) !== JSON.stringify(run.environment.machine);

function machineNotice(run: Run, suite: string): string[] {
  if (!isElsewhere(run, suite)) return [];
  const { cpuModel, cpuCount, os, architecture } = machineOf(run, suite);
  const cpu = cpuCount === null ? cpuModel : `${cpuModel} (${cpuCount})`;
  const known = [cpu, os, architecture].filter((fact) => fact !== unknown);
  const facts = known.length > 0 ? known.join(', ') : 'nothing is known of it';
  return [`Measured on another machine than the first suites: ${facts}.`];
}

function reportSuite(result: SuiteResult, run: Run, base: Base | null, rule: Rule): ReportSuite {
  const { suite, state, message, harness, launches, benchmarks, processors } = result;
  const before = base ? chooseBase(base.suites, suite, result.fingerprint).at(-1) : undefined;
  const isCompared = run.pairing !== null || rule.anyEnvironment;
  return {
    suite,
    state,
    ...(message === undefined ? {} : { message }),
    notices: [
      ...result.notices,
      ...machineNotice(run, suite),
      ...sideNotices(before, run, result, isCompared),
      ...skippedNotice(benchmarks.filter((benchmark) => benchmark.state === 'skipped')),
      ...ignoredNotice(result, rule),
    ],
    harness,
    ...(processors !== undefined && { processors }),
    ...(isElsewhere(run, suite) && { machine: machineOf(run, suite) }),
    launches: launches.filter((launch) => launch.state === 'complete').length,
    benchmarks: benchmarks.filter((benchmark) => benchmark.state !== 'skipped').length,
  };
}

function measurementRow(
  { id, suite }: BenchmarkResult,
  measurement: Measurement,
): ReportMeasurement {
  const { metric, unit, launches } = measurement;
  const values = launches.map(({ samples }) => locationOf(unit, samples));
  const side = { value: typicalValue(values), launches: values.length };
  // Of a typical value of zero, nothing is a share.
  const spread = side.value === 0 ? null : relativeSpread(values);
  return { id, suite, metric, unit, ...keptDirection(measurement), side, spread };
}

/** Numbers that no comparison shows: without a base, or of metrics that are not judged. */
function unjudged(run: Run, comparisons: readonly Comparison[]): ReportMeasurement[] {
  const shown = new Set(comparisons.map(({ id, metric, unit }) => `${metric} ${unit} ${id}`));
  return run.suites
    .flatMap(({ benchmarks }) => benchmarks)
    .flatMap((benchmark) =>
      benchmark.measurements
        .filter(({ metric, unit }) => !shown.has(`${metric} ${unit} ${benchmark.id}`))
        .map((measurement) => measurementRow(benchmark, measurement)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Failures of benchmarks that the base does not know are told all the same. */
function newFailures(run: Run, comparisons: readonly Comparison[], rule: Rule): Comparison[] {
  const told = new Set(
    comparisons.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id),
  );
  return run.suites
    .flatMap(({ benchmarks }) => benchmarks)
    .filter(({ id, state }) => state === 'failed' && !told.has(id))
    .filter(({ id }) => !ruleFor(rule, id).isIgnored)
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

function outcomeOf(
  request: ReportRequest,
  { counts, accepted }: Counts,
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
  const decided = accepted > 0 || Object.values(counts).some((count) => count > 0);
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
  const { run, rule, accepted = nothingAccepted, warnings = warningsOf(request.run) } = request;
  const given = 'suites' in request.base ? request.base : null;
  const base = given && { ...given, suites: renamed(given.suites, rule.renames) };
  const found = base
    ? compare(base.suites, run, rule, !base.isRun)
    : { comparisons: [], drift: null };
  const compared = withAccepted(found.comparisons, accepted, rule);
  const failures = newFailures(run, compared, rule);
  // Failures come right behind the regressions, where compare() sorts its own.
  const after = compared.findIndex((one) => one.verdict !== 'regressed' || one.accepted);
  const place = after < 0 ? compared.length : after;
  const comparisons = withSources(compared.toSpliced(place, 0, ...failures), run);
  const counted = countVerdicts(comparisons);
  const comparedSuites = new Set(
    base?.suites
      .map(({ suite }) => suite)
      .filter((suite) => run.suites.some((result) => result.suite === suite)),
  );
  const { id, perfwatchVersion, startedAt, durationSeconds, state, environment, commit } = run;
  return {
    schema: 'perfwatch/report',
    version: 1,
    outcome: outcomeOf(request, counted, comparedSuites),
    run: {
      id,
      perfwatchVersion,
      startedAt,
      durationSeconds,
      ...(run.imported && { imported: run.imported }),
      ...(request.title !== undefined && { title: request.title }),
      state,
      environment,
      commit,
      filter: run.filter,
      pairing: run.pairing,
      shard: run.plan?.shard ?? null,
    },
    base: base && { title: base.title, commits: baseCommits(base, comparedSuites) },
    noBaseReason: 'noBaseReason' in request.base ? request.base.noBaseReason : null,
    threshold: rule.threshold,
    falseAlarmRate: rule.falseAlarmRate,
    counts: counted.counts,
    accepted: counted.accepted,
    drift: found.drift,
    warnings: [...warnings, ...editedBenchmarks(base?.suites ?? [], run, comparisons)].sort(
      (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    ),
    stale: staleOf({ run, base: given?.suites ?? null, comparisons, rule, accepted }),
    suites: run.suites.map((result) => reportSuite(result, run, base, rule)),
    comparisons,
    measurements: unjudged(run, comparisons),
  };
}
