/** Which rows did a program write? The JSON file of one launch, by `--benchmark_out`. */
import { readFile, stat } from 'node:fs/promises';
import { problemOf } from '../../errors.ts';
import { type Row, rowOf } from '../../formats/googleBenchmark/rows.ts';
import { parseJson } from '../../formats/json.ts';
import { at, listOf, objectOf } from '../../formats/shape.ts';

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
  const { documents, isWhole } = parseJson(text);
  const [file] = documents;
  const found = listOf(at(file, 'benchmarks') ?? []);
  if (objectOf(file) === undefined || !found) {
    return { state: 'unreadable', problem: 'it is no JSON of Google Benchmark' };
  }
  const rows = found.flatMap((row) => rowOf(row) ?? []);
  return { state: 'read', rows, unreadable: found.length - rows.length, isWhole };
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
