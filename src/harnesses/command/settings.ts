/** The keys of a suite that only the command harness knows. */
import * as z from 'zod';
import { commandLineSchema } from '../commandLine.ts';
import { parameterProblems } from './parameterProblems.ts';
import { parametersSchema } from './parameters.ts';

const keys = z.strictObject({
  commands: z
    .record(z.string().min(1), commandLineSchema)
    .refine((commands) => Object.keys(commands).length > 0, 'name at least one command')
    .describe(
      'Commands to time, by the name of the benchmark: a list of program and arguments, or one string that is split at spaces. There is no shell.',
    ),
  parameters: parametersSchema
    .optional()
    .describe(
      'Values by name: a list, or a range of numbers. Each command is measured with every combination of those that it names as `{name}`; then `{{` and `}}` are braces as such.',
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

export const commandSettings = keys.superRefine((settings, context) => {
  for (const { path, message } of parameterProblems(settings)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});
export type CommandSettings = z.infer<typeof commandSettings>;
