/** Which metrics did the lines of one name measure? Several units may be one metric. Pure. */
import type { Metric } from '../format.ts';
import type { Values } from '../values.ts';
import type { Entry } from './entry.ts';
import type { UnitList } from './unitList.ts';
import { type GoMetric, isOfGo, type UnitMetrics } from './units.ts';

interface Measured {
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

/** What Go prints itself is the usual one, wherever it stands in the line. */
function placesOf(units: readonly string[]): number[] {
  const isLater = (place: number) => (isOfGo(units[place] ?? '') ? 0 : 1);
  return units.map((_, place) => place).sort((a, b) => isLater(a) - isLater(b) || a - b);
}

/** Where it depends on the lines which unit is which metric. */
function measuredByLines(
  entry: Entry,
  metricsOf: (unit: string) => UnitMetrics,
): readonly Measured[] {
  const taken = new Map<string, Taken>();
  const found: Measured[] = [];
  for (const place of placesOf(entry.units)) {
    const unit = entry.units[place] ?? '';
    const those = entry.valuesAt(place);
    const { usual, own } = metricsOf(unit);
    const known = usual && taken.get(usual.metric.name);
    if (usual && known && known.count + those.sampleCount <= entry.lines) {
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

/** The metrics of the units, one by one; null where two of them may be the same. */
function metricsOfList(
  { units }: UnitList,
  metricsOf: (unit: string) => UnitMetrics,
): readonly GoMetric[] | null {
  const usual = new Set<string>();
  const metrics: GoMetric[] = [];
  for (const unit of units) {
    const found = metricsOf(unit);
    if (found.usual) {
      if (usual.has(found.usual.metric.name)) return null;
      usual.add(found.usual.metric.name);
    }
    metrics.push(found.usual ?? found.own);
  }
  return metrics;
}

/** Takes what one unit of an entry is: as printed, as a metric, and its values in the metric's base unit. */
type Take = (unit: string, metric: Metric, values: Values) => void;

/**
 * The metrics of entries, whose values are converted in place. Lines that print a time in different
 * units have one metric; a line that prints it twice has the second one under a name of its own.
 */
export function measuredBy(
  metricsOf: (unit: string) => UnitMetrics,
): (entry: Entry, take: Take) => void {
  const lists = new Map<UnitList, readonly GoMetric[] | null>();
  return (entry, take) => {
    const { unitList } = entry;
    let metrics = lists.get(unitList);
    if (metrics === undefined) {
      metrics = metricsOfList(unitList, metricsOf);
      lists.set(unitList, metrics);
    }
    if (metrics === null) {
      for (const one of measuredByLines(entry, metricsOf)) take(one.unit, one.metric, one.values);
      return;
    }
    for (let place = 0; place < metrics.length; place += 1) {
      const found = metrics[place];
      if (!found) continue;
      const values = entry.valuesAt(place).convert(found.toBase);
      take(unitList.units[place] ?? '', found.metric, values);
    }
  };
}
