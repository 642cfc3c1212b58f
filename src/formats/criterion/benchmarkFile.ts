/** Who was measured, by criterion's `benchmark.json`. */
import type { BenchmarkName } from '../format.ts';
import { at, textOf } from '../shape.ts';

export interface Named {
  readonly name: BenchmarkName;
  /** The folder of the benchmark below criterion's own, as criterion says it; empty where it does not. */
  readonly directory: string;
}

/**
 * The tuple that criterion keeps, as its joined names are ambiguous (`dup/x` is a group, or a function `x` in a
 * group `dup`). Null where there is no group.
 */
export function namedBy(benchmark: unknown): Named | null {
  const group = textOf(at(benchmark, 'group_id'));
  const name = textOf(at(benchmark, 'function_id'));
  const value = textOf(at(benchmark, 'value_str'));
  if (group === undefined || group === '') return null;
  return {
    name: {
      path: [group, ...(name === undefined ? [] : [name])],
      ...(value !== undefined && { params: { value } }),
    },
    directory: textOf(at(benchmark, 'directory_name')) ?? '',
  };
}

/** The unit in `raw.csv`, which criterion writes where its feature `csv_output` is on; null where it says none. */
export function unitOfCsv(text: string): string | null {
  return /\n.*,([^,\n]*),\d+\s*(?:\n|$)/.exec(text)?.[1] ?? null;
}
