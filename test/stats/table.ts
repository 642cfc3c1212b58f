/** Reads a table of fixtures/stats, which make_tables.py there computed with SciPy. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';

export function readTable<Row>(name: string, row: z.ZodType<Row>): Row[] {
  const file = new URL(`../../fixtures/stats/${name}.json`, import.meta.url);
  return z
    .array(row)
    .min(1)
    .parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** |actual / expected − 1|, or |actual| where 0 is expected. */
export function relativeError(actual: number, expected: number): number {
  return expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1);
}
