/** What became of each benchmark, and of each suite as a whole, as JUnit knows tests: one outcome each. */
import type { Comparison } from '../model/comparison.ts';
import type { Report, ReportSuite } from '../model/report.ts';
import type { SourceLine } from '../model/sourceLine.ts';
import { printableLines } from '../text.ts';
import { rowOf } from './rows.ts';

export interface TestCase {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** The verdict or state; of a case that failed. */
  readonly kind: string;
  /** On one line; of a case that failed or was skipped. */
  readonly message: string;
  /** What there is to tell. */
  readonly lines: readonly string[];
  /** What it took, typically; 0 where no time was measured. */
  readonly timeSeconds: number;
  readonly source?: SourceLine;
}

const failing: ReadonlySet<string> = new Set(['regressed', 'failed', 'missing']);

/** These say nothing that needs reading. */
const silent: ReadonlySet<string> = new Set(['unchanged', 'added']);

const fails = ({ verdict, accepted }: Comparison) => failing.has(verdict) && !accepted;

/** `time regressed: 1.46 ms → 1.71 ms, +17.2 % [+12.1 %, +22.4 %]`. */
function sentenceOf(comparison: Comparison, report: Report): string {
  const { verdict, metric, base, candidate, change, interval, reason } = rowOf(comparison, report);
  const says = comparison.accepted
    ? `regressed, which was accepted (${comparison.accepted.reason})`
    : verdict;
  const values = base && candidate ? `${base} → ${candidate}` : candidate || base;
  const numbers = [values, [change, interval].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [`${metric} ${says}`.trim(), numbers, reason].filter(Boolean).join(': ');
}

/** Reports hold what harnesses say; of a long message, the beginning. */
const limits = { maxLines: 40, maxWidth: 500 };

/** The first line, and how many there are behind it. */
const firstLine = (text: string) => printableLines(text, { ...limits, maxLines: 1 }).join(' ');

function caseOf(
  id: string,
  comparisons: readonly Comparison[],
  timeSeconds: number,
  report: Report,
): TestCase {
  const worst = comparisons.find(fails);
  const told = comparisons.filter(({ verdict }) => !silent.has(verdict));
  const source = comparisons.find((comparison) => comparison.source)?.source;
  return {
    name: id,
    outcome: worst ? 'failed' : 'passed',
    kind: worst?.verdict ?? '',
    message: worst ? firstLine(sentenceOf(worst, report)) : '',
    lines: told.flatMap((comparison) => printableLines(sentenceOf(comparison, report), limits)),
    timeSeconds,
    ...(source && { source }),
  };
}

/**
 * Whether the run failed for its skipped suites: a report does not tell whether they were allowed to be,
 * but nothing else in it explains the outcome.
 */
function skippedFail({ outcome, suites, comparisons }: Report): boolean {
  const isExplained =
    comparisons.some(fails) ||
    suites.some(({ state }) => state === 'failed' || state === 'incomplete');
  return outcome === 'failed' && !isExplained;
}

/** Of a suite that is not whole, however many of its benchmarks are told of. */
function suiteCase(
  { suite, state, message = '' }: ReportSuite,
  skipped: 'skipped' | 'failed',
): TestCase[] {
  if (state === 'measured') return [];
  return [
    {
      name: suite,
      outcome: state === 'skipped' ? skipped : 'failed',
      kind: state,
      message: firstLine(message) || `the suite is ${state}`,
      lines: printableLines(message, limits),
      timeSeconds: 0,
    },
  ];
}

/** The cases of each suite, in the order of the report: the suite's own first, then the most severe. O(n). */
export function testCases(report: Report): Map<string, TestCase[]> {
  const comparisons = new Map<string, Comparison[]>();
  const suiteOf = new Map<string, string>();
  const seconds = new Map<string, number>();
  for (const comparison of report.comparisons) {
    const { id, suite, metric, candidate } = comparison;
    const known = comparisons.get(id);
    if (known) known.push(comparison);
    else comparisons.set(id, [comparison]);
    suiteOf.set(id, suite);
    if (metric === 'time' && candidate) seconds.set(id, candidate.value);
  }
  for (const { id, suite, metric, side } of report.measurements) {
    suiteOf.set(id, suite);
    if (metric === 'time') seconds.set(id, side.value);
  }
  const skipped = skippedFail(report) ? 'failed' : 'skipped';
  const suites = new Map(report.suites.map((suite) => [suite.suite, suiteCase(suite, skipped)]));
  for (const [id, suite] of suiteOf) {
    const cases = suites.get(suite) ?? [];
    cases.push(caseOf(id, comparisons.get(id) ?? [], seconds.get(id) ?? 0, report));
    suites.set(suite, cases);
  }
  return suites;
}
