/** Bencher Metric Format: values by benchmark and measure. It says no units but those of two measures. */
import type { Format, Metric } from './format.ts';
import { nameOfId } from './idName.ts';
import { jsonReader } from './jsonDocument.ts';
import { isKnownName, knownMetric } from './knownMetrics.ts';
import { byteRate, rate, time } from './metrics.ts';
import { at, numberOf, objectOf } from './shape.ts';
import { metricName } from './units.ts';

interface Measure {
  readonly metric: Metric;
  toBase(value: number): number;
  /** Whether its unit is not Bencher's but perfwatch's. */
  readonly isOwn: boolean;
}

const same = (value: number) => value;

/** Bencher's own measures, whose units are fixed. */
const fixed: ReadonlyMap<string, Measure> = new Map<string, Measure>([
  ['latency', { metric: time, toBase: (value) => value / 1e9, isOwn: false }],
  ['throughput', { metric: rate, toBase: same, isOwn: false }],
]);

/** Known metrics that perfwatch writes in their base units. */
const own: ReadonlyMap<string, Metric> = new Map(
  (
    [
      ['throughput-bytes', byteRate],
      ['user-time', knownMetric('user-time', 's')],
      ['system-time', knownMetric('system-time', 's')],
      ['memory', knownMetric('memory', 'B')],
      ['instructions', knownMetric('instructions', '1')],
      ['allocated', knownMetric('allocated', 'B')],
      ['allocations', knownMetric('allocations', '1')],
    ] as const
  ).flatMap(([slug, metric]): [string, Metric][] => (metric ? [[slug, metric]] : [])),
);

function measureOf(slug: string): Measure | null {
  const known = fixed.get(slug);
  if (known) return known;
  const metric = own.get(slug);
  // A plain count has no unit that could be another one.
  if (metric) return { metric, toBase: same, isOwn: metric.unit !== '1' };
  const name = metricName(slug);
  if (name === '') return null;
  const free = isKnownName(name) ? `${name}-value` : name;
  return { metric: { name: free, unit: '1', direction: null }, toBase: same, isOwn: false };
}

/**
 * Whether all measures have a value, and one of them a number. The head of a large file ends within one, and only the
 * last may then lack it.
 */
function isMetricFormat(json: unknown, isWhole: boolean): boolean {
  const benchmarks = Object.values(objectOf(json) ?? {});
  const leaves = benchmarks.flatMap((measures) => Object.values(objectOf(measures) ?? {}));
  const complete = isWhole ? leaves : leaves.slice(0, -1);
  return (
    benchmarks.every((measures) => objectOf(measures)) &&
    complete.every((leaf) => at(leaf, 'value') !== undefined) &&
    leaves.some((leaf) => numberOf(at(leaf, 'value')) !== undefined)
  );
}

export const bencher: Format = {
  name: 'bencher',
  title: 'Bencher Metric Format',
  looksFor: 'an object of objects of objects, each with a "value"',
  testedWith: ['Bencher (from its documentation)', 'perfwatch'],
  values: 'one figure',
  metrics: 'time, throughput; others without a unit',
  detect: ({ text, json }) => isMetricFormat(json, text.trimEnd().endsWith('}')),
  reader: jsonReader(({ value, members }, results) => {
    const ownSlugs = new Set<string>();
    for (const [name, measures] of members(value)) {
      if (name === '') {
        results.passOver('a benchmark has no name');
        continue;
      }
      if (Object.keys(measures).length === 0) results.passOver('a benchmark has no measures');
      const benchmark = nameOfId(name);
      for (const [slug, leaf] of members(measures)) {
        const number = numberOf(leaf.value);
        const measure = measureOf(slug);
        if (number === undefined || !measure) {
          results.passOver('a measure has no value or no name');
          continue;
        }
        if (measure.isOwn) ownSlugs.add(slug);
        results.rows(1);
        results.series(benchmark, measure.metric, 'figure').add(measure.toBase(number));
      }
    }
    if (ownSlugs.size > 0) {
      results.notice(
        `The format tells no units: ${[...ownSlugs].join(', ')} are taken to be in bytes and seconds, as perfwatch writes them.`,
      );
    }
  }),
};
