/** Which metrics of one benchmark correspond on the two sides, and may they be compared? Pure. */
import type { Comparison, Effect, Verdict } from '../model/comparison.ts';
import { type MetricName, metrics, type Unit } from '../model/metric.ts';
import { type BenchmarkSummary, launchValues, type MetricSummary } from '../model/summary.ts';
import { typicalValue } from '../stats/typical.ts';
import { type Evidence, wholeRounds } from './evidence.ts';
import { settledByZeros } from './zeroCounts.ts';

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
export interface Judgement {
  readonly metrics: ReadonlySet<MetricName>;
  readonly threshold: number;
  /** Coverage of the intervals. */
  readonly confidence: number;
}

/** One number per launch, null where one gave none, run by run on the base's side. */
interface Launches {
  readonly runs: readonly (readonly (number | null)[])[];
  readonly candidate: readonly (number | null)[];
}

const known = (launches: readonly (number | null)[]) => launches.filter((value) => value !== null);

const isCounted = (unit: Unit) => unit === 'B' || unit === '1';

function evidenceOf(
  { runs, candidate }: Launches,
  paired: boolean,
  metric: MetricName,
  unit: Unit,
  threshold: number,
): Evidence {
  const { direction } = metrics[metric];
  const judged = { direction, counted: isCounted(unit), threshold };
  const [base] = runs;
  return paired && base
    ? { kind: 'paired', base, candidate, ...judged }
    : { kind: 'stored', runs: runs.map(known), candidate: known(candidate), ...judged };
}

/** What readers are shown of the sides: typical values, of whole rounds only where rounds count. */
function valuesOf(evidence: Evidence): Pick<Comparison, 'base' | 'candidate'> {
  if (evidence.kind === 'stored') {
    const { runs, candidate } = evidence;
    const launches = runs.reduce((sum, run) => sum + run.length, 0);
    return {
      base: {
        value: typicalValue(runs.map(typicalValue)),
        launches,
        ...(runs.length > 1 && { runs: runs.length }),
      },
      candidate: { value: typicalValue(candidate), launches: candidate.length },
    };
  }
  const whole = wholeRounds(evidence, Number.POSITIVE_INFINITY);
  const sideOf = (values: readonly number[], all: readonly (number | null)[]) => {
    const shown = values.length > 0 ? values : known(all);
    return shown.length > 0 ? { value: typicalValue(shown), launches: shown.length } : null;
  };
  return {
    base: sideOf(
      whole.map(({ base }) => base),
      evidence.base,
    ),
    candidate: sideOf(
      whole.map(({ candidate }) => candidate),
      evidence.candidate,
    ),
  };
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

const metricOf = (summary: BenchmarkSummary, metric: MetricName) =>
  summary.metrics.find((one) => one.metric === metric);

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
    direction: metrics[metric].direction,
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
  metric: MetricName,
  judgement: Judgement,
): Correspondence[] {
  const { suite, candidate, history, paired } = sides;
  const [before, after] = [metricOf(base, metric), metricOf(candidate, metric)];
  if (!after) return before ? [oneSided(sides, before, 'base')] : [];
  if (!before) return [oneSided(sides, after, 'candidate')];
  const { unit } = after;
  // An older run that measured something else tells nothing about this one.
  const comparableRuns = history
    .map((run) => (workChange(run, base) ? undefined : metricOf(run, metric)))
    .filter((run) => run !== undefined && run.unit === unit)
    .filter((run) => run?.sampleKind === before.sampleKind);
  const launches = {
    runs: comparableRuns.map((run) => run?.launches ?? []),
    candidate: after.launches,
  };
  const evidence = evidenceOf(launches, paired, metric, unit, judgement.threshold);
  const { direction } = evidence;
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
  const workChanged = metric === 'time' ? workChange(base, candidate) : null;
  if (workChanged) return incomparable(workChanged);
  const settled = settledByZeros(evidence, judgement.confidence);
  return settled
    ? [{ kind: 'settled', comparison, ...settled }]
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
  const now = metricOf(candidate, 'time');
  const isDerived = judgement.metrics.has('time') && workChange(base, candidate) === null;
  return workUnits.flatMap(({ kind, unit }): Correspondence[] => {
    const after = candidate.workPerIteration?.[kind];
    const runs = history.flatMap((run) => {
      const time = metricOf(run, 'time');
      const amount = run.workPerIteration?.[kind];
      const rates = time && amount !== undefined ? ratesOf(time, amount) : [];
      return known(rates).length > 0 ? [rates] : [];
    });
    if (!now || after === undefined || runs.length === 0) return [];
    const rates = ratesOf(now, after);
    if (known(rates).length === 0) return [];
    const launches = { runs, candidate: rates };
    const evidence = evidenceOf(launches, paired, 'throughput', unit, judgement.threshold);
    const { direction } = evidence;
    const id = candidate.id;
    const metric = 'throughput';
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
      .filter(({ metric }) => judgement.metrics.has(metric))
      .map((summary) => oneSided(sides, summary, 'candidate'));
  }
  const names = new Set([...candidate.metrics, ...base.metrics].map(({ metric }) => metric));
  const measured = [...names]
    .filter((metric) => judgement.metrics.has(metric))
    .flatMap((metric) => correspondMetric(sides, base, metric, judgement));
  const throughput = judgement.metrics.has('throughput')
    ? correspondThroughput(sides, base, judgement)
    : [];
  return [...measured, ...throughput];
}
