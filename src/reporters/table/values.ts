/** How values of a table are written: each in a unit that suits it, or all in one. Pure. */
import type { Unit } from '../../model/metric.ts';
import { formatValue } from '../format.ts';

/** A unit that the user asked for. */
export interface FixedUnit {
  /** As it is written behind the value. */
  readonly symbol: string;
  /** Which values it is for. */
  readonly base: Unit;
  /** So many base units. */
  readonly factor: number;
}

const fixedUnits: readonly FixedUnit[] = [
  ...[
    ['s', 1],
    ['ms', 1e-3],
    ['µs', 1e-6],
    ['ns', 1e-9],
    ['ps', 1e-12],
  ].map(([symbol, factor]) => ({
    symbol: String(symbol),
    base: 's' as const,
    factor: Number(factor),
  })),
  ...['', 'k', 'M', 'G'].map((prefix, index) => ({
    symbol: `${prefix}B`,
    base: 'B' as const,
    factor: 1000 ** index,
  })),
  ...['K', 'M', 'G'].map((prefix, index) => ({
    symbol: `${prefix}iB`,
    base: 'B' as const,
    factor: 1024 ** (index + 1),
  })),
  ...['', 'k', 'M', 'G'].map((prefix, index) => ({
    symbol: `${prefix}B/s`,
    base: 'B/s' as const,
    factor: 1000 ** index,
  })),
  ...['', 'k', 'M', 'G'].map((prefix, index) => ({
    symbol: `${prefix}/s`,
    base: '1/s' as const,
    factor: 1000 ** index,
  })),
];

/** The unit of a name, `us` for µs; null for none. */
export function fixedUnit(name: string): FixedUnit | null {
  const symbol = name === 'us' || name === '\u03BCs' ? 'µs' : name;
  return fixedUnits.find((one) => one.symbol === symbol) ?? null;
}

/** At most so many digits behind the point, and four that count. */
function fourDigits(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, Math.min(6, 3 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toFixed(digits);
}

/** A value in its base unit, in the unit asked for where that fits. */
export function tableValue(value: number, unit: Unit, fixed: FixedUnit | null): string {
  return fixed?.base === unit
    ? `${fourDigits(value / fixed.factor)} ${fixed.symbol}`
    : formatValue(value, unit);
}
