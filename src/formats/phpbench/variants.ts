/** What does PHPBench tell of a variant: a subject with one parameter set and number of revolutions? Pure. */
import type { BenchmarkName } from '../format.ts';
import { printedNumber } from '../numbers.ts';

/** The attributes of an element. */
type Attributes = Readonly<Record<string, string>>;

/** What one process measured. */
export interface Iteration {
  /** Of one revolution; NaN where it is not told. */
  readonly seconds: number;
  /** Null where it is not told. */
  readonly peakBytes: number | null;
  readonly line: number;
}

export interface Variant {
  readonly class: string;
  readonly subject: string;
  /** So often the subject is called in an iteration. */
  readonly revolutions: string;
  readonly line: number;
  /** Name of the parameter set. */
  set: string;
  readonly params: Map<string, string>;
  /** Whether a parameter has no short text, so that only the set's name tells which one it is. */
  hasComplexParams: boolean;
  readonly iterations: Iteration[];
  readonly errors: string[];
}

const microsecondsPerSecond = 1e6;

const numberIn = (text: string | undefined) =>
  text === undefined ? null : (printedNumber(text) ?? Number.NaN);

/**
 * The values of an iteration. Its net time is that of all revolutions together; older files tell their
 * number only with the variant.
 */
export function iterationOf(attributes: Attributes, variant: Variant, line: number): Iteration {
  // Before 0.13 it was called the other way round.
  const net = numberIn(attributes['time-net'] ?? attributes['net-time']);
  const revolutions = numberIn(attributes['time-revs'] ?? variant.revolutions) ?? Number.NaN;
  const average = numberIn(attributes['time-avg']);
  const isCounted = net !== null && revolutions >= 1;
  const microseconds = isCounted ? net / revolutions : (average ?? Number.NaN);
  return {
    seconds: microseconds / microsecondsPerSecond,
    peakBytes: numberIn(attributes['mem-peak']),
    line,
  };
}

function nameOf({ class: className, subject, set, params, hasComplexParams }: Variant) {
  const isSetNeeded = hasComplexParams || (params.size === 0 && set !== '');
  return {
    path: [...className.split('\\').filter((part) => part !== ''), subject],
    params: { ...Object.fromEntries(params), ...(isSetNeeded && { 'phpbench.set': set }) },
  };
}

/** Equal for the same names. */
export const nameKey = ({ path, params = {} }: BenchmarkName) =>
  JSON.stringify([path, Object.entries(params).sort()]);

/** The names of variants; those that differ in nothing else are told apart by their sets and revolutions. */
export function namesOf(variants: readonly Variant[]): readonly BenchmarkName[] {
  const sets = new Map<string, Set<string>>();
  const revolutions = new Map<string, Set<string>>();
  const names = variants.map((variant) => {
    const name = nameOf(variant);
    const key = nameKey(name);
    sets.set(key, (sets.get(key) ?? new Set()).add(variant.set));
    revolutions.set(key, (revolutions.get(key) ?? new Set()).add(variant.revolutions));
    return { name, key, variant };
  });
  return names.map(({ name, key, variant }) => ({
    ...name,
    params: {
      ...name.params,
      ...((sets.get(key)?.size ?? 0) > 1 && { 'phpbench.set': variant.set }),
      ...((revolutions.get(key)?.size ?? 0) > 1 && { 'phpbench.revs': variant.revolutions }),
    },
  }));
}
