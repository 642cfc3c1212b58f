/** How strictly are two runs compared? Checked by hand, so that no schemas are loaded for it. */
import { perfwatchError } from '../errors.ts';
import { metrics as knownMetrics, type MetricName } from '../model/metric.ts';
import { type BenchmarkOverride, defaultRule, type Rule } from '../model/rule.ts';

/** Names and defaults are those of the configuration; no configuration is read. */
export interface CompareOptions {
  /** Changes within ± this share do not matter: 0.03 is 3 %, the default. */
  readonly threshold?: number;
  /**
   * Coverage of the intervals, 0.95 by default; the rest is the share of wrong ones to expect among
   * reported changes, at most.
   */
  readonly confidence?: number;
  /** The chance that a run in which nothing changed reports any change, 0.005 by default. */
  readonly falseAlarmRate?: number;
  /** Which metrics get a verdict; by default time, throughput, memory and instructions. */
  readonly metrics?: readonly MetricName[];
  /** What is different for some benchmarks; of several that match, the last one counts. */
  readonly benchmarks?: readonly BenchmarkOverride[];
  /** Ids of the base → ids of the candidate: whole ids, or beginnings that end in `/`. */
  readonly renames?: Readonly<Record<string, string>>;
  /** Compare runs of different machines or toolchains all the same. */
  readonly anyEnvironment?: boolean;
  /** A suite whose toolchain was missing does not make the outcome `failed`. */
  readonly allowMissing?: boolean;
  /** What the report calls the base; by default what was measured side by side, or "the base". */
  readonly baseTitle?: string;
}

function requireNumber(
  option: string,
  value: number | undefined,
  [least, most]: readonly [number, number],
  advice: string,
): void {
  // Whoever writes JavaScript may hand over anything.
  if (value === undefined || (typeof value === 'number' && value > least && value < most)) return;
  throw perfwatchError('option-invalid', { option, value: String(value), advice });
}

function requireMetrics(option: string, metrics: readonly MetricName[] | undefined): void {
  const unknown = metrics?.find((name) => !Object.hasOwn(knownMetrics, name));
  if (unknown === undefined && metrics?.length !== 0) return;
  const advice = `Choose among: ${Object.keys(knownMetrics).join(', ')}.`;
  throw perfwatchError('option-invalid', { option, value: unknown ?? '', advice });
}

const shareAdvice = 'Give a share between 0 and 1: 0.03 is 3 %.';

function requireOverride({ match, threshold, metrics }: BenchmarkOverride, index: number): void {
  const option = `benchmarks[${index}]`;
  if (typeof match !== 'string' || match === '') {
    const advice = 'Give a glob on ids, like "suite/**".';
    throw perfwatchError('option-invalid', {
      option: `${option}.match`,
      value: String(match),
      advice,
    });
  }
  requireNumber(`${option}.threshold`, threshold, [0, 1], shareAdvice);
  requireMetrics(`${option}.metrics`, metrics);
}

function requireRenames(renames: Readonly<Record<string, string>>): void {
  for (const [old, now] of Object.entries(renames)) {
    if (old.endsWith('/') === now.endsWith('/')) continue;
    const advice = 'Both ids end in "/", to rename all that begins so, or neither does.';
    throw perfwatchError('option-invalid', { option: `renames["${old}"]`, value: now, advice });
  }
}

/**
 * The rule that the options make, with defaults where they say nothing.
 *
 * @throws PerfwatchError `option-invalid`.
 */
export function ruleOf(options: CompareOptions): Rule {
  const {
    threshold = defaultRule.threshold,
    confidence = defaultRule.confidence,
    falseAlarmRate = defaultRule.falseAlarmRate,
    metrics = defaultRule.metrics,
    benchmarks = defaultRule.benchmarks,
    renames = defaultRule.renames,
    anyEnvironment = defaultRule.anyEnvironment,
  } = options;
  requireNumber('threshold', threshold, [0, 1], shareAdvice);
  requireNumber('confidence', confidence, [0.5, 1], 'Give a number between 0.5 and 1, like 0.95.');
  const rateAdvice = 'Give a share above 0, 0.2 at most: 0.005 is 0.5 %.';
  requireNumber('falseAlarmRate', falseAlarmRate, [0, 0.2 + Number.EPSILON], rateAdvice);
  requireMetrics('metrics', metrics);
  benchmarks.forEach(requireOverride);
  requireRenames(renames);
  return { threshold, confidence, falseAlarmRate, metrics, benchmarks, renames, anyEnvironment };
}
