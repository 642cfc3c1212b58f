/** How strictly are two runs compared? Checked by hand, so that no schemas are loaded for it. */
import { perfwatchError } from '../errors.ts';
import type { MetricName } from '../model/metric.ts';
import { isMetricName, metricNameAdvice } from '../model/metricName.ts';
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
  /**
   * Which metrics get a verdict; by default all but the CPU times `user-time` and `system-time`. One of
   * which nobody told which values are better never gets one.
   */
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
  /** What the report calls the candidate, before its commit; by default nothing but that. */
  readonly candidateTitle?: string;
}

/** Whoever writes JavaScript may hand over anything; of what has no short text, its kind. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  return typeof value === 'object' && value !== null ? '{…}' : String(value);
}

function invalid(option: string, value: unknown, advice: string) {
  return perfwatchError('option-invalid', { option, value: shown(value), advice });
}

function requireNumber(
  option: string,
  value: unknown,
  [least, most]: readonly [number, number],
  advice: string,
): void {
  if (typeof value === 'number' && value > least && value < most) return;
  throw invalid(option, value, advice);
}

function requireBoolean(option: string, value: unknown): void {
  if (typeof value !== 'boolean') throw invalid(option, value, 'Give true or false.');
}

function requireList(option: string, value: unknown, of: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid(option, value, `Give a list of ${of}.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function requireMetrics(option: string, value: unknown): void {
  const metrics = requireList(option, value, 'metrics, like ["time"]');
  if (metrics.length === 0) throw invalid(option, '', metricNameAdvice());
  for (const name of metrics) {
    if (typeof name !== 'string' || !isMetricName(name)) {
      throw invalid(option, name, metricNameAdvice());
    }
  }
}

const shareAdvice = 'Give a share between 0 and 1: 0.03 is 3 %.';

function requireOverride(option: string, override: unknown): void {
  if (!isObject(override)) throw invalid(option, override, 'Give an object, like { match: "**" }.');
  const { match, threshold, metrics, ignore } = override;
  if (typeof match !== 'string' || match === '') {
    throw invalid(`${option}.match`, match, 'Give a glob on ids, like "suite/**".');
  }
  if (threshold !== undefined) {
    requireNumber(`${option}.threshold`, threshold, [0, 1], shareAdvice);
  }
  if (metrics !== undefined) requireMetrics(`${option}.metrics`, metrics);
  if (ignore !== undefined) requireBoolean(`${option}.ignore`, ignore);
}

function requireOverrides(value: unknown): void {
  const overrides = requireList('benchmarks', value, 'objects, like [{ match: "**" }]');
  for (const [index, override] of overrides.entries()) {
    requireOverride(`benchmarks[${index}]`, override);
  }
}

/** An id has at least a suite and a name; the beginning of one at least the suite. */
const renamable = /^[^/]+\//;

function requireRenames(renames: unknown): void {
  if (!isObject(renames)) {
    throw invalid('renames', renames, 'Give an object, like { "suite/old": "suite/new" }.');
  }
  const advice = 'Write an id, like "suite/name", or "suite/".';
  for (const [old, now] of Object.entries(renames)) {
    if (!renamable.test(old)) throw invalid('a key of renames', old, advice);
    const option = `renames["${old}"]`;
    if (typeof now !== 'string' || !renamable.test(now)) throw invalid(option, now, advice);
    if (old.endsWith('/') === now.endsWith('/')) continue;
    const both = 'Both ids end in "/", to rename all that begins so, or neither does.';
    throw invalid(option, now, both);
  }
}

/**
 * The rule that the options make, with defaults where they say nothing. All options are checked.
 *
 * @throws PerfwatchError `option-invalid`.
 */
export function ruleOf(options: CompareOptions): Rule {
  const {
    threshold = defaultRule.threshold,
    confidence = defaultRule.confidence,
    falseAlarmRate = defaultRule.falseAlarmRate,
    metrics,
    benchmarks = defaultRule.benchmarks,
    renames = defaultRule.renames,
    anyEnvironment = defaultRule.anyEnvironment,
    allowMissing,
    baseTitle,
    candidateTitle,
  } = options;
  requireNumber('threshold', threshold, [0, 1], shareAdvice);
  requireNumber('confidence', confidence, [0.5, 1], 'Give a number between 0.5 and 1, like 0.95.');
  const rateAdvice = 'Give a share above 0, 0.2 at most: 0.005 is 0.5 %.';
  requireNumber('falseAlarmRate', falseAlarmRate, [0, 0.2 + Number.EPSILON], rateAdvice);
  if (metrics !== undefined) requireMetrics('metrics', metrics);
  requireOverrides(benchmarks);
  requireRenames(renames);
  requireBoolean('anyEnvironment', anyEnvironment);
  if (allowMissing !== undefined) requireBoolean('allowMissing', allowMissing);
  for (const [name, title] of Object.entries({ baseTitle, candidateTitle })) {
    if (title !== undefined && typeof title !== 'string') {
      throw invalid(name, title, 'Give a text, like "main".');
    }
  }
  return { threshold, confidence, falseAlarmRate, metrics, benchmarks, renames, anyEnvironment };
}
