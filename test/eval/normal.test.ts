import { expect, test } from 'vitest';
import * as z from 'zod';
import { readTable, relativeError } from '../stats/table.ts';
import { normalUpperTail } from './statistics/normal.ts';

const rows = readTable('normal_tails', z.object({ z: z.number(), upperTail: z.number() }));

test.each(rows.map((row) => [row.z, row.upperTail] as const))(
  'agrees with SciPy beyond %d',
  (z, upperTail) => {
    expect(relativeError(normalUpperTail(z), upperTail)).toBeLessThan(1e-12);
  },
);
