/** Measured values without a comparison, as rows for readers. */
import { titleOf } from '../model/metric.ts';
import type { Report, ReportMeasurement } from '../model/report.ts';
import { formatNumberOf, formatSpread, formatValue } from './format.ts';

/** One measured value without a comparison. */
export interface MeasuredRow {
  readonly id: string;
  readonly metric: string;
  readonly value: string;
  /** Between launches: `±1.5 %`, or that there was but one. */
  readonly spread: string;
}

export interface MeasuredSections {
  /** Of benchmarks that nothing else in the report tells of. */
  readonly uncompared: readonly MeasuredRow[];
  /** Of benchmarks that were compared: metrics without a verdict; and throughput. */
  readonly others: readonly MeasuredRow[];
}

function measuredRow({ id, metric, unit, side, spread }: ReportMeasurement): MeasuredRow {
  return {
    id,
    metric: titleOf(metric),
    value: formatValue(side.value, unit),
    spread:
      spread === null ? formatNumberOf(side.launches, 'launch', 'launches') : formatSpread(spread),
  };
}

/** The measured values that no comparison shows. O(n). */
export function measuredSections({ measurements, comparisons }: Report): MeasuredSections {
  const compared = new Set(comparisons.map(({ id }) => id));
  const timed = new Set(measurements.flatMap(({ id, metric }) => (metric === 'time' ? id : [])));
  // Throughput tells the same as the time that it follows from; some measure nothing else.
  const isOther = ({ id, metric }: ReportMeasurement) =>
    compared.has(id) || (metric === 'throughput' && timed.has(id));
  return {
    uncompared: measurements.filter((one) => !isOther(one)).map(measuredRow),
    others: measurements.filter(isOther).map(measuredRow),
  };
}
