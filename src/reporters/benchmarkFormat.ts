/**
 * Go's benchmark format, for benchstat: what this run measured, a line for each launch where launches are
 * known. See https://go.dev/design/14313-benchmark-format.
 */
import type { Machine } from '../model/environment.ts';
import { type LaunchValues, measuredKey } from '../model/launchValues.ts';
import { unknown } from '../model/machineTitle.ts';
import { isInTable, type MeasuredMetric, type MetricName, type Unit } from '../model/metric.ts';
import type { Report } from '../model/report.ts';
import { benchmarkName } from './benchmarkName.ts';
import { byBenchmark, type MeasuredValue, measuredValues } from './measuredValues.ts';
import { distinctNames } from './metricNames.ts';
import type { Reporter } from './reporter.ts';
import { visibleText } from './visibleText.ts';

/** Base units as benchstat writes and scales them. */
const unitNames: Readonly<Record<Unit, string>> = {
  s: 'sec',
  B: 'B',
  'B/s': 'B/s',
  '1/s': '1/s',
  '1': '',
};

/** Units of Go's own tools. */
const unitsByMetric: ReadonlyMap<MetricName, string> = new Map([
  ['time', 'sec/op'],
  ['allocated', 'B/op'],
  ['allocations', 'allocs/op'],
]);

/**
 * `sec/op`, `B/s`; where metrics share a unit, the name tells which it is: `user-sec/op`. Of a metric that
 * only its harness knows it is not known whether it is per iteration: `first-paint-sec`, `l1-hits`.
 */
export function unitOf(measured: MeasuredMetric, attempt: number): string {
  const { metric, unit } = measured;
  if (!isInTable(measured)) {
    return [metric, ...(attempt > 1 ? [attempt] : []), unitNames[unit]].filter(Boolean).join('-');
  }
  const known = unitsByMetric.get(metric);
  if (known !== undefined) return known;
  if (metric === 'throughput' || metric === 'memory') return unitNames[unit];
  return `${[metric.replace(/-time$/, ''), unitNames[unit]].filter(Boolean).join('-')}/op`;
}

/** By the number of the launch, or the one typical value. */
function valuesOf(measured: MeasuredValue, launches: LaunchValues | undefined): number[] {
  const known = launches?.candidate.get(measuredKey(measured)) ?? [];
  return known.length > 0 ? known.map(({ value }) => value) : [measured.value];
}

type UnitNames = (measured: MeasuredMetric) => string;

/** How many iterations a value stands for is not told, so it is one. */
function resultLines(
  id: string,
  values: readonly MeasuredValue[],
  launches: LaunchValues | undefined,
  unitOf: UnitNames,
): string[] {
  const name = benchmarkName(id);
  const columns = values.map((value) => ({
    unit: unitOf(value),
    numbers: valuesOf(value, launches),
  }));
  const count = columns.reduce((most, { numbers }) => Math.max(most, numbers.length), 0);
  return Array.from({ length: count }, (_, index) => {
    const pairs = columns.flatMap(({ unit, numbers }) => {
      const number = numbers[index];
      return number === undefined ? [] : [`${number} ${unit}`];
    });
    return [name, '1', ...pairs].join(' ');
  });
}

/**
 * Only what is the same in two runs that may be compared: benchstat makes a table of its own for each
 * other configuration.
 */
function configurationLines({ os, architecture, cpuModel }: Machine): string[] {
  return Object.entries({ os, arch: architecture, cpu: cpuModel })
    .filter(([, value]) => value !== unknown)
    .map(([key, value]) => `${key}: ${visibleText(value).trim()}`);
}

/** Nothing about a unit of which nobody told which values are better. */
function unitLines(values: readonly MeasuredValue[], unitOf: UnitNames): string[] {
  const better = new Map(
    values
      .filter(({ direction }) => direction !== null)
      .map((value) => [unitOf(value), value.direction === 'lower-is-better' ? 'lower' : 'higher']),
  );
  return [...better].map(([unit, direction]) => `Unit ${unit} better=${direction}`);
}

/** The values by the machine of their suite, as machines come up; of no values, the run's machine. */
function byMachine({ run, suites }: Report, values: readonly MeasuredValue[]) {
  if (values.length === 0) return [{ machine: run.environment.machine, values }];
  const own = new Map(suites.map(({ suite, machine }) => [suite, machine]));
  const blocks = new Map<string, { machine: Machine; values: MeasuredValue[] }>();
  for (const value of values) {
    const machine = own.get(value.suite) ?? run.environment.machine;
    const key = JSON.stringify(machine);
    const block = blocks.get(key) ?? { machine, values: [] };
    block.values.push(value);
    blocks.set(key, block);
  }
  return [...blocks.values()];
}

export const benchmarkFormat: Reporter = {
  title: 'Go’s benchmark format, for benchstat',
  render(report, { launches }) {
    const values = measuredValues(report);
    const names = distinctNames(values, unitOf);
    const blocks = byMachine(report, values).flatMap((block) => [
      configurationLines(block.machine),
      [...byBenchmark(block.values)].flatMap(([id, of]) => resultLines(id, of, launches, names)),
    ]);
    const parts = [unitLines(values, names), ...blocks].filter((lines) => lines.length > 0);
    return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  },
};
