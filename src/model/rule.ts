/** What counts as a change, and how sure one must be. */
import { globsMatching } from './globs.ts';
import type { MetricName } from './metric.ts';

/** What is different for some benchmarks. */
export interface BenchmarkOverride {
  /** A glob on ids, see src/model/globs.ts. */
  readonly match: string;
  readonly threshold?: number | undefined;
  readonly metrics?: readonly MetricName[] | undefined;
  /** Measured and recorded, but never judged. */
  readonly ignore?: boolean | undefined;
}

export interface Rule {
  /** Changes within ± this share do not matter: 0.03 is 3 %. */
  readonly threshold: number;
  /**
   * Coverage of the intervals; 1 - confidence is also the share of wrong ones to be expected among
   * the changes that a run reports, at most.
   */
  readonly confidence: number;
  /** The chance that a run in which nothing changed reports any change. */
  readonly falseAlarmRate: number;
  /**
   * Which metrics get a verdict; others are recorded only. Absent is all but CPU times. One of which
   * nobody told which values are better never gets one.
   */
  readonly metrics?: readonly MetricName[] | undefined;
  /** Whether a base of another machine or toolchain is compared with all the same. */
  readonly anyEnvironment: boolean;
  /** What is different for some benchmarks; of several that say something, the last one counts. */
  readonly benchmarks: readonly BenchmarkOverride[];
  /**
   * Ids of the base → ids of the candidate, for benchmarks that have another name now: whole ids, or
   * beginnings of ids that end in `/`.
   */
  readonly renames: Readonly<Record<string, string>>;
}

/** How one benchmark is judged. */
export interface BenchmarkRule {
  readonly threshold: number;
  /** As in {@link Rule}. */
  readonly metrics: readonly MetricName[] | undefined;
  readonly isIgnored: boolean;
}

/** The rule for the benchmark with this id. Linear in the number of overrides. */
export function ruleFor(rule: Rule, id: string): BenchmarkRule {
  const { threshold, metrics, benchmarks } = rule;
  if (benchmarks.length === 0) return { threshold, metrics, isIgnored: false };
  const matches = globsMatching(id);
  const found = benchmarks.filter(({ match }) => matches(match));
  const last = <Key extends keyof BenchmarkOverride>(key: Key) =>
    found.findLast((override) => override[key] !== undefined)?.[key];
  return {
    threshold: last('threshold') ?? threshold,
    metrics: last('metrics') ?? metrics,
    isIgnored: last('ignore') ?? false,
  };
}

/** They explain a change of time; as tests of their own they would cost power. */
const cpuTimes: ReadonlySet<MetricName> = new Set(['user-time', 'system-time']);

/** Whether a metric of which it is known which values are better gets a verdict. */
export const isJudged = (
  { metrics }: Pick<BenchmarkRule, 'metrics'>,
  metric: MetricName,
): boolean => (metrics ? metrics.includes(metric) : !cpuTimes.has(metric));

export const defaultRule: Rule = {
  threshold: 0.03,
  confidence: 0.95,
  // Half of the one in a hundred that is promised: the rest is for what launches do that no model
  // knows, such as depending on the launch before.
  falseAlarmRate: 0.005,
  anyEnvironment: false,
  benchmarks: [],
  renames: {},
};

/** How often the two sides of a paired run are launched, unless said otherwise. */
export const defaultRounds = { minimum: 5, maximum: 20 } as const;
