/**
 * One table of unit conversions: what harnesses print → seconds, bytes and plain counts. The unit
 * tells which way is better, never the harness. Pure.
 */
import type { Direction, Unit } from '../model/metric.ts';

/** What a printed unit means. */
export interface PrintedUnit {
  readonly unit: Unit;
  readonly direction: Direction | null;
  /** A value in the printed unit → the base unit. */
  toBase(value: number): number;
}

/** `divide` where a base unit holds a whole number of the printed ones, so that no digit is lost. */
type Scale = { readonly divide: number } | { readonly multiply: number };

const one: Scale = { multiply: 1 };

const times: ReadonlyMap<string, Scale> = new Map<string, Scale>([
  ...['fs', 'femtosecond', 'femtoseconds'].map((name) => [name, { divide: 1e15 }] as const),
  ...['ps', 'picosecond', 'picoseconds'].map((name) => [name, { divide: 1e12 }] as const),
  ...['ns', 'nanosecond', 'nanoseconds'].map((name) => [name, { divide: 1e9 }] as const),
  // The micro sign, the Greek letter, and what stands for both in ASCII.
  ...['us', '\u00B5s', '\u03BCs', 'microsecond', 'microseconds'].map(
    (name) => [name, { divide: 1e6 }] as const,
  ),
  ...['ms', 'millisecond', 'milliseconds'].map((name) => [name, { divide: 1e3 }] as const),
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((name) => [name, one] as const),
  ...['m', 'min', 'minute', 'minutes'].map((name) => [name, { multiply: 60 }] as const),
  ...['h', 'hr', 'hour', 'hours'].map((name) => [name, { multiply: 3600 }] as const),
  ...['day', 'days'].map((name) => [name, { multiply: 86_400 }] as const),
]);

const prefixes = ['K', 'M', 'G', 'T', 'P'];

const amounts: ReadonlyMap<string, Scale> = new Map<string, Scale>([
  ...['B', 'byte', 'bytes', 'Bytes'].map((name) => [name, one] as const),
  ['kB', { multiply: 1e3 }],
  ...prefixes.map((prefix, index) => [`${prefix}B`, { multiply: 1000 ** (index + 1) }] as const),
  ...prefixes.map((prefix, index) => [`${prefix}iB`, { multiply: 1024 ** (index + 1) }] as const),
]);

function scaled(scale: Scale): (value: number) => number {
  if ('divide' in scale) return (value) => value / scale.divide;
  return scale.multiply === 1 ? (value) => value : (value) => value * scale.multiply;
}

/** Things per time: the other way round, as 1 per ms is 1000 per s. */
function perTime(scale: Scale): (value: number) => number {
  return 'divide' in scale ? (value) => value * scale.divide : (value) => value / scale.multiply;
}

const better = { lower: 'lower-is-better', higher: 'higher-is-better' } as const;

/** What everything is counted per: `ns/op`, `B/iter`. */
const iterations = new Set(['op', 'ops', 'iter', 'iteration', 'call', 'run', 'loop']);

const rates = new Set(['hz', 'Hz', 'ops', 'ips', 'rps']);

function quotient(above: string, below: string): PrintedUnit | null {
  const under = times.get(below);
  const bytes = amounts.get(above);
  if (under) {
    if (bytes) {
      const [byte, each] = [scaled(bytes), perTime(under)];
      return { unit: 'B/s', direction: better.higher, toBase: (value) => each(byte(value)) };
    }
    if (times.has(above)) return null;
    return { unit: '1/s', direction: better.higher, toBase: perTime(under) };
  }
  const time = times.get(above);
  if (time) return { unit: 's', direction: better.lower, toBase: scaled(time) };
  if (bytes) return { unit: 'B', direction: better.lower, toBase: scaled(bytes) };
  return iterations.has(below) ? { unit: '1', direction: better.lower, toBase: scaled(one) } : null;
}

/**
 * What a printed unit means; null for one that is not known. `X` and `X/op` are lower is better for
 * times, bytes and counts, `X/s` is higher is better. `kB` and `MB` are powers of 1000, `KiB` of 1024.
 */
export function printedUnit(text: string): PrintedUnit | null {
  const name = text.trim();
  const slash = name.indexOf('/');
  if (slash >= 0) return quotient(name.slice(0, slash).trim(), name.slice(slash + 1).trim());
  const time = times.get(name);
  if (time) return { unit: 's', direction: better.lower, toBase: scaled(time) };
  const amount = amounts.get(name);
  if (amount) return { unit: 'B', direction: better.lower, toBase: scaled(amount) };
  if (rates.has(name)) return { unit: '1/s', direction: better.higher, toBase: scaled(one) };
  return null;
}

/**
 * The name of a metric as src/model/metric.ts allows it, from what a harness calls it:
 * `http_req_duration{ok:true}` → `http-req-duration-ok-true`. Empty where nothing of it is left.
 */
export function metricName(text: string): string {
  return text
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '-')
    .toLowerCase()
    .replaceAll(/[^a-z\d.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 100)
    .replace(/[-.]+$/, '');
}
