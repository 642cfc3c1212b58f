/** What does a family of samples measure? Its type and its unit tell, or its name by convention. Pure. */
import type { Metric } from '../format.ts';
import { knownMetric } from '../knownMetrics.ts';
import { byteRate, rate, time } from '../metrics.ts';
import { metricName, type PrintedUnit, printedUnit } from '../units.ts';

/** Units that names end in: in whole words, as `_min` is the least of something. */
const unitEnding =
  /(?:^|_)((?:bytes|kibibytes|mebibytes|gibibytes)_per_second|per_second|nanoseconds|microseconds|milliseconds|seconds|minutes|hours|days|bytes)$/;

const plain: PrintedUnit = { unit: '1', direction: null, toBase: (value) => value };

/** How a unit is spelled where it is printed beside a number. */
const printedAs = (unit: string) => unit.replace(/^per_/, '1/').replace('_per_', '/');

export interface FamilyUnit {
  readonly printed: PrintedUnit;
  /** The family's name without its unit. */
  readonly stem: string;
}

/** @param told by a line `# UNIT`; empty where there is none */
export function unitOfFamily(name: string, told: string): FamilyUnit {
  const base = name.replace(/_total$/, '');
  const unit = told === '' ? (unitEnding.exec(base)?.[1] ?? '') : told;
  const printed = unit === '' ? null : printedUnit(printedAs(unit));
  const stem = base.endsWith(`_${unit}`) ? base.slice(0, -unit.length - 1) : base;
  return { printed: printed ?? plain, stem };
}

/** The metric of a value of which only the unit is known. */
export function valueMetric({ unit, direction }: PrintedUnit): Metric {
  if (unit === 's') return time;
  if (unit === 'B/s') return byteRate;
  if (unit === '1/s') return rate;
  return { name: unit === 'B' ? 'size' : 'value', unit, direction };
}

/** A quantile of what a family measures: `latency-p99` of times, by 0.99. */
export function quantileMetric({ unit, direction }: PrintedUnit, quantile: number): Metric {
  const typical = valueMetric({ unit, direction, toBase: plain.toBase });
  if (quantile === 0.5) return typical;
  const rank = Number((quantile * 100).toPrecision(6));
  const name = metricName(`${unit === 's' ? 'latency' : typical.name}-p${rank}`);
  return { name, unit, direction };
}

/** Families of perfwatch that hold values; others count what it concluded. */
const own = /^perfwatch_(.+)$/;

/** The metric of a family that perfwatch wrote, null for any other. */
export function ownMetric(stem: string, { unit, direction }: PrintedUnit): Metric | null {
  const [, words] = own.exec(stem) ?? [];
  if (words === undefined) return null;
  const name = metricName(words);
  return name === '' ? null : (knownMetric(name, unit) ?? { name, unit, direction });
}
