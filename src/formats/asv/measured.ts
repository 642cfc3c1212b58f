/** What does a benchmark of asv measure? As benchmarks.json says; a file by itself tells it by names alone. Pure. */
import type { Metric, ValueKind } from '../format.ts';
import { memory, time } from '../metrics.ts';
import { textOf } from '../shape.ts';
import { metricName, printedUnit } from '../units.ts';

export interface Measured {
  readonly metric: Metric;
  /** Of the one value where there are no samples. */
  readonly kind: ValueKind;
  toBase(value: number): number;
}

/** The object that a function returned, with all that it refers to: not the memory of the process. */
const objectSize: Metric = { name: 'object-size', unit: 'B', direction: 'lower-is-better' };

const same = (value: number) => value;

/** asv's own measures are in seconds and bytes always; what stands there alone is the samples' median. */
const own: ReadonlyMap<string, Measured> = new Map<string, Measured>([
  ['time', { metric: time, kind: 'figure', toBase: same }],
  ['timeraw', { metric: time, kind: 'figure', toBase: same }],
  ['memory', { metric: objectSize, kind: 'call', toBase: same }],
  ['peakmemory', { metric: memory, kind: 'call', toBase: same }],
]);

const ownUnits: ReadonlySet<string> = new Set(['seconds', 'bytes']);

/** How functions and classes are called that asv takes for benchmarks. */
const prefixes: readonly (readonly [RegExp, string])[] = [
  [/^(?:time_|Time[A-Z_])/, 'time'],
  [/^(?:timeraw_|Timeraw[A-Z_])/, 'timeraw'],
  [/^(?:mem_|Mem[A-Z_])/, 'memory'],
  [/^(?:peakmem_|PeakMem[A-Z_])/, 'peakmemory'],
];

const typeByName = (name: string) =>
  prefixes.find(([pattern]) => pattern.test(name))?.[1] ?? 'track';

const namesOfUnits = { s: 'time', B: 'size', 'B/s': 'throughput', '1/s': 'throughput' } as const;

/** What a function returned, in a unit that its author has written down, or `unit`. */
function tracked(unit: string | undefined): Measured {
  const printed = unit === undefined ? null : printedUnit(unit);
  if (printed) {
    const name = printed.unit === '1' ? metricName(unit ?? '') : namesOfUnits[printed.unit];
    const metric = { name: name || 'value', unit: printed.unit, direction: printed.direction };
    return { metric, kind: 'call', toBase: printed.toBase };
  }
  const name = unit === undefined || unit === 'unit' ? '' : metricName(unit);
  return {
    metric: { name: name || 'value', unit: '1', direction: null },
    kind: 'call',
    toBase: same,
  };
}

/**
 * What the values are.
 *
 * @param functionName without module and class
 * @param described what benchmarks.json says of it, if it is there
 * @returns half a sentence where its unit contradicts its type
 */
export function measuredBy(
  functionName: string,
  described: { readonly type: unknown; readonly unit: unknown } | null,
): Measured | string {
  const type = textOf(described?.type) ?? typeByName(functionName);
  const unit = textOf(described?.unit);
  const measured = own.get(type);
  if (!measured) return tracked(unit);
  return unit === undefined || ownUnits.has(unit)
    ? measured
    : `the unit of a ${type} benchmark is ${unit}`;
}
