/** What a report says in a sentence or two, in words that every reporter shares. */
import { type Verdict, verdicts } from '../model/comparison.ts';
import type { Report, ReportSuite } from '../model/report.ts';
import { formatCount, formatNumberOf } from './format.ts';

/** Always followed by the word: a symbol or a colour alone says nothing to a screen reader. */
export const verdictSymbols: Readonly<Record<Verdict, string>> = {
  regressed: '✗',
  failed: '!',
  missing: '?',
  improved: '✓',
  incomparable: '≠',
  inconclusive: '~',
  added: '+',
  unchanged: '=',
};

const outcomeSymbols: Readonly<Record<Report['outcome'], string>> = {
  regressed: '✗',
  failed: '!',
  'no-baseline': '○',
  undecided: '~',
  passed: '✓',
};

/** One countable fact; `verdict` is what it is an instance of, or the nearest to it. */
interface HeadlinePart {
  readonly text: string;
  readonly verdict: Verdict;
}

export interface Headline {
  /** Of the outcome as a whole. */
  readonly symbol: string;
  /** What the outcome means, where the parts do not say it themselves; else empty. */
  readonly lead: string;
  /** Most important first; never empty. */
  readonly parts: readonly HeadlinePart[];
}

/** How many benchmarks were measured and have nothing to be compared with. */
function uncomparedBenchmarks({ measurements, comparisons }: Report): number {
  const compared = new Set(comparisons.map(({ id }) => id));
  return new Set(measurements.map(({ id }) => id).filter((id) => !compared.has(id))).size;
}

function suitesIn(report: Report, state: ReportSuite['state'], word: string, verdict: Verdict) {
  const count = report.suites.filter((suite) => suite.state === state).length;
  return count > 0
    ? [{ text: `${formatNumberOf(count, 'suite', 'suites')} ${word}`, verdict }]
    : [];
}

function leadOf(report: Report): string {
  const { accepted } = report;
  if (report.outcome === 'passed') {
    return accepted > 0 ? 'Nothing new regressed' : 'Nothing regressed';
  }
  if (report.outcome === 'undecided') {
    // Some of it was shown to be as before or better; what could not be decided is counted. Where
    // most got slower and nobody knows why, that would be no consolation.
    const { unchanged, improved } = report.counts;
    const isCalm = unchanged + improved > 0 && !(report.drift && report.drift.ratio > 1);
    if (!isCalm) return 'Undecided';
    return accepted > 0 ? 'No new regression found' : 'No regression found';
  }
  if (report.outcome === 'no-baseline') {
    return report.base ? 'Nothing to compare with' : 'No baseline yet';
  }
  return '';
}

/** The outcome and what it consists of: `2 regressed, 1 improved, 84 unchanged`. */
export function headline(report: Report): Headline {
  const counted = (verdict: Verdict): HeadlinePart[] => {
    const count = report.counts[verdict];
    return count > 0 ? [{ text: `${formatCount(count)} ${verdict}`, verdict }] : [];
  };
  const uncompared = uncomparedBenchmarks(report);
  const { accepted } = report;
  const measured =
    report.base && report.outcome !== 'no-baseline'
      ? `${formatCount(uncompared)} not compared`
      : `${formatNumberOf(uncompared, 'benchmark', 'benchmarks')} measured`;
  const parts: HeadlinePart[] = [
    ...counted('regressed'),
    ...suitesIn(report, 'failed', 'failed', 'failed'),
    ...(report.run.state === 'interrupted'
      ? [{ text: 'run interrupted', verdict: 'failed' as const }]
      : []),
    ...suitesIn(report, 'incomplete', 'incomplete', 'failed'),
    ...suitesIn(report, 'skipped', 'skipped', 'missing'),
    ...verdicts.slice(1, -1).flatMap(counted),
    ...(accepted > 0
      ? [{ text: `${formatCount(accepted)} accepted`, verdict: 'unchanged' as const }]
      : []),
    ...counted('unchanged'),
    ...(uncompared > 0 ? [{ text: measured, verdict: 'added' as const }] : []),
  ];
  return {
    symbol: outcomeSymbols[report.outcome],
    lead: leadOf(report),
    parts: parts.length > 0 ? parts : [{ text: 'no benchmarks measured', verdict: 'missing' }],
  };
}

/** The headline as plain text, with its symbol first. */
export function headlineText({ symbol, lead, parts }: Headline): string {
  return `${symbol} ${lead ? `${lead}: ` : ''}${parts.map(({ text }) => text).join(', ')}`;
}
