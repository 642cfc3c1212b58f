/**
 * How noisy are this machine and its benchmarks, going by rounds of identical code, and what changes
 * can be seen there? Pure.
 */
import type { CalibratedMetric, Calibration } from '../model/calibration.ts';
import type { Rule } from '../model/rule.ts';
import { mean, median, sampleVariance } from '../stats/location.ts';
import { typicalValue } from '../stats/typical.ts';
import { autocorrelation } from './calibration/autocorrelation.ts';
import { commonShare } from './calibration/commonShare.ts';
import { detectableWith, type RunPlan, roundsNeeded } from './calibration/detectable.ts';
import { launchSeries } from './calibration/launchSeries.ts';
import { suggest, usualThreshold } from './calibration/suggestion.ts';
import { noisePriors } from './estimate.ts';
import { wholeRounds } from './evidence.ts';
import { looksOf } from './looks.ts';
import { decisionsOf, gate, type JudgedMetric } from './selftest/decisions.ts';
import { pairedRecording, type Sides } from './selftest/recording.ts';
import { warningsOf } from './warnings.ts';

/** For how many rounds it is told what they would see. */
export const shownRounds = [5, 10, 20] as const;

/** A machine on which typical benchmarks see changes of this size can be worked with. */
const usableChange = 0.1;

/** A benchmark that spreads so many times as far as the middle one is worth looking at. */
const farAbove = 3;

export interface CalibrationRequest {
  /** Both sides of rounds of identical code. */
  readonly sides: Sides;
  readonly rule: Rule;
  /** As runs are configured. */
  readonly rounds: { readonly minimum: number; readonly maximum: number };
  /** What about the machine makes measurements noisy. */
  readonly findings: Calibration['machine']['findings'];
}

const medianOrNull = (values: readonly number[]) => (values.length > 0 ? median(values) : null);

/** Relative standard deviation between the launches of each side. */
function launchSpread(sides: readonly (readonly number[])[]): number | null {
  const logarithms = sides.map((values) => values.map(Math.log)).filter(({ length }) => length > 1);
  if (logarithms.length === 0 || logarithms.flat().some((value) => !Number.isFinite(value))) {
    return null;
  }
  return Math.sqrt(mean(logarithms.map(sampleVariance)));
}

function calibrated(
  { comparison, decided }: JudgedMetric,
  maximum: number,
  plan: RunPlan,
): Omit<CalibratedMetric, 'falseAlarm' | 'mend'>[] {
  const { id, suite, metric, unit } = comparison;
  const { evidence, known } = decided;
  if (metric === null || unit === null || evidence.kind !== 'paired') return [];
  const rounds = wholeRounds(evidence, Number.POSITIVE_INFINITY);
  const [before, after] = [rounds.map(({ base }) => base), rounds.map((one) => one.candidate)];
  return [
    {
      id,
      suite,
      metric,
      unit,
      rounds: rounds.length,
      value: rounds.length > 0 ? typicalValue([...before, ...after]) : 0,
      spread: launchSpread([before, after]),
      roundSpread: 'own' in known ? Math.sqrt(known.own.variance) : null,
      threshold: evidence.threshold,
      detectable: shownRounds.map((count) => ({
        rounds: count,
        change: detectableWith(decided, count, plan),
      })),
      roundsNeeded: roundsNeeded(decided, maximum, plan),
      reachableThreshold: usualThreshold(detectableWith(decided, maximum, plan)),
    },
  ];
}

/** Weighted by the number of benchmarks of each suite. */
function commonShareOf(series: readonly (readonly (readonly number[])[])[]): number | null {
  const known = series.flatMap((benchmarks) => {
    const share = commonShare(benchmarks);
    return share === null ? [] : [{ share, weight: benchmarks.length }];
  });
  const weight = known.reduce((sum, one) => sum + one.weight, 0);
  return weight > 0 ? known.reduce((sum, one) => sum + one.share * one.weight, 0) / weight : null;
}

function machineOf(
  metrics: readonly CalibratedMetric[],
  changes: readonly (number | null)[],
  { sides, rule, findings }: CalibrationRequest,
): Calibration['machine'] {
  const series = launchSeries(sides);
  const times = metrics.filter(({ metric }) => metric === 'time');
  const sizes = changes.map((change) => change ?? Number.POSITIVE_INFINITY);
  const typical =
    sizes.length > 0 ? median(sizes.map((size) => Math.min(size, Number.MAX_VALUE))) : null;
  const detectable = typical === Number.MAX_VALUE ? null : typical;
  const state =
    detectable === null || detectable > Math.max(usableChange, rule.threshold)
      ? 'noisy'
      : detectable > rule.threshold
        ? 'usable'
        : 'quiet';
  return {
    state,
    detectable,
    spread: medianOrNull(times.flatMap(({ spread }) => spread ?? [])),
    roundSpread: medianOrNull(times.flatMap(({ roundSpread }) => roundSpread ?? [])),
    commonShare: commonShareOf(series),
    autocorrelation: medianOrNull(series.flat().flatMap((one) => autocorrelation(one) ?? [])),
    findings,
  };
}

/** What cannot be judged in such a run, and why. */
function failuresOf({ base, candidate }: Sides): Calibration['failures'] {
  const failures = [base, candidate].flatMap(({ suites }) => [
    ...suites
      .filter(({ state }) => state !== 'measured')
      .map(({ suite, state, message }) => ({ id: suite, reason: message ?? state })),
    ...suites.flatMap(({ benchmarks }) =>
      benchmarks
        .filter(({ state }) => state === 'failed')
        .map(({ id, message }) => ({ id, reason: message ?? 'It failed.' })),
    ),
  ]);
  // What fails on both sides is told once.
  return [...new Map(failures.map((failure) => [failure.id, failure])).values()];
}

/** Judges rounds of identical code as a run would, and says what other numbers of rounds would see. */
export function calibrate(request: CalibrationRequest): Calibration {
  const { sides, rule, rounds } = request;
  const recording = pairedRecording(sides, looksOf(rounds));
  const all = pairedRecording(sides, null);
  const judged = decisionsOf(all.asRecorded, rule);
  const estimates = judged.flatMap(({ decided }) =>
    'own' in decided.known && decided.known.own.variance > 0 ? [decided.known.own] : [],
  );
  const [any] = estimates;
  const prior = any ? noisePriors(estimates)(any) : null;
  const plan: RunPlan = { minimum: rounds.minimum, rule, tests: judged.length, prior };
  const alarms = new Set(
    gate(recording.asRecorded, rule)
      .report.comparisons.filter(({ verdict }) => verdict === 'regressed' || verdict === 'improved')
      .map(({ id, metric }) => `${metric} ${id}`),
  );
  const warnings = new Map(warningsOf(sides.candidate).map((warning) => [warning.id, warning]));
  const found = judged.flatMap((one) => calibrated(one, rounds.maximum, plan));
  const usual = medianOrNull(
    found.flatMap(({ metric, roundSpread }) => (metric === 'time' ? (roundSpread ?? []) : [])),
  );
  const metrics = found
    .map((one): CalibratedMetric => {
      const warning = one.metric === 'time' ? warnings.get(one.id) : undefined;
      const isFar =
        usual !== null && one.roundSpread !== null && one.roundSpread > farAbove * usual;
      const noisy = {
        kind: 'noisy' as const,
        text: `Its rounds spread ${((one.roundSpread ?? 0) / (usual ?? 1)).toFixed(1)} times as far as those of the middle benchmark: let one iteration do more work, or take out what differs from launch to launch.`,
      };
      return {
        ...one,
        falseAlarm: alarms.has(`${one.metric} ${one.id}`),
        mend: [
          ...(warning ? [{ kind: warning.kind, text: warning.text }] : []),
          ...(isFar && one.roundsNeeded === null ? [noisy] : []),
        ],
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.metric < b.metric ? -1 : 1));
  const changes = judged.map(({ decided }) => detectableWith(decided, rounds.maximum, plan));
  const { id, perfwatchVersion, startedAt, durationSeconds, state, environment, commit, filter } =
    sides.candidate;
  return {
    schema: 'perfwatch/calibration',
    version: 1,
    run: { id, perfwatchVersion, startedAt, durationSeconds, state, environment, commit, filter },
    rounds: all.depth,
    configuredRounds: { ...rounds },
    threshold: rule.threshold,
    machine: machineOf(metrics, changes, request),
    metrics,
    failures: failuresOf(sides),
    suggestion: suggest(metrics, { threshold: rule.threshold, rounds }),
  };
}
