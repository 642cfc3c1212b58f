/** Which regressions were accepted, and still are? Pure. */
import type { Acceptance } from '../model/accepted.ts';
import type { Comparison, Effect } from '../model/comparison.ts';
import { type Direction, isKnownMetric, metrics } from '../model/metric.ts';
import { type Rule, ruleFor } from '../model/rule.ts';

export interface Accepted {
  readonly entries: readonly Acceptance[];
  /** Those of the entries whose change the base holds already, so that they excuse nothing more. */
  readonly held: ReadonlySet<Acceptance>;
  /** As `2026-01-31`. */
  readonly today: string;
}

export const nothingAccepted: Accepted = { entries: [], held: new Set(), today: '' };

export const isOver = ({ until }: Acceptance, today: string) =>
  until !== undefined && until < today;

/** Throughput that follows from a time changes with it. */
export const covers = (acceptance: Acceptance, { id, metric }: Comparison) =>
  acceptance.benchmark === id &&
  (acceptance.metric === metric || (acceptance.metric === 'time' && metric === 'throughput'));

/** How much worse, as a logarithm, with the half width of its interval. */
function worsening({ ratio, low, high }: Effect, direction: Direction) {
  return direction === 'lower-is-better'
    ? { change: Math.log(ratio), margin: Math.log(ratio / low) }
    : { change: -Math.log(ratio), margin: Math.log(high / ratio) };
}

/**
 * Whether a regression is surely beyond the accepted one by more than the threshold: the distance of
 * two estimates is as uncertain as both together, so their margins add up in squares.
 */
export function isBeyond(
  effect: Effect,
  direction: Direction,
  acceptance: Acceptance,
  threshold: number,
): boolean {
  const now = worsening(effect, direction);
  const { upTo, change, metric } = acceptance;
  if (upTo !== undefined) {
    const limit = direction === 'lower-is-better' ? Math.log1p(upTo) : -Math.log1p(-upTo);
    return now.change - now.margin > limit;
  }
  // A throughput may be covered by its time, which gets worse the other way.
  const then = worsening(change, isKnownMetric(metric) ? metrics[metric].direction : direction);
  const margin = Math.hypot(now.margin, then.margin);
  return now.change - margin > then.change + Math.log1p(threshold);
}

function judged(comparison: Comparison, accepted: Accepted, rule: Rule): Comparison {
  const { verdict, effect, direction, id } = comparison;
  if (verdict !== 'regressed' || !effect || !direction) return comparison;
  const acceptance = accepted.entries.find(
    (entry) =>
      covers(entry, comparison) && !accepted.held.has(entry) && !isOver(entry, accepted.today),
  );
  if (!acceptance) return comparison;
  const { reason, until } = acceptance;
  if (isBeyond(effect, direction, acceptance, ruleFor(rule, id).threshold)) {
    return { ...comparison, reason: `Further than what was accepted (${reason}).` };
  }
  return { ...comparison, accepted: { reason, ...(until !== undefined && { until }) } };
}

/**
 * The comparisons with what was accepted about them; accepted regressions stand behind all others and
 * before everything less severe. Keeps the order otherwise.
 */
export function withAccepted(
  comparisons: readonly Comparison[],
  accepted: Accepted,
  rule: Rule,
): Comparison[] {
  if (accepted.entries.length === 0) return [...comparisons];
  const all = comparisons.map((comparison) => judged(comparison, accepted, rule));
  const rank = ({ verdict, accepted }: Comparison) => {
    if (verdict === 'regressed') return accepted ? 2 : 0;
    return verdict === 'failed' || verdict === 'missing' ? 1 : 3;
  };
  return all.toSorted((a, b) => rank(a) - rank(b));
}
