/**
 * What readers are shown, in which order: plain data that the terminal and the Markdown reporter
 * both render, so that the two never disagree. Texts are still to be made safe for their medium.
 */
import { type Comparison, type Verdict, verdicts } from '../model/comparison.ts';
import type { Report, ReportSuite } from '../model/report.ts';
import { exceedsDrift, movesWithDrift } from './drift.ts';
import { formatChange, formatCount, formatNumberOf, formatThreshold } from './format.ts';
import { type Group, type Row, rowOf } from './rows.ts';

/** A regression that was accepted in review. */
export interface AcceptedRow extends Row {
  readonly acceptedBecause: string;
  /** A date; empty where it was accepted for good. */
  readonly until: string;
}

/** Rows that say again what the report's drift says. */
export interface MovedAlong {
  readonly rows: readonly Row[];
  /** What they are: `47 more moved along: +4.1 % to +8.2 %, 45 regressed, 2 inconclusive`. */
  readonly title: string;
}

export interface ComparisonSections {
  /** All that asks for a look, most severe verdict first; no group is empty. */
  readonly attention: readonly Group[];
  /** Null when there are none. */
  readonly movedAlong: MovedAlong | null;
  readonly accepted: readonly AcceptedRow[];
  /** Inconclusive, but most likely within the threshold: what a noisy machine leaves open. */
  readonly undecided: readonly Row[];
  readonly unchanged: readonly Row[];
  /** Throughput that says again what its benchmark's time said: no evidence of its own. */
  readonly derived: readonly Row[];
}

/** Whether the estimate itself, whatever its uncertainty, lies within the threshold. */
function isWithin({ effect }: Comparison, threshold: number): boolean {
  return effect !== null && Math.abs(Math.log(effect.ratio)) <= Math.log1p(threshold);
}

const openVerdicts: ReadonlySet<Verdict> = new Set(['regressed', 'improved', 'inconclusive']);

const isOpen = ({ verdict, accepted }: Comparison) => openVerdicts.has(verdict) && !accepted;

/** What moved along with the drift, but for the worst of it unless worse is shown anyway. O(n). */
function foldedOf(report: Report): ReadonlySet<Comparison> {
  if (report.drift === null) return new Set();
  const [worst, ...others] = report.comparisons.filter(
    (one) => isOpen(one) && movesWithDrift(one, report) && !exceedsDrift(one, report),
  );
  const isWorseShown = report.comparisons.some(
    (one) => isOpen(one) && movesWithDrift(one, report) && exceedsDrift(one, report),
  );
  return new Set(worst && isWorseShown ? [worst, ...others] : others);
}

function titleOfMoved(moved: readonly Comparison[]): string {
  const ratios = moved.flatMap(({ effect }) => effect?.ratio ?? []);
  const lowest = formatChange(ratios.reduce((a, b) => Math.min(a, b)));
  const highest = formatChange(ratios.reduce((a, b) => Math.max(a, b)));
  const range = lowest === highest ? lowest : `${lowest} to ${highest}`;
  const parts = verdicts.flatMap((verdict) => {
    const count = moved.filter((one) => one.verdict === verdict).length;
    const number = count === moved.length ? 'all' : formatCount(count);
    return count > 0 ? [`${number} ${verdict}`] : [];
  });
  return `${formatCount(moved.length)} more moved along: ${[range, ...parts].join(', ')}`;
}

function movedSection(report: Report, folded: ReadonlySet<Comparison>): MovedAlong | null {
  const moved = [...folded];
  if (moved.length === 0) return null;
  return { rows: moved.map((one) => rowOf(one, report)), title: titleOfMoved(moved) };
}

/** The comparisons by what they ask of the reader. O(n). */
export function comparisonSections(report: Report): ComparisonSections {
  const { comparisons, threshold } = report;
  const timeVerdicts = new Map(
    comparisons.flatMap(({ id, metric, verdict }) =>
      metric === 'time' ? [[id, verdict] as const] : [],
    ),
  );
  const folded = foldedOf(report);
  const accepted: AcceptedRow[] = [];
  const derived: Row[] = [];
  const undecided: Row[] = [];
  const byVerdict = new Map<Verdict, Row[]>(verdicts.map((verdict) => [verdict, []]));
  for (const comparison of comparisons) {
    if (folded.has(comparison)) continue;
    const { id, metric, verdict } = comparison;
    // Why what moved along is not called changed, the report's drift says already.
    const isTold =
      verdict === 'inconclusive' &&
      movesWithDrift(comparison, report) &&
      !exceedsDrift(comparison, report);
    const row = rowOf(isTold ? { ...comparison, reason: '' } : comparison, report);
    const repeats = metric === 'throughput' && timeVerdicts.get(id) === verdict;
    const isQuiet = verdict === 'inconclusive' && isWithin(comparison, threshold);
    if (repeats) derived.push(row);
    else if (verdict === 'regressed' && comparison.accepted) {
      const { reason: acceptedBecause, until = '' } = comparison.accepted;
      accepted.push({ ...row, acceptedBecause, until });
    } else if (isQuiet) undecided.push(row);
    else byVerdict.get(verdict)?.push(row);
  }
  const attention = verdicts
    .filter((verdict) => verdict !== 'unchanged')
    .map((verdict) => ({ verdict, rows: byVerdict.get(verdict) ?? [] }))
    .filter(({ rows }) => rows.length > 0);
  const unchanged = byVerdict.get('unchanged') ?? [];
  const moved = movedSection(report, folded);
  return { attention, movedAlong: moved, accepted, undecided, unchanged, derived };
}

/**
 * What the unchanged rows are: `84 unchanged (within ±3 %)`. Benchmarks where each row is one; rows
 * where a benchmark has several metrics, one of which may have changed.
 */
export function unchangedTitle(report: Report, rows: readonly Row[]): string {
  const { counts, threshold, comparisons } = report;
  const what =
    rows.length === counts.unchanged
      ? `${formatCount(rows.length)} unchanged`
      : `${formatNumberOf(rows.length, 'unchanged result', 'unchanged results')}`;
  // Some benchmarks have thresholds of their own, which reports do not hold.
  const isOfAll = comparisons.every(
    ({ verdict, effect }) =>
      verdict !== 'unchanged' ||
      effect === null ||
      (effect.high <= 1 + threshold && effect.low >= 1 / (1 + threshold)),
  );
  return `${what} (within ${isOfAll ? formatThreshold(threshold) : 'their thresholds'})`;
}

/** What the undecided rows are: `9 more inconclusive, estimated within ±3 %`. */
export function undecidedTitle({ counts, threshold }: Report, rows: readonly Row[]): string {
  const more = rows.length < counts.inconclusive ? 'more ' : '';
  return `${formatCount(rows.length)} ${more}inconclusive, estimated within ${formatThreshold(threshold)}`;
}

/** What the accepted rows are: `2 accepted regressions`. */
export function acceptedTitle(rows: readonly AcceptedRow[]): string {
  return formatNumberOf(rows.length, 'accepted regression', 'accepted regressions');
}

/** Suites that did not measure all they should, the worst first. */
export function suiteProblems({ suites }: Report): ReportSuite[] {
  return (['failed', 'incomplete', 'skipped'] as const).flatMap((state) =>
    suites.filter((suite) => suite.state === state),
  );
}
