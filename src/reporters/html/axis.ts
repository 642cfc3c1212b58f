/** Which part of a scale a picture of launches shows, and what stands along it. Pure. */
import type { LaunchValue } from '../../model/launchValues.ts';
import type { Unit } from '../../model/metric.ts';
import { formatCount, scaleFor } from '../format.ts';

/** From where to where, in the base unit. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** A place on an axis, in the base unit, and what is written there. */
interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface Axis extends Span {
  /** Of all labels; empty for counts. */
  readonly unit: string;
  readonly ticks: readonly Tick[];
}

/** How much room the ranges of samples get beside the launches, in widths of those. */
const roomForRanges = 0.75;
const margin = 0.04;

/** As a share of the values: what lies closer together is no spread, but how numbers are rounded. */
const leastWidth = 1e-9;

/** Holds every launch, and as much of their samples' ranges as leaves the launches apart. O(n). */
function spanOf(launches: readonly LaunchValue[], typical: readonly number[]): Span {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [lowest, highest] = [low, high];
  for (const { value, low: from = value, high: to = value } of launches) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    lowest = Math.min(lowest, from);
    highest = Math.max(highest, to);
  }
  for (const value of typical) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const isPoint = high - low <= leastWidth * high;
  const width = isPoint ? high * 0.1 || 1 : high - low;
  const beside = isPoint ? width / 2 : 0;
  const from = Math.max(Math.min(lowest, low - beside), low - roomForRanges * width);
  const to = Math.min(Math.max(highest, high + beside), high + roomForRanges * width);
  const room = margin * (to - from);
  return { low: Math.max(0, from - room), high: to + room };
}

/** The next of 1, 2, 5, 10, 20, … from here on. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((step) => step * power >= least * 0.999) ?? 10);
}

const mostTicks = 5;

function ticksOf({ low, high }: Span, factor: number): Tick[] {
  const step = roundStep((high - low) / factor / mostTicks);
  const digits = Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const first = Math.ceil(low / factor / step - 1e-9);
  const last = Math.floor(high / factor / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const shown = (first + index) * step;
    return {
      value: shown * factor,
      label: digits === 0 ? formatCount(shown) : shown.toFixed(digits),
    };
  });
}

/** The axis for these launches and typical values, of which there is at least one. O(n). */
export function axisOf(
  launches: readonly LaunchValue[],
  typical: readonly number[],
  unit: Unit,
): Axis {
  const span = spanOf(launches, typical);
  const [factor, symbol] = scaleFor(span.high, unit);
  return { ...span, unit: symbol, ticks: ticksOf(span, factor) };
}
