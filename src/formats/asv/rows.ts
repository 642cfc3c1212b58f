/** What does a result file of asv hold, in either version of its format? Pure. */
import { at, listOf, numberOf, objectOf, textOf } from '../shape.ts';

/** One benchmark; its lists run over all combinations of parameters, the last one fastest. */
export interface Row {
  readonly name: string;
  /** Null where all of it failed. A number, NaN where it was skipped, else failed. */
  readonly results: readonly unknown[] | null;
  /** The values of each parameter, as Python prints them. */
  readonly params: readonly (readonly string[])[];
  /** Values of each result, where they were recorded. */
  readonly samples: readonly unknown[];
  /** Of its code: a hash. */
  readonly version: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number | undefined;
}

const asList = (value: unknown) =>
  value === undefined || value === null ? null : (listOf(value) ?? [value]);

const paramsOf = (value: unknown) =>
  (listOf(value) ?? []).map((one) => (listOf(one) ?? []).map(String));

/** Version 2: values in the order of `result_columns`, nulls at the end left away. */
function rowOfColumns(name: string, columns: ReadonlyMap<string, number>, value: unknown): Row {
  const cells = listOf(value) ?? [];
  const cell = (column: string) => cells[columns.get(column) ?? -1];
  return {
    name,
    results: asList(cell('result')),
    params: paramsOf(cell('params')),
    samples: asList(cell('samples')) ?? [],
    version: textOf(cell('version')),
    startedAt: numberOf(cell('started_at')),
  };
}

/** Version 1: a number, null, or an object of what differs from nothing. */
function rowOfObject(name: string, file: unknown, value: unknown): Row {
  const object = objectOf(value);
  const results = asList(object ? object.result : value);
  return {
    name,
    // A list of one that is null says no more than null.
    results: results?.some((one) => one !== null) ? results : null,
    params: paramsOf(object?.params),
    samples: asList(object?.samples) ?? [],
    version: textOf(at(file, 'benchmark_version', name)),
    startedAt: numberOf(at(file, 'started_at', name)),
  };
}

export function rowsOf(file: unknown): Row[] {
  const results = Object.entries(objectOf(at(file, 'results')) ?? {});
  const names = listOf(at(file, 'result_columns'));
  if (!names) return results.map(([name, value]) => rowOfObject(name, file, value));
  const columns = new Map(names.map((name, index) => [String(name), index]));
  return results.map(([name, value]) => rowOfColumns(name, columns, value));
}

/** How many combinations there are; 1 without parameters. */
export const combinations = (params: Row['params']) =>
  params.reduce((count, values) => count * values.length, 1);

/** The parameters of one combination, by name; without a name as asv prints them. */
export function combination(
  params: Row['params'],
  names: readonly unknown[],
  index: number,
): Record<string, string> {
  const found: [string, string][] = [];
  let rest = index;
  for (let place = params.length - 1; place >= 0; place -= 1) {
    const values = params[place] ?? [];
    found.unshift([
      textOf(names[place]) ?? `param${place + 1}`,
      values[rest % values.length] ?? '',
    ]);
    rest = Math.floor(rest / values.length);
  }
  return Object.fromEntries(found);
}
