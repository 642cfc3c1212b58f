/** Which metrics did the lines of one name measure? Several units may be one metric. Pure. */
import type { MetricValues, Results } from '../format.ts';
import type { Entry } from './entry.ts';
import type { UnitList } from './unitList.ts';
import { type GoMetric, isNoUnit, isOfGo, type UnitMetrics } from './units.ts';

interface Measured extends MetricValues {
  /** Of the unit in the line. */
  readonly place: number;
}

/** Those of one usual metric so far. */
interface Taken {
  readonly measured: Measured;
  count: number;
}

interface UnitTelling {
  passOver(why: string): void;
  /** Of an entry whose lines give one metric in two units. */
  pooled(entry: Entry, units: readonly [string, string]): void;
}

/** What Go prints itself is the usual one, wherever it stands in the line. */
function placesOf(units: readonly string[]): number[] {
  const isLater = (place: number) => (isOfGo(units[place] ?? '') ? 0 : 1);
  return units.map((_, place) => place).sort((a, b) => isLater(a) - isLater(b) || a - b);
}

const hasName = (unit: string, { metric }: GoMetric) => metric.name !== '' && !isNoUnit(unit);

/** Where it depends on the lines which unit is which metric, or a unit has no name that can be kept. */
function measuredByLines(
  entry: Entry,
  metricsOf: (unit: string) => UnitMetrics,
  { passOver, pooled }: UnitTelling,
): readonly MetricValues[] {
  const taken = new Map<string, Taken>();
  const found: Measured[] = [];
  for (const place of placesOf(entry.units)) {
    const unit = entry.units[place] ?? '';
    const those = entry.valuesAt(place);
    const { usual, own } = metricsOf(unit);
    const known = usual && taken.get(usual.metric.name);
    if (usual && known && known.count + those.sampleCount <= entry.lines) {
      known.count += those.sampleCount;
      pooled(entry, [entry.units[known.measured.place] ?? '', unit]);
      for (const value of those.convert(usual.toBase).samples) known.measured.values.add(value);
      continue;
    }
    const as = usual && !known ? usual : own;
    if (!hasName(unit, as)) {
      passOver(`a unit has no name that can be kept: ${unit}`);
      continue;
    }
    const measured = { place, metric: as.metric, values: those.convert(as.toBase) };
    found.push(measured);
    if (usual && !known) taken.set(usual.metric.name, { measured, count: those.sampleCount });
  }
  return found.sort((a, b) => a.place - b.place);
}

/** The metrics of the units, one by one; null where two may be the same, and where one has no name. */
function metricsOfList(
  { units }: UnitList,
  metricsOf: (unit: string) => UnitMetrics,
): readonly GoMetric[] | null {
  const usual = new Set<string>();
  const metrics: GoMetric[] = [];
  for (const unit of units) {
    const found = metricsOf(unit);
    if (found.usual && usual.has(found.usual.metric.name)) return null;
    if (found.usual) usual.add(found.usual.metric.name);
    const as = found.usual ?? found.own;
    if (!hasName(unit, as)) return null;
    metrics.push(as);
  }
  return metrics;
}

/**
 * The metrics of entries, whose values are converted in place. Lines that print a time in different
 * units have one metric; a line that prints it twice has the second one under a name of its own.
 *
 * @param results told of units that are no metric, and of several that are one
 */
export function measuredBy(
  metricsOf: (unit: string) => UnitMetrics,
  results: Pick<Results, 'passOver' | 'notice'>,
): (entry: Entry) => readonly MetricValues[] {
  const lists = new Map<UnitList, readonly GoMetric[] | null>();
  const told = new Set<string>();
  const pooled: UnitTelling['pooled'] = ({ name, lateLine }, units) => {
    const both = units.join(' and ');
    if (told.has(both)) return;
    told.add(both);
    const where = lateLine === undefined ? name : `line ${lateLine}, ${name}`;
    results.notice(
      `Lines of one benchmark differ in their unit, ${both} (first in ${where}): all their values are converted, and count as one metric.`,
    );
  };
  const telling: UnitTelling = { passOver: (why) => results.passOver(why), pooled };
  return (entry) => {
    let metrics = lists.get(entry.unitList);
    if (metrics === undefined) {
      metrics = metricsOfList(entry.unitList, metricsOf);
      lists.set(entry.unitList, metrics);
    }
    if (metrics === null) return measuredByLines(entry, metricsOf, telling);
    return metrics.map(({ metric, toBase }, place) => ({
      metric,
      values: entry.valuesAt(place).convert(toBase),
    }));
  };
}
