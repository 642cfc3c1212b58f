/** What do the counters of Valgrind's tools, and of perf, count? */
import type { Metric } from '../format.ts';
import { isKnownName } from '../knownMetrics.ts';
import { allocated, allocations, instructions } from '../metrics.ts';
import { metricName, printedUnit } from '../units.ts';

/** An emulator counts: the same code on the same input gives the same number. */
const exact = (name: string): Metric => ({
  name,
  unit: '1',
  direction: 'lower-is-better',
  isExact: true,
});
/** Of simulated caches and predictors, which also see where in memory things happen to lie. */
const simulated = (name: string, direction: Metric['direction'] = 'lower-is-better'): Metric => ({
  name,
  unit: '1',
  direction,
});

/** Of Callgrind and Cachegrind, by their own short names. */
const events: ReadonlyMap<string, Metric> = new Map<string, Metric>([
  ['Ir', { ...instructions, isExact: true }],
  ['Dr', exact('data-reads')],
  ['Dw', exact('data-writes')],
  ['TotalRW', exact('reads-and-writes')],
  ['I1mr', simulated('l1-instruction-misses')],
  ['D1mr', simulated('l1-data-read-misses')],
  ['D1mw', simulated('l1-data-write-misses')],
  ['ILmr', simulated('ll-instruction-misses')],
  ['DLmr', simulated('ll-data-read-misses')],
  ['DLmw', simulated('ll-data-write-misses')],
  // Fewer of these may be less work, or more misses.
  ['L1hits', simulated('l1-hits', null)],
  ['LLhits', simulated('ll-hits', null)],
  ['RamHits', simulated('ram-hits')],
  ['EstimatedCycles', simulated('estimated-cycles')],
  ['Bc', exact('conditional-branches')],
  ['Bcm', simulated('conditional-branch-mispredictions')],
  ['Bi', exact('indirect-branches')],
  ['Bim', simulated('indirect-branch-mispredictions')],
  ['Ge', exact('bus-events')],
  ['SysCount', simulated('system-calls')],
]);

const heapBytes = (name: string): Metric => ({ name, unit: 'B', direction: 'lower-is-better' });

const dhat: ReadonlyMap<string, Metric> = new Map<string, Metric>([
  ['TotalBytes', allocated],
  ['TotalBlocks', allocations],
  ['AtTGmaxBytes', heapBytes('heap-at-peak')],
  ['AtTGmaxBlocks', simulated('heap-at-peak-blocks')],
  ['AtTEndBytes', heapBytes('heap-at-end')],
  ['AtTEndBlocks', simulated('heap-blocks-at-end')],
  ['ReadsBytes', heapBytes('heap-reads')],
  ['WritesBytes', heapBytes('heap-writes')],
  ['MaximumBytes', heapBytes('maximum-bytes')],
]);

export type Tool = 'callgrind' | 'cachegrind' | 'dhat' | 'perf';

/** What a figure is; `derived` from others of the same run, which is no measurement; else why it is not read. */
export type Counter =
  | { readonly kind: 'metric'; readonly metric: Metric; toBase(value: number): number }
  | { readonly kind: 'derived' }
  | { readonly kind: 'unknown'; readonly why: string };

const same = (value: number) => value;

/** Events of a processor have no unit, clocks have. */
function perfCounter(event: string, unit: string): Counter {
  const name = metricName(`perf ${event}`);
  const printed = printedUnit(unit === 'msec' ? 'ms' : unit === 'nsec' ? 'ns' : unit);
  if (unit !== '' && !printed) return { kind: 'unknown', why: `its unit is not known: ${unit}` };
  return {
    kind: 'metric',
    metric: {
      name,
      unit: printed?.unit ?? '1',
      direction: printed ? printed.direction : 'lower-is-better',
    },
    toBase: printed ? (value) => printed.toBase(value) : same,
  };
}

/**
 * What a counter of a tool counts.
 *
 * @param unit as the file says it; empty where it does not
 */
export function counterOf(tool: Tool, counter: string, unit: string): Counter {
  if (/(?:Hit|Miss)Rate$/.test(counter)) return { kind: 'derived' };
  if (tool === 'perf') return perfCounter(counter, unit);
  if (counter === 'SysTime' || counter === 'SysCpuTime') {
    return { kind: 'unknown', why: `its unit is an option of Callgrind and not told: ${counter}` };
  }
  const known = (tool === 'dhat' ? dhat : events).get(counter);
  const name = metricName(counter);
  if (!known && (name === '' || isKnownName(name))) {
    return { kind: 'unknown', why: `a counter is not known: ${counter}` };
  }
  const metric = known ?? { name, unit: '1', direction: null };
  return { kind: 'metric', metric, toBase: same };
}
