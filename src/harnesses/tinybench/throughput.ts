/** `export const throughput` of a bench file: what one call of a task processes. */
import * as z from 'zod';
import type { DeclaredWork } from '../harness.ts';

const amountSchema = z.number().positive();

const workSchema = z
  .strictObject({ bytes: amountSchema.optional(), elements: amountSchema.optional() })
  .refine((work) => work.bytes !== undefined || work.elements !== undefined, {
    error: 'neither bytes nor elements',
  });

const tableSchema = z.record(z.string(), z.unknown());

/** A measured task, as a key of the declaration may name it. */
export interface NamedTask {
  readonly bench: string | null;
  readonly task: string;
}

/** What the tasks of one file declare, and what is wrong with the declaration. */
export interface ThroughputReading {
  workOf(task: NamedTask): DeclaredWork | undefined;
  readonly notices: readonly string[];
}

const keysOf = ({ bench, task }: NamedTask) =>
  bench === null ? [task] : [`${bench}/${task}`, task];

/**
 * Reads the export of `file`; `tasks` are all of its tasks, or null when some were left out on
 * purpose, so that an entry without a task means nothing. An entry that is wrong or matches no task
 * is told in a notice. The key `bench/task` comes before `task`. Pure.
 */
export function readThroughput(
  exported: unknown,
  file: string,
  tasks: readonly NamedTask[] | null,
): ThroughputReading {
  if (exported === null || exported === undefined) return { workOf: () => undefined, notices: [] };
  const table = tableSchema.safeParse(exported);
  const example = '{ "task name": { bytes: 1024 } }';
  if (!table.success) {
    const notice = `The export \`throughput\` of ${file} is not used: it must look like ${example}.`;
    return { workOf: () => undefined, notices: [notice] };
  }
  const known = tasks && new Set(tasks.flatMap(keysOf));
  const work = new Map<string, DeclaredWork>();
  const notices: string[] = [];
  for (const [key, value] of Object.entries(table.data)) {
    const parsed = workSchema.safeParse(value);
    if (parsed.success) {
      const { bytes, elements } = parsed.data;
      work.set(key, {
        ...(bytes === undefined ? {} : { bytes }),
        ...(elements === undefined ? {} : { elements }),
      });
    } else {
      notices.push(
        `Throughput of "${key}" in ${file} is not used: give a positive number of bytes or elements, as in ${example}.`,
      );
    }
    if (known && !known.has(key)) {
      notices.push(`Throughput of "${key}" in ${file} matches no task: ${[...known].join(', ')}.`);
    }
  }
  return {
    workOf: (task) =>
      keysOf(task)
        .map((key) => work.get(key))
        .find((found) => found),
    notices,
  };
}
