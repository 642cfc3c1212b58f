import { describe, expect, it } from 'vitest';
import {
  directionOf,
  isKnownMetric,
  keptDirection,
  metrics,
  titleOf,
} from '../../src/model/metric.ts';
import { isMetricName, knownMetricNames } from '../../src/model/metricName.ts';
import { metricNameSchema } from '../../src/model/metricSchemas.ts';

const allowed = [
  ...knownMetricNames,
  'speed-index',
  'l1.hits',
  '99th',
  'constructor',
  'a'.repeat(100),
];
const refused = [
  '',
  '-a',
  '.a',
  'A',
  'a b',
  'a_b',
  'a|b',
  'a\n',
  '<b>',
  '__proto__',
  'é',
  'a'.repeat(101),
];

describe('the name of a metric', () => {
  it.each(allowed)('may be %s', (name) => {
    expect(isMetricName(name)).toBe(true);
    expect(metricNameSchema.parse(name)).toBe(name);
  });

  it.each(refused)('is not %j', (name) => {
    expect(isMetricName(name)).toBe(false);
    expect(metricNameSchema.safeParse(name).success).toBe(false);
  });

  it('is its title where nobody knows a better one', () => {
    expect(titleOf('memory')).toBe('peak memory');
    expect(titleOf('speed-index')).toBe('speed-index');
    expect(titleOf('constructor')).toBe('constructor');
    expect(isKnownMetric('toString')).toBe(false);
  });
});

describe('which values are better', () => {
  it('is what the table says, whatever was told', () => {
    for (const metric of knownMetricNames) {
      const { direction, units } = metrics[metric];
      for (const unit of units) {
        expect(directionOf({ metric, unit })).toBe(direction);
        expect(directionOf({ metric, unit, direction: 'higher-is-better' })).toBe(direction);
        expect(keptDirection({ metric, unit, direction: null })).toEqual({});
      }
    }
  });

  it('is what was told of all others, and of known names in units that they do not have', () => {
    const score = { metric: 'score', unit: '1', direction: 'higher-is-better' } as const;
    expect(directionOf(score)).toBe('higher-is-better');
    expect(keptDirection(score)).toEqual({ direction: 'higher-is-better' });
    expect(directionOf({ metric: 'score', unit: '1' })).toBeNull();
    expect(keptDirection({ metric: 'score', unit: '1', direction: null })).toEqual({});
    expect(directionOf({ metric: 'time', unit: '1', direction: null })).toBeNull();
    expect(directionOf({ metric: 'constructor', unit: 's' })).toBeNull();
  });
});
