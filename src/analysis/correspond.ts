/** Which metrics of one benchmark correspond on the two sides, and may they be compared? Pure. */
import type { Comparison } from '../model/comparison.ts';
import { type MetricName, metrics, type Unit } from '../model/metric.ts';
import { type BenchmarkSummary, launchValues, type MetricSummary } from '../model/summary.ts';
import { typicalValue } from '../stats/typical.ts';

/** A comparison before its decision. */
export type Undecided = Omit<Comparison, 'verdict' | 'reason' | 'effect' | 'launchesNeeded'>;

export type Correspondence =
  /** To be decided from these launches. */
  | {
      readonly kind: 'test';
      readonly comparison: Undecided;
      readonly base: readonly number[];
      readonly candidate: readonly number[];
    }
  /** Follows from the benchmark's time, if that is compared: throughput of the same work. */
  | { readonly kind: 'derived'; readonly comparison: Undecided }
  /** Settled without statistics. */
  | {
      readonly kind: 'settled';
      readonly comparison: Undecided;
      readonly verdict: 'added' | 'incomparable';
      readonly reason?: string;
    };

/** One metric's launches on the two sides; undefined where a side does not have it. */
interface Sides {
  readonly id: string;
  readonly suite: string;
  readonly metric: MetricName;
  readonly unit: Unit;
  readonly base: readonly number[] | undefined;
  readonly candidate: readonly number[] | undefined;
}

function side(launches: readonly number[] | undefined): Comparison['base'] {
  return launches ? { value: typicalValue(launches), launches: launches.length } : null;
}

function undecided({ id, suite, metric, unit, base, candidate }: Sides): Undecided {
  const { direction } = metrics[metric];
  return { id, suite, metric, unit, direction, base: side(base), candidate: side(candidate) };
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

function correspondMetric(
  before: MetricSummary | undefined,
  after: MetricSummary | undefined,
  comparison: Undecided,
  workChanged: string | null,
): Correspondence {
  if (!before) return { kind: 'settled', comparison, verdict: 'added' };
  if (!after) {
    // The benchmark is there and was measured, so nothing failed; the two sides tell different things.
    const reason = 'Only the base tells this metric.';
    return { kind: 'settled', comparison, verdict: 'incomparable', reason };
  }
  if (before.sampleKind !== after.sampleKind) {
    const reason =
      'One side measured single calls, the other averages over many calls; their spreads differ.';
    return { kind: 'settled', comparison, verdict: 'incomparable', reason };
  }
  if (after.metric === 'time' && workChanged) {
    return { kind: 'settled', comparison, verdict: 'incomparable', reason: workChanged };
  }
  return {
    kind: 'test',
    comparison,
    base: launchValues(before),
    candidate: launchValues(after),
  };
}

/** Throughput per launch; the sides may declare different amounts of work. */
function correspondThroughput(
  suite: string,
  base: BenchmarkSummary,
  candidate: BenchmarkSummary,
  isTimeCompared: boolean,
): Correspondence[] {
  const rates = (benchmark: BenchmarkSummary, amount: number) => {
    const time = benchmark.metrics.find(({ metric }) => metric === 'time');
    const seconds = time && launchValues(time).filter((value) => value > 0);
    return seconds && seconds.length > 0 ? seconds.map((value) => amount / value) : undefined;
  };
  return workUnits.flatMap(({ kind, unit }): Correspondence[] => {
    const before = base.workPerIteration?.[kind];
    const after = candidate.workPerIteration?.[kind];
    if (before === undefined || after === undefined) return [];
    const sides = { base: rates(base, before), candidate: rates(candidate, after) };
    if (!sides.base || !sides.candidate) return [];
    const comparison = undecided({ id: candidate.id, suite, metric: 'throughput', unit, ...sides });
    return isTimeCompared
      ? [{ kind: 'derived', comparison }]
      : [{ kind: 'test', comparison, base: sides.base, candidate: sides.candidate }];
  });
}

/** Pairs the judged metrics of a benchmark that the candidate measured and the base may have. */
export function correspond(
  suite: string,
  base: BenchmarkSummary | undefined,
  candidate: BenchmarkSummary,
  judged: ReadonlySet<MetricName>,
): Correspondence[] {
  const before = new Map(base?.metrics.map((summary) => [summary.metric, summary]));
  const after = new Map(candidate.metrics.map((summary) => [summary.metric, summary]));
  const workChanged = base ? workChange(base, candidate) : null;
  const measured = [...new Set([...after.keys(), ...before.keys()])]
    .filter((metric) => judged.has(metric))
    .flatMap((metric): Correspondence[] => {
      const one = after.get(metric) ?? before.get(metric);
      if (!one) return [];
      const [old, now] = [before.get(metric), after.get(metric)];
      const sides = {
        base: old && launchValues(old),
        candidate: now && launchValues(now),
      };
      const comparison = undecided({ id: candidate.id, suite, metric, unit: one.unit, ...sides });
      return [correspondMetric(old, now, comparison, workChanged)];
    });
  const throughput =
    base && judged.has('throughput')
      ? correspondThroughput(suite, base, candidate, judged.has('time') && !workChanged)
      : [];
  return [...measured, ...throughput];
}
