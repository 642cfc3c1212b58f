/** The keys of a suite that only the google-benchmark harness knows. */
import * as z from 'zod';
import { argvOf, commandLineSchema } from '../commandLine.ts';

/** Program and arguments of a command, without a shell. */
const wordsSchema = commandLineSchema.transform(argvOf);

/** `["cmake", "--build", "build"]` would be three commands, of which the first one even runs. */
const stepSchema = wordsSchema.refine(
  ([program]) => !program.startsWith('-'),
  'write each command as one string, or its words as a list of their own',
);

export const googleBenchmarkSettingsSchema = z.strictObject({
  executables: z
    .array(wordsSchema)
    .min(1)
    .refine(
      (commands) => new Set(commands.map((words) => words.join('\0'))).size === commands.length,
      'name each command once',
    )
    .describe(
      'Benchmark programs, e.g. "build/parse_bench", relative to the folder of the suite: a list of program and arguments each, or one string that is split at spaces. There is no shell.',
    ),
  prepare: z
    .union([z.string().transform((line) => [line]), z.array(commandLineSchema).min(1)])
    .pipe(z.array(stepSchema))
    .optional()
    .describe(
      'Command, or list of commands, that build the programs before measuring, e.g. "cmake --build build".',
    ),
  filter: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Runs only the benchmarks that this matches, as for `--benchmark_filter`: a regular expression; all others with a `-` before it.',
    ),
  arguments: z
    .array(z.string().min(1))
    .default([])
    .describe('Further arguments for all programs, in front of those that perfwatch gives.'),
});
export type GoogleBenchmarkSettings = z.infer<typeof googleBenchmarkSettingsSchema>;
