import { describe, expect, it } from 'vitest';
import { knownMetricNames } from '../../src/model/metricName.ts';
import { type BenchmarkOverride, defaultRule, isJudged, ruleFor } from '../../src/model/rule.ts';

const rule = (...benchmarks: BenchmarkOverride[]) => ({ ...defaultRule, benchmarks });

describe('the rule for a benchmark', () => {
  it('is the general one where nothing else is said', () => {
    const { threshold, metrics } = defaultRule;
    const general = { threshold, metrics, isIgnored: false };
    expect(ruleFor(defaultRule, 'rust/parse')).toEqual(general);
    expect(ruleFor(rule({ match: 'node/**', threshold: 0.5 }), 'rust/parse')).toEqual(general);
  });

  it('is what the last match says, about each thing by itself', () => {
    const several = rule(
      { match: '**', threshold: 0.1, ignore: true },
      { match: 'rust/**', metrics: ['time'], ignore: false },
      { match: 'rust/parse', threshold: 0.2 },
    );
    expect(ruleFor(several, 'rust/parse')).toEqual({
      threshold: 0.2,
      metrics: ['time'],
      isIgnored: false,
    });
    expect(ruleFor(several, 'node/parse')).toMatchObject({ threshold: 0.1, isIgnored: true });
  });
});

describe('metrics', () => {
  it('are all judged but CPU times, unless some are named', () => {
    const general = ruleFor(defaultRule, 'rust/parse');
    const left = knownMetricNames.filter((metric) => !isJudged(general, metric));
    expect(left).toEqual(['user-time', 'system-time']);
    expect(isJudged(general, 'speed-index')).toBe(true);
    const named = ruleFor(rule({ match: '**', metrics: ['user-time'] }), 'rust/parse');
    expect(isJudged(named, 'user-time')).toBe(true);
    expect(isJudged(named, 'time')).toBe(false);
    expect(isJudged(named, 'speed-index')).toBe(false);
  });
});
