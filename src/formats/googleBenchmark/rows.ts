/**
 * Which rows do Google Benchmark's results have, and which belong to one benchmark? For the format and
 * for the harness. Pure.
 */
import { type JsonObject, numberOf, objectOf, textOf } from '../shape.ts';

/** What stands in a row beside the counters of the benchmark's own. */
export interface Row {
  readonly name: string;
  readonly run_name?: string | undefined;
  readonly run_type?: string | undefined;
  readonly family_index?: number | undefined;
  readonly per_family_instance_index?: number | undefined;
  readonly repetition_index?: number | undefined;
  readonly threads?: number | undefined;
  readonly iterations?: number | undefined;
  readonly aggregate_name?: string | undefined;
  readonly error_occurred?: boolean | undefined;
  readonly error_message?: string | undefined;
  readonly skipped?: boolean | undefined;
  readonly skip_message?: string | undefined;
  readonly time_unit?: string | undefined;
  /** Null for a number that is none. */
  readonly real_time?: number | null | undefined;
  readonly cpu_time?: number | null | undefined;
  readonly bytes_per_second?: number | null | undefined;
  readonly items_per_second?: number | null | undefined;
  readonly allocs_per_iter?: number | null | undefined;
  /** All other numbers, as they are: also NaN and infinite. */
  readonly counters: ReadonlyMap<string, number>;
}

const texts = ['run_name', 'run_type', 'aggregate_name', 'error_message', 'skip_message'] as const;
const indexes = [
  'family_index',
  'per_family_instance_index',
  'repetition_index',
  'threads',
  'iterations',
] as const;
const booleans = ['error_occurred', 'skipped'] as const;
const figures = [
  'real_time',
  'cpu_time',
  'bytes_per_second',
  'items_per_second',
  'allocs_per_iter',
] as const;

/** Numbers of a row that are no counters. */
const known: ReadonlySet<string> = new Set([...indexes, ...figures, 'repetitions']);

const isWhole = (record: JsonObject) =>
  [...texts, 'time_unit'].every((key) => ['string', 'undefined'].includes(typeof record[key])) &&
  indexes.every((key) => ['number', 'undefined'].includes(typeof record[key])) &&
  booleans.every((key) => ['boolean', 'undefined'].includes(typeof record[key])) &&
  figures.every(
    (key) => record[key] === null || ['number', 'undefined'].includes(typeof record[key]),
  );

/** A figure that is there, and null where it is no number. */
function figureOf(value: unknown): number | null | undefined {
  if (value === undefined) return undefined;
  const number = numberOf(value);
  return number !== undefined && Number.isFinite(number) ? number : null;
}

/** A row, or null for what is none. */
export function rowOf(value: unknown): Row | null {
  const record = objectOf(value);
  const name = textOf(record?.name);
  if (!record || name === undefined || !isWhole(record)) return null;
  const counters = Object.entries(record).flatMap(([key, one]): [string, number][] =>
    known.has(key) || (typeof one !== 'number' && one !== null)
      ? []
      : [[key, numberOf(one) ?? Number.NaN]],
  );
  return {
    name,
    run_name: textOf(record.run_name),
    run_type: textOf(record.run_type),
    family_index: numberOf(record.family_index),
    per_family_instance_index: numberOf(record.per_family_instance_index),
    repetition_index: numberOf(record.repetition_index),
    threads: numberOf(record.threads),
    iterations: numberOf(record.iterations),
    aggregate_name: textOf(record.aggregate_name),
    error_occurred: record.error_occurred === true,
    error_message: textOf(record.error_message),
    skipped: record.skipped === true,
    skip_message: textOf(record.skip_message),
    time_unit: textOf(record.time_unit),
    real_time: figureOf(record.real_time),
    cpu_time: figureOf(record.cpu_time),
    bytes_per_second: figureOf(record.bytes_per_second),
    items_per_second: figureOf(record.items_per_second),
    allocs_per_iter: figureOf(record.allocs_per_iter),
    counters: new Map(counters),
  };
}

/** What the library derives from several benchmarks: no measurement of one. */
const complexity = /_(?:BigO|RMS)$/;

/** Whether a row tells how the time grows with the size, computed from several benchmarks. */
const isComplexity = (row: Row) =>
  row.run_type === undefined
    ? complexity.test(row.name)
    : row.run_type === 'aggregate' && complexity.test(`_${row.aggregate_name ?? ''}`);

/** Tells of such rows, which are not read; none where there are none. @param who reports them: `The file` */
export function complexityNotice(who: string, rows: readonly Row[]): string[] {
  const count = rows.filter(isComplexity).length;
  const left = count === 1 ? '1 row is' : `${count} rows are`;
  return count > 0 ? [`${who} reports its complexity (BigO, RMS): ${left} left out.`] : [];
}

const statistic = /_(mean|median|stddev)$/;

const statistics = ['mean', 'median', 'stddev'] as const;

/**
 * Which rows are derived from others of the same benchmark. Versions before 1.5 do not say it: there it is
 * those that are named after another row, or that are all three and of the same number of iterations.
 */
function aggregatesOf(rows: readonly Row[]): (row: Row) => boolean {
  const iterations = new Map(rows.map((row) => [row.name, row.iterations]));
  return (row) => {
    if (row.run_type !== undefined) return row.run_type === 'aggregate';
    if (!statistic.test(row.name)) return false;
    const base = row.name.replace(statistic, '');
    return (
      iterations.has(base) ||
      statistics.every(
        (one) =>
          row.iterations !== undefined && iterations.get(`${base}_${one}`) === row.iterations,
      )
    );
  };
}

/** The rows of one benchmark. */
export interface Group {
  readonly printed: string;
  readonly samples: Row[];
  /** What the library computed from the samples, by its name: `median`. */
  readonly aggregates: Map<string, Row>;
}

/**
 * Rows of the same benchmark, in their order. Repetitions are counted from 0 on in each, so that two
 * benchmarks of the same name stay two.
 */
export function groupsOf(rows: readonly Row[]): readonly Group[] {
  const isAggregate = aggregatesOf(rows);
  const groups = new Map<string, Group>();
  const seen = new Map<string, number>();
  for (const row of rows) {
    if (isComplexity(row)) continue;
    const isSample = !isAggregate(row);
    const printed = row.run_name ?? (isSample ? row.name : row.name.replace(statistic, ''));
    const family = [printed, row.family_index, row.per_family_instance_index];
    const repetition = JSON.stringify([...family, row.repetition_index]);
    const count = isSample && row.repetition_index !== undefined ? (seen.get(repetition) ?? 0) : 0;
    seen.set(repetition, count + 1);
    const key = JSON.stringify([...family, count]);
    const group: Group = groups.get(key) ?? { printed, samples: [], aggregates: new Map() };
    groups.set(key, group);
    if (isSample) group.samples.push(row);
    else {
      const name = row.aggregate_name ?? statistic.exec(row.name)?.[1];
      if (name !== undefined) group.aggregates.set(name, row);
    }
  }
  return [...groups.values()];
}
