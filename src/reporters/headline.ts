/** What a report says in a sentence or two, in words that every reporter shares. */
import { type Verdict, verdicts } from '../model/comparison.ts';
import type { Report, ReportSuite } from '../model/report.ts';
import {
  formatCount,
  formatDuration,
  formatNumberOf,
  formatShare,
  formatThreshold,
  formatValue,
  shortSha,
} from './format.ts';

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
  if (report.outcome === 'passed') return 'Nothing regressed';
  if (report.outcome === 'undecided') {
    // Some of it was shown to be as before or better; what could not be decided is counted.
    const { unchanged, improved } = report.counts;
    return unchanged + improved > 0 ? 'No regression found' : 'Undecided';
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
    ...verdicts.slice(1).flatMap(counted),
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

function launchesOf(suites: readonly ReportSuite[]): string[] {
  const launches = suites.map((suite) => suite.launches).filter((count) => count > 0);
  if (launches.length === 0) return [];
  const [fewest, most] = [Math.min(...launches), Math.max(...launches)];
  const text = formatNumberOf(most, 'launch', 'launches');
  return [fewest === most ? text : `${formatCount(fewest)} to ${text}`];
}

/** The nominal coverage of the intervals, if there are any; a report has one for all of them. */
export function confidenceOf(report: Report): number | null {
  return report.comparisons.find(({ effect }) => effect)?.effect?.confidence ?? null;
}

/** What was compared with what, and how: phrases, still to be made safe to show. */
export function comparedWith(report: Report): string[] {
  const { run, base } = report;
  const candidate = run.commit
    ? `${shortSha(run.commit.sha)}${run.commit.dirty ? ' with local changes' : ''}`
    : null;
  const [newest, ...older] = base?.commits ?? [];
  const baseCommit = newest
    ? ` (${shortSha(newest)}${older.length > 0 ? ` and ${older.length} older` : ''})`
    : '';
  const sides = base
    ? `${candidate ?? 'This run'} compared with ${base.title}${baseCommit}`
    : candidate;
  const confidence = confidenceOf(report);
  return [
    ...(sides ? [sides] : []),
    ...launchesOf(report.suites),
    ...(base ? [`threshold ${formatThreshold(report.threshold)}`] : []),
    ...(confidence === null ? [] : [`${formatShare(confidence)} intervals`]),
    ...(run.filter === null ? [] : [`only those matching ${run.filter}`]),
    `took ${formatDuration(run.durationSeconds)}`,
  ];
}

/** Where it was measured: label and text, still to be made safe to show. */
export function environmentOf(report: Report): (readonly [label: string, text: string])[] {
  const { environment, perfwatchVersion, startedAt } = report.run;
  const { machine } = environment;
  const harnesses = report.suites.flatMap(({ suite, harness }) =>
    harness ? [`${suite}: ${harness.name} ${harness.version}`] : [],
  );
  return [
    [
      'CPU',
      `${machine.cpuModel}, ${formatNumberOf(machine.cpuCount, 'logical processor', 'logical processors')}`,
    ],
    ['Memory', formatValue(environment.memoryBytes, 'B')],
    ['System', `${machine.os}, ${machine.architecture}, kernel ${environment.kernel}`],
    ...(environment.loadAverage === null
      ? []
      : [['Load before', environment.loadAverage.toFixed(2)] as const]),
    ...(environment.ci === null ? [] : [['CI', environment.ci] as const]),
    ...(harnesses.length > 0 ? [['Harnesses', harnesses.join('; ')] as const] : []),
    ['perfwatch', `${perfwatchVersion}, started ${startedAt}`],
  ];
}
