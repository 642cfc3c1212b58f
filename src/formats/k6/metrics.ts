/** What does a metric of k6 mean? Its type and what it contains tell the unit, k6's own names the direction. Pure. */
import type { BenchmarkName, Metric } from '../format.ts';
import { byteRate, rate, time } from '../metrics.ts';
import { metricName } from '../units.ts';

export const metricTypes = ['counter', 'gauge', 'rate', 'trend'] as const;
export type MetricType = (typeof metricTypes)[number];

/** `time` is milliseconds, `data` bytes. */
const contents = ['default', 'time', 'data'] as const;

/** As k6 declares it. */
export interface Declared {
  /** Without the tags of a submetric. */
  readonly name: string;
  readonly type: MetricType;
  readonly contains: (typeof contents)[number];
}

/** What k6 declares; null for types that it does not have. */
export function declaredOf(name: string, type: unknown, contains: unknown): Declared | null {
  const [knownType] = metricTypes.filter((one) => one === type);
  const [known] = contents.filter((one) => one === contains);
  return knownType && known ? { name, type: knownType, contains: known } : null;
}

/** A metric, and how k6's values become its base unit. */
export interface K6Metric {
  readonly metric: Metric;
  toBase(value: number): number;
}

const same = (value: number) => value;
const seconds = (milliseconds: number) => milliseconds / 1e3;

/** How many users there are is what the test was told, and no result. */
export const isSetting = ({ name }: Declared) => name === 'vus' || name === 'vus_max';

/** What a trend's typical values are. */
export function trendMetric({ contains }: Declared): K6Metric {
  if (contains === 'time') return { metric: time, toBase: seconds };
  if (contains === 'data') {
    return { metric: { name: 'size', unit: 'B', direction: 'lower-is-better' }, toBase: same };
  }
  return { metric: { name: 'value', unit: '1', direction: null }, toBase: same };
}

/** A percentile of a trend: `latency-p99` of times. */
export function percentileMetric(declared: Declared, percentile: string): K6Metric {
  const { metric, toBase } = trendMetric(declared);
  const name = metricName(`${metric === time ? 'latency' : metric.name}-p${percentile}`);
  return { metric: { ...metric, name }, toBase };
}

/** What a counter came to. */
export const countMetric = ({ contains }: Declared): K6Metric =>
  contains === 'time'
    ? { metric: { name: 'total-time', unit: 's', direction: null }, toBase: seconds }
    : {
        metric: { name: 'total', unit: contains === 'data' ? 'B' : '1', direction: null },
        toBase: same,
      };

/** What a counter grew by in a second. */
export function perSecondMetric({ name, contains }: Declared): K6Metric {
  if (contains === 'time') {
    return { metric: { name: 'share-of-time', unit: '1', direction: null }, toBase: seconds };
  }
  if (name === 'http_reqs' || name === 'iterations') return { metric: rate, toBase: same };
  if (name === 'data_sent' || name === 'data_received') return { metric: byteRate, toBase: same };
  const direction = name === 'dropped_iterations' ? 'lower-is-better' : null;
  const unit = contains === 'data' ? 'B/s' : '1/s';
  return { metric: { name: 'rate', unit, direction }, toBase: same };
}

const directions: ReadonlyMap<string, Metric['direction']> = new Map([
  ['checks', 'higher-is-better'],
  ['checks_succeeded', 'higher-is-better'],
  ['checks_failed', 'lower-is-better'],
  ['http_req_failed', 'lower-is-better'],
]);

/** How often something was so: from 0 to 1. */
export const shareMetric = ({ name }: Declared): K6Metric => ({
  metric: { name: 'share', unit: '1', direction: directions.get(name) ?? null },
  toBase: same,
});

/** Quick errors make times look better than they are. */
export const failureNotice =
  'Some requests failed (http_req_failed), and are among those that were timed.';

/** Whether a share says that requests failed. */
export const tellsFailures = ({ name }: Declared, share: number): boolean =>
  name === 'http_req_failed' && share > 0;

/** The last value of a gauge. */
export function gaugeMetric({ contains }: Declared): K6Metric {
  const unit = contains === 'time' ? 's' : contains === 'data' ? 'B' : '1';
  return {
    metric: { name: 'last', unit, direction: null },
    toBase: contains === 'time' ? seconds : same,
  };
}

/** `http_req_duration{kind:page}` → the metric's name, and the tags as parameters. Values may hold `:` and `,`. */
export function submetricName(text: string): BenchmarkName {
  const [, name, tags] = /^([^{]+)\{(.*)\}$/s.exec(text) ?? [];
  if (name === undefined || tags === undefined) return { path: [text] };
  const params = new Map<string, string>();
  let last = '';
  for (const part of tags.split(',')) {
    const colon = part.indexOf(':');
    if (colon < 1) params.set(last, `${params.get(last) ?? ''},${part}`);
    else {
      last = part.slice(0, colon).trim();
      params.set(last, part.slice(colon + 1));
    }
  }
  return { path: [name], params: Object.fromEntries(params) };
}
