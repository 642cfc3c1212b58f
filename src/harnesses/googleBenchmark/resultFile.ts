/** Which rows did a program write? The JSON file of one launch, by `--benchmark_out`. */
import { readFile, stat } from 'node:fs/promises';
import * as z from 'zod';
import { problemOf } from '../../errors.ts';
import { parseTolerantJson } from './tolerantJson.ts';

/** `null` is a number that is none. */
const number = z.number().nullish();

/** What is used of a row; whatever else is a number in it is a counter of the benchmark's own. */
const knownRowSchema = z.object({
  name: z.string(),
  run_name: z.string().optional(),
  run_type: z.string().optional(),
  family_index: z.number().optional(),
  per_family_instance_index: z.number().optional(),
  repetition_index: z.number().optional(),
  threads: z.number().optional(),
  aggregate_name: z.string().optional(),
  error_occurred: z.boolean().optional(),
  error_message: z.string().optional(),
  skipped: z.boolean().optional(),
  skip_message: z.string().optional(),
  real_time: number,
  cpu_time: number,
  time_unit: z.string().optional(),
  bytes_per_second: number,
  items_per_second: number,
  allocs_per_iter: number,
});

/** Numbers of a row that are read, or say nothing that is measured. */
const knownNumbers: ReadonlySet<string> = new Set([
  ...Object.keys(knownRowSchema.shape),
  'repetitions',
  'iterations',
]);

export type Row = z.infer<typeof knownRowSchema> & { readonly counters: readonly string[] };

const rowSchema = z.pipe(
  z.record(z.string(), z.unknown()),
  z.transform((row, context): Row => {
    const known = knownRowSchema.safeParse(row);
    if (!known.success) {
      context.addIssue('it is no row');
      return z.NEVER;
    }
    const counters = Object.entries(row).flatMap(([key, value]) =>
      (typeof value === 'number' || value === null) && !knownNumbers.has(key) ? [key] : [],
    );
    return { ...known.data, counters };
  }),
);

const fileSchema = z.object({ benchmarks: z.array(z.unknown()).default([]) });

export interface ResultRows {
  readonly rows: readonly Row[];
  /** Rows of another shape. */
  readonly unreadable: number;
  /** False when the program ended before it had ended the file. */
  readonly isWhole: boolean;
}

export type ResultReading =
  | ({ readonly state: 'read' } & ResultRows)
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly problem: string };

/** Reads the text of a file, row by row: one of another shape does not spoil the others. Never throws. */
export function parseResults(text: string): ResultReading {
  if (text.trim() === '') return { state: 'absent' };
  const json = parseTolerantJson(text);
  const file = json.state === 'read' ? fileSchema.safeParse(json.value) : null;
  if (json.state !== 'read' || !file?.success) {
    return { state: 'unreadable', problem: 'it is no JSON of Google Benchmark' };
  }
  const parsed = file.data.benchmarks.map((row) => rowSchema.safeParse(row));
  const rows = parsed.flatMap(({ data }) => data ?? []);
  return { state: 'read', rows, unreadable: parsed.length - rows.length, isWhole: json.isWhole };
}

/** More than any suite writes. */
const largestBytes = 64 * 1024 * 1024;

/** Reads a result file; never throws. */
export async function readResults(file: string): Promise<ResultReading> {
  try {
    const { size } = await stat(file);
    if (size > largestBytes) return { state: 'unreadable', problem: 'it is larger than 64 MiB' };
    return parseResults(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { state: 'absent' };
    }
    return { state: 'unreadable', problem: problemOf(error) };
  }
}
