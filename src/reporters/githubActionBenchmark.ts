/**
 * The JSON of benchmark-action/github-action-benchmark for own tools. A file does not say whether less is
 * better, so there are two of them: `customSmallerIsBetter` and `customBiggerIsBetter`. A metric of which
 * nobody told is in neither.
 */
import { type Direction, isInTable } from '../model/metric.ts';
import { formatNumberOf, formatShare } from './format.ts';
import { jsonText } from './jsonText.ts';
import {
  type MeasuredValue,
  measuredValues,
  nanoseconds,
  valueInterval,
} from './measuredValues.ts';
import type { Reporter } from './reporter.ts';

interface Entry {
  /** Unique: histories are kept by it. */
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly range?: string;
  readonly extra: string;
}

/** Ids hold anything, the last word is the metric's own; one that may have several units has both words. */
function nameOf(measured: MeasuredValue): string {
  const { id, metric, unit } = measured;
  const hasOneUnit = isInTable(measured) && metric !== 'throughput';
  return hasOneUnit ? `${id} ${metric}` : `${id} ${metric} ${unit}`;
}

/** Half of the interval where it was compared, else how far launches lie apart. */
function rangeOf(measured: MeasuredValue, scaled: (value: number) => number): string | null {
  const interval = valueInterval(measured);
  const half = interval
    ? (interval[1] - interval[0]) / 2
    : measured.spread === null
      ? null
      : measured.spread * measured.value;
  return half === null ? null : `± ${Number(scaled(half).toPrecision(3))}`;
}

function extraOf({ launches, effect, spread }: MeasuredValue): string {
  const count = formatNumberOf(launches, 'launch', 'launches');
  if (effect) return `${count}, ${formatShare(effect.confidence)} interval`;
  return spread === null ? count : `${count}, standard deviation between them`;
}

function entryOf(measured: MeasuredValue): Entry {
  const isSeconds = measured.unit === 's';
  const scaled = isSeconds ? nanoseconds : (value: number) => value;
  const range = rangeOf(measured, scaled);
  return {
    name: nameOf(measured),
    unit: isSeconds ? 'ns' : measured.unit,
    value: scaled(measured.value),
    ...(range !== null && { range }),
    extra: extraOf(measured),
  };
}

const reporterOf = (direction: Direction, tool: string): Reporter => ({
  title: `JSON for github-action-benchmark, \`tool: ${tool}\``,
  render: (report) =>
    jsonText(
      measuredValues(report)
        .filter((measured) => measured.direction === direction)
        .map(entryOf),
    ),
});

export const githubActionBenchmark = reporterOf('lower-is-better', 'customSmallerIsBetter');
export const githubActionBenchmarkBigger = reporterOf('higher-is-better', 'customBiggerIsBetter');
