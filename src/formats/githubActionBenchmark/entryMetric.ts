/** Whose value is an entry, and of which metric? Its name and its unit are all that is told. Pure. */
import type { Direction } from '../../model/metric.ts';
import type { BenchmarkName, Metric } from '../format.ts';
import { nameOfId } from '../idName.ts';
import { isKnownName, knownMetric } from '../knownMetrics.ts';
import { byteRate, rate, time } from '../metrics.ts';
import { metricName, type PrintedUnit, printedUnit } from '../units.ts';

/** What the tool says of all its values; null where nobody told. */
export type Told = Direction | null;

export interface EntryMetric {
  readonly benchmark: BenchmarkName;
  readonly metric: Metric;
  toBase(value: number): number;
}

/** What is printed without a unit, or with one that is not known. */
const plain: PrintedUnit = { unit: '1', direction: null, toBase: (value) => value };

/** How perfwatch spells its base units: times are written as nanoseconds. */
const spelled: ReadonlyMap<string, string> = new Map([
  ['s', 'ns'],
  ...['B', 'B/s', '1/s', '1'].map((unit) => [unit, unit] as const),
]);

/** As perfwatch names entries: `ID METRIC`, and `ID METRIC UNIT` where a metric may have several units. */
function ownName(name: string, text: string, { unit }: PrintedUnit) {
  const words = name.split(' ');
  const last = words.at(-1) ?? '';
  if (words.length > 1 && knownMetric(last, unit)) {
    return { id: words.slice(0, -1).join(' '), metric: last };
  }
  const metric = words.at(-2) ?? '';
  const isOwn = words.length > 2 && spelled.get(last) === text && last === unit;
  return isOwn && metric !== '' && metricName(metric) === metric
    ? { id: words.slice(0, -2).join(' '), metric }
    : null;
}

/** The metric that a unit alone tells of. */
function unitMetric(text: string, { unit, direction }: PrintedUnit, told: Told): Metric {
  const usual = unit === 's' ? time : unit === 'B/s' ? byteRate : unit === '1/s' ? rate : null;
  // A time of which more is better is not how long something took.
  if (usual && (told === null || told === usual.direction)) return usual;
  const name =
    unit === 'B' ? 'size' : (unit === '1' && text !== '1' ? metricName(text) : '') || 'value';
  return { name: isKnownName(name) ? `${name}-value` : name, unit, direction: told ?? direction };
}

/** @param unit as printed: `ns/iter`, `MB`, `points` */
export function entryMetric(name: string, unit: string, told: Told): EntryMetric {
  const printed = printedUnit(unit) ?? plain;
  const own = ownName(name, unit, printed);
  if (!own) {
    const metric = unitMetric(unit, printed, told);
    return { benchmark: nameOfId(name), metric, toBase: printed.toBase };
  }
  const metric = knownMetric(own.metric, printed.unit) ?? {
    name: own.metric,
    unit: printed.unit,
    direction: told ?? printed.direction,
  };
  return { benchmark: nameOfId(own.id), metric, toBase: printed.toBase };
}
