/** The keys of a suite that only the command harness knows. */
import * as z from 'zod';
import { splitWords } from './words.ts';

/** A list of program and arguments, or one string that is split at spaces. There is no shell. */
export const commandLineSchema = z
  .union([z.string(), z.tuple([z.string().min(1)], z.string())])
  .superRefine((line, context) => {
    const words = typeof line === 'string' ? splitWords(line) : null;
    if (words?.state === 'refused') context.addIssue(words.problem);
  });
export type CommandLine = z.infer<typeof commandLineSchema>;

export const commandSettings = z.strictObject({
  commands: z
    .record(z.string().min(1), commandLineSchema)
    .refine((commands) => Object.keys(commands).length > 0, 'name at least one command')
    .describe(
      'Commands to time, by the name of the benchmark: a list of program and arguments, or one string that is split at spaces. There is no shell.',
    ),
  prepare: commandLineSchema
    .optional()
    .describe('Command that is run once before measuring, for instance a build.'),
  warmupRuns: z
    .int()
    .nonnegative()
    .default(1)
    .describe('How often each launch runs a command first, without counting.'),
  runs: z
    .int()
    .positive()
    .default(10)
    .describe('How often a command is run and counted, over all launches; at least once in each.'),
});
export type CommandSettings = z.infer<typeof commandSettings>;

/** Program and arguments of a command that the schema has let through. */
export function argvOf(command: CommandLine): readonly [string, ...string[]] {
  if (typeof command !== 'string') return command;
  const words = splitWords(command);
  if (words.state === 'refused') throw new TypeError(words.problem);
  return words.argv;
}
