/** Which metrics of one benchmark correspond on the two sides, and may they be compared? Pure. */
import type { Comparison, Effect, Verdict } from '../model/comparison.ts';
import { directionOf, isInTable, type MeasuredMetric, metrics } from '../model/metric.ts';
import { type BenchmarkRule, isJudged } from '../model/rule.ts';
import { type BenchmarkSummary, launchValues, type MetricSummary } from '../model/summary.ts';
import { typicalValue } from '../stats/typical.ts';
import type { Evidence } from './evidence.ts';
import { evidenceOf, known, valuesOf } from './launchesOfSides.ts';
import { settledByForeignZeros, settledByZeros } from './zeroCounts.ts';

/** A comparison before its decision. */
export type Undecided = Omit<
  Comparison,
  'verdict' | 'reason' | 'effect' | 'launchesNeeded' | 'detectable'
>;

export type Correspondence =
  /** To be decided from this evidence. */
  | { readonly kind: 'test'; readonly comparison: Undecided; readonly evidence: Evidence }
  /** Follows from the benchmark's time, if that is compared: throughput of the same work. */
  | { readonly kind: 'derived'; readonly comparison: Undecided }
  /** Settled without statistics. */
  | {
      readonly kind: 'settled';
      readonly comparison: Undecided;
      readonly verdict: Exclude<Verdict, 'failed' | 'missing'>;
      readonly reason?: string;
      readonly effect?: Effect | null;
    };

/** One benchmark on both sides. */
export interface Sides {
  readonly suite: string;
  /** Oldest run first, the newest one last; empty when the base does not have the benchmark. */
  readonly history: readonly BenchmarkSummary[];
  readonly candidate: BenchmarkSummary;
  /** Whether launches of the same number on both sides are one round. */
  readonly paired: boolean;
}

/** How the metrics of a benchmark are judged. */
export interface Judgement extends Pick<BenchmarkRule, 'metrics' | 'threshold'> {
  /** Coverage of the intervals. */
  readonly confidence: number;
}

const workUnits = [
  { kind: 'bytes', unit: 'B/s' },
  { kind: 'elements', unit: '1/s' },
] as const;

/** What one iteration processes, where the two sides declare different amounts; else null. */
function workChange(base: BenchmarkSummary, candidate: BenchmarkSummary): string | null {
  for (const { kind } of workUnits) {
    const before = base.workPerIteration?.[kind];
    const after = candidate.workPerIteration?.[kind];
    if (before !== undefined && after !== undefined && before !== after) {
      return `One iteration processed ${before} ${kind} and now ${after}; its throughput is compared instead.`;
    }
  }
  return null;
}

const metricOf = (summary: BenchmarkSummary, { metric, unit }: MeasuredMetric) =>
  summary.metrics.find((one) => one.metric === metric && one.unit === unit);

const time: MeasuredMetric = { metric: 'time', unit: 's' };

/** A metric that only one side tells. */
function oneSided(
  sides: Sides,
  summary: MetricSummary,
  side: 'base' | 'candidate',
): Correspondence {
  const { metric, unit } = summary;
  const values = launchValues(summary);
  const shown = { value: typicalValue(values), launches: values.length };
  const comparison: Undecided = {
    id: sides.candidate.id,
    suite: sides.suite,
    metric,
    unit,
    direction: directionOf(summary),
    base: side === 'base' ? shown : null,
    candidate: side === 'candidate' ? shown : null,
  };
  if (side === 'candidate') return { kind: 'settled', comparison, verdict: 'added' };
  // The benchmark is there and was measured, so nothing failed; the two sides tell different things.
  const reason = 'Only the base tells this metric.';
  return { kind: 'settled', comparison, verdict: 'incomparable', reason };
}

function correspondMetric(
  sides: Sides,
  base: BenchmarkSummary,
  measured: MeasuredMetric,
  judgement: Judgement,
): Correspondence[] {
  const { suite, candidate, history, paired } = sides;
  const [before, after] = [metricOf(base, measured), metricOf(candidate, measured)];
  if (!after) return before && directionOf(before) ? [oneSided(sides, before, 'base')] : [];
  const direction = directionOf(after);
  if (direction === null) return [];
  if (!before) return [oneSided(sides, after, 'candidate')];
  const { metric, unit } = after;
  // An older run that measured something else tells nothing about this one.
  const comparableRuns = history
    .map((run) => (workChange(run, base) ? undefined : metricOf(run, measured)))
    .filter((run) => run?.sampleKind === before.sampleKind);
  const launches = {
    runs: comparableRuns.map((run) => run?.launches ?? []),
    candidate: after.launches,
  };
  const evidence = evidenceOf(launches, paired, { unit, direction }, judgement.threshold);
  const id = candidate.id;
  const comparison = { id, suite, metric, unit, direction, ...valuesOf(evidence) };
  const incomparable = (reason: string): Correspondence[] => [
    { kind: 'settled', comparison, verdict: 'incomparable', reason },
  ];
  if (before.sampleKind !== after.sampleKind) {
    return incomparable(
      'One side measured single calls, the other averages over many calls; their spreads differ.',
    );
  }
  if ((directionOf(before) ?? direction) !== direction) {
    return incomparable('The two sides tell the opposite about which of its values are better.');
  }
  const workChanged = metric === 'time' ? workChange(base, candidate) : null;
  if (workChanged) return incomparable(workChanged);
  const settles = isInTable(after) ? settledByZeros : settledByForeignZeros;
  const byZeros = settles(evidence, judgement.confidence);
  return byZeros
    ? [{ kind: 'settled', comparison, ...byZeros }]
    : [{ kind: 'test', comparison, evidence }];
}

/** Rates of launches that took some time; null where one gave none. */
const ratesOf = (summary: MetricSummary, amount: number) =>
  summary.launches.map((seconds) => (seconds === null || seconds === 0 ? null : amount / seconds));

/** Throughput per launch; the sides may declare different amounts of work. */
function correspondThroughput(
  sides: Sides,
  base: BenchmarkSummary,
  judgement: Judgement,
): Correspondence[] {
  const { suite, candidate, history, paired } = sides;
  const now = metricOf(candidate, time);
  const isDerived = isJudged(judgement, 'time') && workChange(base, candidate) === null;
  return workUnits.flatMap(({ kind, unit }): Correspondence[] => {
    const after = candidate.workPerIteration?.[kind];
    const runs = history.flatMap((run) => {
      const then = metricOf(run, time);
      const amount = run.workPerIteration?.[kind];
      const rates = then && amount !== undefined ? ratesOf(then, amount) : [];
      return known(rates).length > 0 ? [rates] : [];
    });
    if (!now || after === undefined || runs.length === 0) return [];
    const rates = ratesOf(now, after);
    if (known(rates).length === 0) return [];
    const launches = { runs, candidate: rates };
    const metric = 'throughput';
    const { direction } = metrics[metric];
    const evidence = evidenceOf(launches, paired, { unit, direction }, judgement.threshold);
    const id = candidate.id;
    const comparison = { id, suite, metric, unit, direction, ...valuesOf(evidence) } as const;
    return [isDerived ? { kind: 'derived', comparison } : { kind: 'test', comparison, evidence }];
  });
}

/** Pairs the judged metrics of a benchmark that the candidate measured and the base may have. */
export function correspond(sides: Sides, judgement: Judgement): Correspondence[] {
  const { candidate, history } = sides;
  const base = history.at(-1);
  if (!base) {
    return candidate.metrics
      .filter((summary) => directionOf(summary) && isJudged(judgement, summary.metric))
      .map((summary) => oneSided(sides, summary, 'candidate'));
  }
  const all = [...candidate.metrics, ...base.metrics];
  const distinct = new Map(all.map((one) => [`${one.metric} ${one.unit}`, one]));
  const measured = [...distinct.values()]
    .filter(({ metric }) => isJudged(judgement, metric))
    .flatMap((one) => correspondMetric(sides, base, one, judgement));
  const throughput = isJudged(judgement, 'throughput')
    ? correspondThroughput(sides, base, judgement)
    : [];
  return [...measured, ...throughput];
}
