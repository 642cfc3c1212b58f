/** pytest-benchmark's own JSON file: which values did each test have? */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { problemOf } from '../../errors.ts';
import { parseJson } from '../files.ts';
import { measuredSchema } from './journal.ts';

const fileSchema = z.object({ benchmarks: z.array(z.unknown()) });

const entrySchema = z.object({
  /** pytest's node id. */
  fullname: z.string(),
  stats: measuredSchema.pick({ data: true }),
  extra_info: measuredSchema.shape.extra_info,
});

interface Measured {
  /** Seconds per iteration, already divided by the iterations of a round; one per round, in order. */
  readonly data: readonly number[];
  readonly extraInfo: Readonly<Record<string, unknown>>;
}

export interface ResultFile {
  /** By node id. */
  readonly measured: ReadonlyMap<string, Measured>;
  /** Why the file or entries of it are not here. */
  readonly problems: readonly string[];
}

/**
 * JSON as Python writes it: bare `NaN`, `Infinity` and `-Infinity`, which no other program reads,
 * become `null`. Text inside of strings stays as it is.
 */
export function withoutBareNonNumbers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/gs, (token) =>
    token.startsWith('"') ? token : 'null',
  );
}

/** Reads the text of the file, entry by entry, so that one odd entry does not lose the others. */
export function parseResultFile(text: string): ResultFile {
  const strict = parseJson(text, fileSchema);
  // Almost every file is plain JSON, and large; so the second look is taken only when needed.
  const reading =
    strict.state === 'read' ? strict : parseJson(withoutBareNonNumbers(text), fileSchema);
  if (reading.state !== 'read') {
    return {
      measured: new Map(),
      problems: [reading.state === 'unreadable' ? reading.problem : 'it is not there'],
    };
  }
  const measured = new Map<string, Measured>();
  const problems: string[] = [];
  for (const [index, entry] of reading.value.benchmarks.entries()) {
    const parsed = entrySchema.safeParse(entry);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      problems.push(`entry ${index + 1}: ${issue?.path.join('.')}: ${issue?.message}`);
      continue;
    }
    const { fullname, stats, extra_info: extraInfo } = parsed.data;
    if (measured.has(fullname))
      problems.push(`${fullname} was measured twice; the last one counts`);
    measured.set(fullname, { data: stats.data, extraInfo });
  }
  return { measured, problems };
}

/** Reads the file; never throws. */
export async function readResultFile(file: string): Promise<ResultFile> {
  try {
    return parseResultFile(await readFile(file, 'utf8'));
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { measured: new Map(), problems: [absent ? 'it is not there' : problemOf(error)] };
  }
}
