/** One compared metric of a benchmark, as texts for readers, still to be made safe to show. */
import type { Comparison, Effect, Verdict } from '../model/comparison.ts';
import { metrics, titleOf } from '../model/metric.ts';
import type { Report } from '../model/report.ts';
import { formatChange, formatDetectable, formatInterval, formatValue } from './format.ts';

/** A text is empty where there is nothing to tell. */
export interface Row {
  readonly id: string;
  readonly verdict: Verdict;
  readonly metric: string;
  readonly base: string;
  readonly candidate: string;
  readonly change: string;
  readonly interval: string;
  /** What `change` and `interval` say, for those who draw it; null where there is nothing to tell. */
  readonly effect: Effect | null;
  /** The smallest change that would have been found here; for those who ask for details. */
  readonly detectable: string;
  /** Why; of a failure, the harness's own words, often of several lines. */
  readonly reason: string;
  /**
   * What would settle it, about, where that is known: of a paired run so many more rounds, else so
   * many launches on each side.
   */
  readonly needed: number | null;
  /** What the texts are of, for those who show more of it. */
  readonly comparison: Comparison;
}

/** Rows of one verdict. */
export interface Group {
  readonly verdict: Verdict;
  readonly rows: readonly Row[];
}

function neededOf({ launchesNeeded, candidate }: Comparison, paired: boolean): number | null {
  if (launchesNeeded === undefined) return null;
  return paired ? Math.max(1, launchesNeeded - (candidate?.launches ?? 0)) : launchesNeeded;
}

export function rowOf(comparison: Comparison, { run }: Pick<Report, 'run'>): Row {
  const { id, verdict, metric, unit, base, candidate, effect, detectable, reason } = comparison;
  return {
    id,
    verdict,
    metric: metric ? titleOf(metric) : '',
    base: base && unit ? formatValue(base.value, unit) : '',
    candidate: candidate && unit ? formatValue(candidate.value, unit) : '',
    change: effect ? formatChange(effect.ratio) : '',
    interval: effect ? formatInterval(effect) : '',
    effect,
    detectable: detectable === undefined ? '' : formatDetectable(detectable),
    reason: reason ?? '',
    needed: neededOf(comparison, run.pairing !== null),
    comparison,
  };
}

/** A metric needs a name only beside rows of another one; alone, time goes without saying. */
export function needsMetric(rows: readonly { readonly metric: string }[]): boolean {
  return rows.some(({ metric }) => metric !== '' && metric !== metrics.time.title);
}
