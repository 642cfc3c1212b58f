/** How metrics are called, without the schemas, which are loaded only where they are used. */

/** The metrics that perfwatch knows the meaning of; see `metrics` in src/model/metric.ts. */
export const knownMetricNames = [
  'time',
  'throughput',
  'user-time',
  'system-time',
  'memory',
  'instructions',
  'allocated',
  'allocations',
] as const;
export type KnownMetricName = (typeof knownMetricNames)[number];

/** Harmless in every output, and at most 100 characters. */
export const metricNamePattern = /^[a-z\d][a-z\d.-]{0,99}$/;

/** How to say it right. */
export const metricNameAdvice = (): string =>
  `Name one of ${knownMetricNames.join(', ')}, or what a harness calls otherwise, in lower-case letters, digits, "." and "-".`;

/** Whether anything may be called so: a known metric, or one that only its harness knows. */
export const isMetricName = (name: string): boolean => metricNamePattern.test(name);
