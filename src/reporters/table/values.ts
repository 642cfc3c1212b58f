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

/** Below this, zeros behind the point would hide the digits that count: `1.200e-7`. */
const smallestPlain = 1e-3;

/** Four digits that count, and no digit before the point rounded away. */
function fourDigits(value: number): string {
  if (value === 0) return '0';
  if (value < smallestPlain) return value.toExponential(3);
  return value.toFixed(Math.max(0, 3 - Math.floor(Math.log10(value))));
}

/** A value in its base unit, in the unit asked for where that fits. */
export function tableValue(value: number, unit: Unit, fixed: FixedUnit | null): string {
  return fixed?.base === unit
    ? `${fourDigits(value / fixed.factor)} ${fixed.symbol}`
    : formatValue(value, unit);
}
