/** Which values has a benchmark of BenchmarkDotNet? Nanoseconds a call, by the process that measured them. */
import type { ValueKind } from '../format.ts';
import type { JsonDocument } from '../jsonDocument.ts';
import { at, type JsonObject, numberOf } from '../shape.ts';

export interface MeasuredTimes {
  readonly kind: ValueKind;
  /** Nanoseconds of one call, by launch. */
  readonly launches: readonly (readonly number[])[];
}

/**
 * Results are what it measured less its own overhead, without outliers; all other stages are none. Before
 * 0.11.2 the mode said it.
 */
function isResult({ IterationMode: mode, IterationStage: stage }: JsonObject): boolean {
  return stage === undefined ? mode === 'Result' : mode === 'Workload' && stage === 'Result';
}

/** The values of its measurements, else those of its statistics, else their median. */
export function timesOf(
  record: JsonObject,
  { list, rows, goTo }: JsonDocument,
): MeasuredTimes | null {
  const measured = [...rows(record, 'Measurements')].filter(isResult);
  goTo(record);
  if (measured.length > 0) {
    const launches = new Map<unknown, number[]>();
    for (const { LaunchIndex: launch, Operations, Nanoseconds } of measured) {
      const values = launches.get(launch) ?? [];
      launches.set(launch, values);
      const operations = numberOf(Operations) ?? Number.NaN;
      values.push(
        (numberOf(Nanoseconds) ?? Number.NaN) / (operations > 0 ? operations : Number.NaN),
      );
    }
    const isSingle = measured.every(({ Operations }) => Operations === 1);
    return { kind: isSingle ? 'call' : 'batch', launches: [...launches.values()] };
  }
  const originals = list(record, 'Statistics', 'OriginalValues');
  if (originals.length > 0) {
    const values = originals.map((value) => numberOf(value) ?? Number.NaN);
    return { kind: 'batch', launches: [values] };
  }
  const median = numberOf(at(record, 'Statistics', 'Median'));
  return median === undefined ? null : { kind: 'figure', launches: [[median]] };
}
