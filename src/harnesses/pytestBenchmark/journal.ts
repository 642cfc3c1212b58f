/** Which tests ran, and how did they end? The lines that perfwatch's pytest plugin wrote. */
import * as z from 'zod';
import { parseJson } from '../files.ts';
import { sourceReadingSchema } from '../sourceReading.ts';

/** Values of one test: seconds per iteration, one per round, and what an iteration processes. */
export const measuredSchema = z.object({
  data: z.array(z.number().nonnegative()).min(1),
  extra_info: z.record(z.string(), z.unknown()).catch({}),
});

const recordSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('started'),
    id: z.string(),
    path: z.array(z.string()).min(1),
    /** Null where a value has no short and stable text. */
    parameters: z.record(z.string(), z.string()).nullable(),
    /** What pytest puts in brackets after the name; null without parameters. */
    parameter_id: z.string().nullable(),
    /** Of its function. */
    source: sourceReadingSchema,
  }),
  z.object({
    event: z.literal('finished'),
    id: z.string(),
    outcome: z.enum(['passed', 'failed', 'skipped']),
    message: z.string(),
    /** `data` is thinned here; `rounds` is the true count. */
    measured: measuredSchema.extend({ rounds: z.int().positive() }).nullable(),
  }),
  z.object({
    event: z.literal('not-collected'),
    id: z.string(),
    outcome: z.enum(['failed', 'skipped']),
    message: z.string(),
  }),
  z.object({
    /** After all tests: modules that came from the user's own repository instead of this checkout. */
    event: z.literal('other-side'),
    modules: z.array(z.object({ name: z.string(), file: z.string() })).min(1),
  }),
]);
type JournalRecord = z.infer<typeof recordSchema>;
type Of<Event extends JournalRecord['event']> = Extract<JournalRecord, { event: Event }>;

/** A test with the `benchmark` fixture; `end` is null when the process ended before the test did. */
export interface JournalTest {
  readonly start: Of<'started'>;
  readonly end: Of<'finished'> | null;
}

export interface Journal {
  /** By node id, in the order of their start. A test that was run again counts as run last. */
  readonly tests: ReadonlyMap<string, JournalTest>;
  /** Files and folders that could not be collected, or said themselves that they are to be skipped. */
  readonly notCollected: readonly Of<'not-collected'>[];
  /** Modules of the user's own repository, although another checkout was to be measured. */
  readonly otherSide: Of<'other-side'>['modules'];
  /** What was wrong with lines that could not be read. A last line cut short is not among them. */
  readonly problems: readonly string[];
}

/** Reads a journal as far as it goes; a line that a kill has cut short is left out. */
export function readJournal(text: string): Journal {
  const tests = new Map<string, JournalTest>();
  const notCollected: Of<'not-collected'>[] = [];
  const otherSide: Of<'other-side'>['modules'] = [];
  const problems: string[] = [];
  // What comes after the last line break was not written to its end.
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const reading = parseJson(line, recordSchema);
    if (reading.state !== 'read') {
      problems.push(`line ${index + 1}: ${reading.state === 'absent' ? '' : reading.problem}`);
      continue;
    }
    const record = reading.value;
    if (record.event === 'not-collected') notCollected.push(record);
    else if (record.event === 'other-side') otherSide.push(...record.modules);
    else if (record.event === 'started') tests.set(record.id, { start: record, end: null });
    else {
      const test = tests.get(record.id);
      if (test) tests.set(record.id, { ...test, end: record });
      else problems.push(`line ${index + 1}: ${record.id} has ended but never started`);
    }
  }
  return { tests, notCollected, otherSide, problems };
}
