/** The keys of a suite that only the exec harness knows. */
import * as z from 'zod';
import { argvOf, commandLineSchema } from '../commandLine.ts';

/** Stands for the launch's own folder of results, which is empty when the command starts. */
export const resultsPlaceholder = '{results}';

/** Names what the command prints instead of a file. */
export const stdoutName = 'stdout';

const leadsOut = (path: string) =>
  /^(?:[/\\]|[A-Za-z]:)/.test(path) || path.split(/[/\\]/).includes('..');

export const execSettingsSchema = z.strictObject({
  command: commandLineSchema
    .transform(argvOf)
    .describe(
      `Command that runs the benchmarks, once in each launch: a list of program and arguments, or one string that is split at spaces. There is no shell. ${resultsPlaceholder} in it, and in \`env\`, is the launch's own folder for results.`,
    ),
  results: z
    .string()
    .min(1)
    .refine(
      (path) => !leadsOut(path.replace(resultsPlaceholder, '.')),
      `write a path within the folder of the suite or within ${resultsPlaceholder}`,
    )
    .describe(
      `Where the results are: "${stdoutName}" for what the command prints; else a file, a folder or a glob, in the folder of the suite or, better, in ${resultsPlaceholder}, e.g. "${resultsPlaceholder}/bench.json".`,
    ),
  format: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Format of the results, as `npx perfwatch formats` names it. Default: told by their content.',
    ),
  prepare: commandLineSchema
    .transform(argvOf)
    .optional()
    .describe('Command that is run once before measuring, for instance a build.'),
});
export type ExecSettings = z.infer<typeof execSettingsSchema>;
