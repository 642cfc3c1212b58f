/**
 * What readers are shown, in which order: plain data that the terminal and the Markdown reporter
 * both render, so that the two never disagree. Texts are still to be made safe for their medium.
 */
import { type Comparison, type Verdict, verdicts } from '../model/comparison.ts';
import { metrics } from '../model/metric.ts';
import type { Report, ReportMeasurement, ReportSuite } from '../model/report.ts';
import { shellWord } from '../text.ts';
import {
  formatChange,
  formatCount,
  formatInterval,
  formatNumberOf,
  formatSpread,
  formatThreshold,
  formatValue,
} from './format.ts';

/** One compared metric of a benchmark; a text is empty where there is nothing to tell. */
export interface Row {
  readonly id: string;
  readonly verdict: Verdict;
  readonly metric: string;
  readonly base: string;
  readonly candidate: string;
  readonly change: string;
  readonly interval: string;
  /** Why; of a failure, the harness's own words, often of several lines. */
  readonly reason: string;
  /** About how many launches a side would settle it, where that was asked. */
  readonly launchesNeeded: number | null;
}

/** Rows of one verdict. */
export interface Group {
  readonly verdict: Verdict;
  readonly rows: readonly Row[];
}

export interface ComparisonSections {
  /** All that asks for a look, most severe verdict first; no group is empty. */
  readonly attention: readonly Group[];
  /** Inconclusive, but most likely within the threshold: what a noisy machine leaves open. */
  readonly undecided: readonly Row[];
  readonly unchanged: readonly Row[];
  /** Throughput that says again what its benchmark's time said: no evidence of its own. */
  readonly derived: readonly Row[];
}

function rowOf(comparison: Comparison): Row {
  const { id, verdict, metric, unit, base, candidate, effect, reason } = comparison;
  return {
    id,
    verdict,
    metric: metric ? metrics[metric].title : '',
    base: base && unit ? formatValue(base.value, unit) : '',
    candidate: candidate && unit ? formatValue(candidate.value, unit) : '',
    change: effect ? formatChange(effect.ratio) : '',
    interval: effect ? formatInterval(effect) : '',
    reason: reason ?? '',
    launchesNeeded: comparison.launchesNeeded ?? null,
  };
}

/** Whether the estimate itself, whatever its uncertainty, lies within the threshold. */
function isWithin({ effect }: Comparison, threshold: number): boolean {
  return effect !== null && Math.abs(Math.log(effect.ratio)) <= Math.log1p(threshold);
}

/** The comparisons by what they ask of the reader. O(n). */
export function comparisonSections({ comparisons, threshold }: Report): ComparisonSections {
  const timeVerdicts = new Map(
    comparisons.flatMap(({ id, metric, verdict }) =>
      metric === 'time' ? [[id, verdict] as const] : [],
    ),
  );
  const derived: Row[] = [];
  const undecided: Row[] = [];
  const byVerdict = new Map<Verdict, Row[]>(verdicts.map((verdict) => [verdict, []]));
  for (const comparison of comparisons) {
    const { id, metric, verdict } = comparison;
    const repeats = metric === 'throughput' && timeVerdicts.get(id) === verdict;
    const isQuiet = verdict === 'inconclusive' && isWithin(comparison, threshold);
    const rows = repeats ? derived : isQuiet ? undecided : byVerdict.get(verdict);
    rows?.push(rowOf(comparison));
  }
  const attention = verdicts
    .filter((verdict) => verdict !== 'unchanged')
    .map((verdict) => ({ verdict, rows: byVerdict.get(verdict) ?? [] }))
    .filter(({ rows }) => rows.length > 0);
  return { attention, undecided, unchanged: byVerdict.get('unchanged') ?? [], derived };
}

/**
 * What the unchanged rows are: `84 unchanged (within ±3 %)`. Benchmarks where each row is one; rows
 * where a benchmark has several metrics, one of which may have changed.
 */
export function unchangedTitle({ counts, threshold }: Report, rows: readonly Row[]): string {
  const what =
    rows.length === counts.unchanged
      ? `${formatCount(rows.length)} unchanged`
      : `${formatNumberOf(rows.length, 'unchanged result', 'unchanged results')}`;
  return `${what} (within ${formatThreshold(threshold)})`;
}

/** What the undecided rows are: `9 more inconclusive, estimated within ±3 %`. */
export function undecidedTitle({ counts, threshold }: Report, rows: readonly Row[]): string {
  const more = rows.length < counts.inconclusive ? 'more ' : '';
  return `${formatCount(rows.length)} ${more}inconclusive, estimated within ${formatThreshold(threshold)}`;
}

/** A metric needs a name only beside rows of another one; alone, time goes without saying. */
export function needsMetric(rows: readonly { readonly metric: string }[]): boolean {
  return rows.some(({ metric }) => metric !== '' && metric !== metrics.time.title);
}

/** The reason that all rows of a group share, to be told once; null when they differ or have none. */
export function sharedReason({ rows }: Group): string | null {
  const [first] = rows;
  if (!first?.reason || rows.length < 2) return null;
  return rows.every(({ reason }) => reason === first.reason) ? first.reason : null;
}

/** How much more measuring would settle the undecided rows of a group; empty when unknown. */
export function launchesAdvice({ rows }: Pick<Group, 'rows'>): string {
  const needed = rows.flatMap(({ launchesNeeded }) => launchesNeeded ?? []);
  if (needed.length === 0) return '';
  const most = needed.reduce((a, b) => Math.max(a, b));
  const which =
    rows.length === 1
      ? 'it'
      : needed.length === rows.length
        ? 'all of them'
        : `${needed.length} of them`;
  return `About ${formatNumberOf(most, 'launch', 'launches')} on each side would settle ${which}.`;
}

/** One measured value without a comparison. */
export interface MeasuredRow {
  readonly id: string;
  readonly metric: string;
  readonly value: string;
  /** Between launches: `±1.5 %`, or that there was but one. */
  readonly spread: string;
}

export interface MeasuredSections {
  /** Of benchmarks that nothing else in the report tells of. */
  readonly uncompared: readonly MeasuredRow[];
  /** Of benchmarks that were compared: metrics without a verdict; and throughput. */
  readonly others: readonly MeasuredRow[];
}

function measuredRow({ id, metric, unit, side, spread }: ReportMeasurement): MeasuredRow {
  return {
    id,
    metric: metrics[metric].title,
    value: formatValue(side.value, unit),
    spread:
      spread === null ? formatNumberOf(side.launches, 'launch', 'launches') : formatSpread(spread),
  };
}

/** The measured values that no comparison shows. O(n). */
export function measuredSections({ measurements, comparisons }: Report): MeasuredSections {
  const compared = new Set(comparisons.map(({ id }) => id));
  const isOther = ({ id, metric }: ReportMeasurement) =>
    compared.has(id) || metric === 'throughput';
  return {
    uncompared: measurements.filter((one) => !isOther(one)).map(measuredRow),
    others: measurements.filter(isOther).map(measuredRow),
  };
}

/** Suites that did not measure all they should, the worst first. */
export function suiteProblems({ suites }: Report): ReportSuite[] {
  return (['failed', 'incomplete', 'skipped'] as const).flatMap((state) =>
    suites.filter((suite) => suite.state === state),
  );
}

/** What suites have to say beside their results, each notice with the suite's name. */
export function noticesOf({ suites }: Report): { readonly suite: string; readonly text: string }[] {
  return suites.flatMap(({ suite, notices }) => notices.map((text) => ({ suite, text })));
}

/** What to type to measure the same again. */
export function reproduction({ run }: Report): string[] {
  const filter = run.filter === null ? '' : ` --filter ${shellWord(run.filter)}`;
  return [
    ...(run.commit
      ? [
          `git checkout ${shellWord(run.commit.sha)}${run.commit.dirty ? '  # and its local changes' : ''}`,
        ]
      : []),
    `npx ${shellWord(`perfwatch@${run.perfwatchVersion}`)} run${filter}`,
  ];
}
