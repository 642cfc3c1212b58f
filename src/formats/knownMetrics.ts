/** Which metric is meant by a name that perfwatch knows the meaning of, in one of its units? */
import type { Unit } from '../model/metric.ts';
import type { Metric } from './format.ts';
import {
  allocated,
  allocations,
  byteRate,
  instructions,
  memory,
  rate,
  systemTime,
  time,
  userTime,
} from './metrics.ts';

const known = [
  time,
  byteRate,
  rate,
  userTime,
  systemTime,
  memory,
  instructions,
  allocated,
  allocations,
];

/** Undefined where the name is another's, or the unit. */
export const knownMetric = (name: string, unit: Unit): Metric | undefined =>
  known.find((metric) => metric.name === name && metric.unit === unit);

/** In any unit. */
export const isKnownName = (name: string): boolean => known.some((metric) => metric.name === name);
