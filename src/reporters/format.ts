/**
 * Numbers in base units → what people read. Three significant digits, a space before the unit, a
 * real minus sign. Times in s, ms, µs, ns, ps; memory in binary MiB; rates in decimal MB/s, as is
 * the custom of each. No rounding ever shows a unit's next step as a thousand of the one below.
 */
import type { Effect } from '../model/comparison.ts';
import type { Unit } from '../model/metric.ts';

/** Largest first: the factor to the base unit, and how it is written. */
type Scale = readonly (readonly [factor: number, symbol: string])[];

const scales: Readonly<Record<Exclude<Unit, '1'>, Scale>> = {
  s: [
    [1, 's'],
    [1e-3, 'ms'],
    [1e-6, 'µs'],
    [1e-9, 'ns'],
    [1e-12, 'ps'],
  ],
  B: [
    [2 ** 40, 'TiB'],
    [2 ** 30, 'GiB'],
    [2 ** 20, 'MiB'],
    [2 ** 10, 'KiB'],
    [1, 'B'],
  ],
  'B/s': [
    [1e12, 'TB/s'],
    [1e9, 'GB/s'],
    [1e6, 'MB/s'],
    [1e3, 'kB/s'],
    [1, 'B/s'],
  ],
  '1/s': [
    [1e9, 'G/s'],
    [1e6, 'M/s'],
    [1e3, 'k/s'],
    [1, '/s'],
  ],
};

const minus = '\u2212';
/** Does not break a number over two lines. */
const narrowSpace = '\u202F';

/** A whole number with its digits in threes: `12 345`. */
export function formatCount(value: number): string {
  const digits = value.toFixed(0);
  return digits.length < 4 ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, narrowSpace);
}

/** Three significant digits, but no digit before the point is rounded away. */
function significant(value: number): string {
  if (value === 0) return '0';
  if (value >= 999.5) return formatCount(value);
  const rounded = value.toPrecision(3);
  return rounded.includes('e') ? String(Number(rounded)) : rounded;
}

/** Whether it is 1 or more with three digits; those that are near are seen once they are written. */
const reachesOne = (value: number) =>
  value >= 1 || (value > 0.999 && Number(value.toPrecision(3)) >= 1);

/** What a value is shown in: the factor to its base unit, and how it is written; nothing for counts. */
export function scaleFor(value: number, unit: Unit): Scale[number] {
  if (unit === '1') return [1, ''];
  const scale = scales[unit];
  // The first factor that the value reaches once it is rounded: 999.6 µs is 1.00 ms.
  return scale.find(([factor]) => reachesOne(value / factor)) ?? scale.at(-1) ?? [1, unit];
}

/** A value in a base unit: `12.3 µs`, `24.5 MiB`, `3.40 M/s`, `12 345`. */
export function formatValue(value: number, unit: Unit): string {
  // Bytes and counts come whole; digits behind the point would be invented.
  const whole = Number.isInteger(value) && unit !== 's' && value < 1000;
  if (unit === '1') return whole ? formatCount(value) : significant(value);
  if (value === 0) return unit === '1/s' ? '0 /s' : `0 ${unit}`;
  const [factor, symbol] = scaleFor(value, unit);
  return `${whole ? formatCount(value) : significant(value / factor)} ${symbol}`;
}

/** Below this share, and from this factor on, percents hide how much it is. */
const smallestPercentRatio = 0.01;
const largestPercentRatio = 3;

/** A ratio as a change: `+12.3 %`, `−4.0 %`; far from 1 as a factor: `×3.40`, `×0.00210`. */
export function formatChange(ratio: number): string {
  if (ratio >= largestPercentRatio || (ratio > 0 && ratio < smallestPercentRatio)) {
    return `×${significant(ratio)}`;
  }
  const percent = Math.abs(ratio - 1) * 100;
  const digits = percent.toFixed(percent < 99.95 ? 1 : 0);
  if (Number(digits) === 0) return '0.0 %';
  return `${ratio < 1 ? minus : '+'}${digits} %`;
}

/** Where the true change may lie: `[+9.1 %, +15.6 %]`. */
export function formatInterval(effect: Pick<Effect, 'low' | 'high'>): string {
  return `[${formatChange(effect.low)}, ${formatChange(effect.high)}]`;
}

/** A share without digits that say nothing: 0.03 is `3 %`. */
export function formatShare(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** A share that is itself an estimate, with two digits: 0.0612 is `6.1 %`. */
function roughShare(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

/** A ratio as the size of its change, whatever the direction: `6.1 %`; from 3 on `a factor of 3.4`. */
export function formatAbout(ratio: number): string {
  if (ratio < largestPercentRatio) return roughShare(Math.abs(ratio - 1));
  return `a factor of ${ratio < 100 ? Number(ratio.toPrecision(2)) : significant(ratio)}`;
}

/** The smallest change that would be found, from its share: `±4.3 %`, from a doubling on `×3.4`. */
export function formatDetectable(share: number): string {
  const ratio = 1 + share;
  // Nothing can shrink by more than all of it.
  if (share < 0.995) return `±${roughShare(share)}`;
  return `×${ratio < 100 ? Number(ratio.toPrecision(2)) : significant(ratio)}`;
}

/** How far from the base still counts as unchanged: `±3 %`. */
export function formatThreshold(threshold: number): string {
  return `±${formatShare(threshold)}`;
}

/** How far launches lie apart: `±1.5 %`. */
export function formatSpread(spread: number): string {
  return `±${(spread * 100).toFixed(1)} %`;
}

/** How long something took: `40 ms`, `3.2 s`, `1 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return join([minutes, 'min'], [whole % 60, 's']);
  // Rounded to minutes here: nobody minds the seconds of an hour.
  const wholeMinutes = Math.round(seconds / 60);
  return join([Math.floor(wholeMinutes / 60), 'h'], [wholeMinutes % 60, 'min']);
}

function join(large: readonly [number, string], small: readonly [number, string]): string {
  return [large, small]
    .flatMap(([value, unit]) => (value > 0 ? [`${value} ${unit}`] : []))
    .join(' ');
}

/** `1 launch`, `12 launches`. */
export function formatNumberOf(count: number, singular: string, plural: string): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** The range of some counts, with the noun: `10 rounds`, `5 to 20 rounds`. */
export function formatRangeOf(
  counts: readonly number[],
  singular: string,
  plural: string,
): string | null {
  if (counts.length === 0) return null;
  const fewest = counts.reduce((a, b) => Math.min(a, b));
  const most = counts.reduce((a, b) => Math.max(a, b));
  const text = formatNumberOf(most, singular, plural);
  return fewest === most ? text : `${formatCount(fewest)} to ${text}`;
}

/** A commit as people know it: its first seven digits. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
