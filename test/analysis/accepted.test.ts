import { describe, expect, it } from 'vitest';
import { type Accepted, isBeyond, withAccepted } from '../../src/analysis/accepted.ts';
import type { Acceptance } from '../../src/model/accepted.ts';
import type { Comparison, Effect, Verdict } from '../../src/model/comparison.ts';
import { metrics } from '../../src/model/metric.ts';
import type { KnownMetricName } from '../../src/model/metricName.ts';
import { defaultRule } from '../../src/model/rule.ts';

/** A ratio with an interval that reaches so far on both sides, as a factor. */
const effect = (ratio: number, margin = 1.01): Effect => ({
  ratio,
  low: ratio / margin,
  high: ratio * margin,
  confidence: 0.95,
});

function comparison(
  id: string,
  ratio: number,
  verdict: Verdict = 'regressed',
  metric: KnownMetricName = 'time',
): Comparison {
  return {
    id,
    suite: 'rust',
    metric,
    unit: metrics[metric].units[0] ?? 's',
    direction: metrics[metric].direction,
    verdict,
    base: { value: 1, launches: 5 },
    candidate: { value: ratio, launches: 5 },
    effect: effect(ratio),
  };
}

const acceptance = (more: Partial<Acceptance> = {}): Acceptance => ({
  benchmark: 'rust/a',
  metric: 'time',
  reason: 'safer',
  acceptedOn: '2026-01-01',
  change: effect(1.1),
  run: 'run-1',
  base: null,
  commit: null,
  ...more,
});

const accepted = (entries: Acceptance[], held: Acceptance[] = []): Accepted => ({
  entries,
  held: new Set(held),
  today: '2026-02-01',
});

const judge = (one: Comparison, entry: Acceptance, held: Acceptance[] = []) =>
  withAccepted([one], accepted([entry], held), defaultRule)[0];

describe('an accepted regression', () => {
  it('stays one, with its reason and its end', () => {
    const entry = acceptance({ until: '2026-02-01' });
    expect(judge(comparison('rust/a', 1.1), entry)).toEqual({
      ...comparison('rust/a', 1.1),
      accepted: { reason: 'safer', until: '2026-02-01' },
    });
  });

  it.each([
    ['another benchmark', comparison('rust/b', 1.1), acceptance()],
    ['another metric', comparison('rust/a', 1.1, 'regressed', 'memory'), acceptance()],
    ['after its end', comparison('rust/a', 1.1), acceptance({ until: '2026-01-31' })],
    ['an improvement', comparison('rust/a', 0.9, 'improved'), acceptance()],
  ])('is not %s', (_, one, entry) => {
    expect(judge(one, entry)).toEqual(one);
  });

  it('is none any more once the base holds the change', () => {
    const entry = acceptance();
    const one = comparison('rust/a', 1.1);
    expect(judge(one, entry, [entry])).toEqual(one);
  });

  it('covers the throughput that follows from its time', () => {
    const one = comparison('rust/a', 1 / 1.1, 'regressed', 'throughput');
    expect(judge(one, acceptance())?.accepted).toEqual({ reason: 'safer' });
    const further = comparison('rust/a', 1 / 1.3, 'regressed', 'throughput');
    expect(judge(further, acceptance())?.accepted).toBeUndefined();
  });

  it('does not cover a further one, which says so', () => {
    const further = judge(comparison('rust/a', 1.3), acceptance());
    expect(further?.accepted).toBeUndefined();
    expect(further?.reason).toBe('Further than what was accepted (safer).');
  });

  it('stands behind what counts and before what is less severe', () => {
    const all = [
      comparison('rust/a', 1.1),
      comparison('rust/b', 1.05),
      { ...comparison('rust/c', 1), verdict: 'missing' as const, metric: null, effect: null },
      comparison('rust/d', 0.9, 'improved'),
    ];
    const ids = withAccepted(all, accepted([acceptance()]), defaultRule).map(({ id }) => id);
    expect(ids).toEqual(['rust/b', 'rust/c', 'rust/a', 'rust/d']);
  });
});

describe('what is surely further than what was accepted', () => {
  it.each([
    { what: 'the same again', ratio: 1.1, margin: 1.01, beyond: false },
    { what: 'more by less than the threshold', ratio: 1.12, margin: 1.001, beyond: false },
    { what: 'more by the threshold and the noise', ratio: 1.16, margin: 1.001, beyond: true },
    { what: 'more, but it may be noise', ratio: 1.16, margin: 1.05, beyond: false },
    { what: 'far more', ratio: 1.5, margin: 1.05, beyond: true },
  ])('is $what: $beyond', ({ ratio, margin, beyond }) => {
    expect(isBeyond(effect(ratio, margin), 'lower-is-better', acceptance(), 0.03)).toBe(beyond);
  });

  it('counts the noise of both estimates, in squares', () => {
    // ln 1.2 - hypot(ln 1.03, ln 1.04) is less than ln 1.1 + ln 1.04; with ln 1.03 alone it is more.
    const wide = acceptance({ change: effect(1.1, 1.04) });
    const sharp = acceptance({ change: effect(1.1, 1) });
    expect(isBeyond(effect(1.2, 1.03), 'lower-is-better', wide, 0.04)).toBe(false);
    expect(isBeyond(effect(1.2, 1.03), 'lower-is-better', sharp, 0.04)).toBe(true);
  });

  it('is what surely exceeds the share, where one was given', () => {
    const entry = acceptance({ upTo: 0.2 });
    expect(isBeyond(effect(1.2), 'lower-is-better', entry, 0.03)).toBe(false);
    expect(isBeyond(effect(1.22), 'lower-is-better', entry, 0.03)).toBe(true);
    // Of what is better when higher, 20 % worse is a ratio of 0.8.
    const rate = acceptance({ metric: 'throughput', change: effect(0.9), upTo: 0.2 });
    expect(isBeyond(effect(0.8), 'higher-is-better', rate, 0.03)).toBe(false);
    expect(isBeyond(effect(0.78), 'higher-is-better', rate, 0.03)).toBe(true);
  });

  it('is told by the direction of the metric', () => {
    const rate = acceptance({ metric: 'throughput', change: effect(0.9) });
    expect(isBeyond(effect(0.9), 'higher-is-better', rate, 0.03)).toBe(false);
    expect(isBeyond(effect(0.7), 'higher-is-better', rate, 0.03)).toBe(true);
  });
});
