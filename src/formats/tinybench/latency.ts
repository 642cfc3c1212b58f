/** What does tinybench, of any version, say of the calls of a task? Also what vitest writes of it. */
import type { ValueKind } from '../format.ts';
import type { JsonDocument } from '../jsonDocument.ts';
import { at, numberOf } from '../shape.ts';

export interface CallTimes {
  readonly kind: ValueKind;
  readonly seconds: readonly number[];
}

const milliseconds = (value: unknown) => (numberOf(value) ?? Number.NaN) / 1e3;

/**
 * The samples if they were kept, else the median, else the mean; null where there is none of it. From version
 * 3 on they lie in `latency`, before that in the result itself.
 */
export function callTimes(result: unknown, { list }: JsonDocument): CallTimes | null {
  const latency = at(result, 'latency') ?? result;
  const samples = list(latency, 'samples');
  if (samples.length > 0) return { kind: 'call', seconds: samples.map(milliseconds) };
  const figure = [at(latency, 'p50'), at(latency, 'median'), at(latency, 'mean')].find(
    (one) => numberOf(one) !== undefined,
  );
  return figure === undefined ? null : { kind: 'figure', seconds: [milliseconds(figure)] };
}

/** Whether it has the shape of tinybench's statistics, of version 2 or later; the text may end within it. */
export function isStatistics(result: unknown): boolean {
  const latency = at(result, 'latency');
  const isNew = ['mad', 'p50', 'p995'].every((key) => numberOf(at(latency, key)) !== undefined);
  const isOld = ['hz', 'period', 'totalTime'].every(
    (key) => numberOf(at(result, key)) !== undefined,
  );
  return isNew || isOld;
}
