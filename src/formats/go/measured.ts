/** Which metrics did the lines of one name measure? Several units may be one metric. Pure. */
import type { Metric } from '../format.ts';
import type { Values } from '../values.ts';
import type { Entry } from './collect.ts';
import { isOfGo, type UnitMetrics } from './units.ts';

export interface Measured {
  /** As printed. */
  readonly unit: string;
  /** Of the unit in the line. */
  readonly place: number;
  readonly metric: Metric;
  /** In the metric's base unit. */
  readonly values: Values;
}

/** Those of one usual metric so far. */
interface Taken {
  readonly measured: Measured;
  count: number;
}

/**
 * The metrics of an entry, whose values are converted in place. Lines that print a time in different
 * units have one metric; a line that prints it twice has the second one under a name of its own.
 */
export function measuredOf(
  { units, values, lines }: Entry,
  metricsOf: (unit: string) => UnitMetrics,
): readonly Measured[] {
  const taken = new Map<string, Taken>();
  const found: Measured[] = [];
  const places = units.map((_, place) => place);
  // What Go prints itself is the usual one, wherever it stands in the line.
  const isLater = (place: number) => (isOfGo(units[place] ?? '') ? 0 : 1);
  for (const place of places.sort((a, b) => isLater(a) - isLater(b) || a - b)) {
    const [unit = '', those] = [units[place], values[place]];
    if (!those) continue;
    const { usual, own } = metricsOf(unit);
    const known = usual && taken.get(usual.metric.name);
    if (usual && known && known.count + those.sampleCount <= lines) {
      known.count += those.sampleCount;
      for (const value of those.convert(usual.toBase).samples) known.measured.values.add(value);
      continue;
    }
    const { metric, toBase } = usual && !known ? usual : own;
    const measured = { unit, place, metric, values: those.convert(toBase) };
    found.push(measured);
    if (usual && !known) taken.set(usual.metric.name, { measured, count: those.sampleCount });
  }
  return found.sort((a, b) => a.place - b.place);
}
