/** Where a benchmark stands, as it is read from what a launch wrote. */
import { isAbsolute } from 'node:path';
import * as z from 'zod';
import type { SourceReading } from './harness.ts';

/** Null for all that tells of no place: a benchmark counts without one. */
export const sourceReadingSchema: z.ZodType<SourceReading | null> = z
  .object({ file: z.string().refine(isAbsolute), line: z.int().positive() })
  .nullable()
  .catch(null);
