/** The keys of a suite that only vitest knows. */
import * as z from 'zod';

/** No argument that vitest would take for an option. */
const filterSchema = z
  .string()
  .regex(/^[^-]/, 'write a part of a path, like "bench/parser"; options go into `vitestArguments`');

export const vitestSettingsSchema = z.strictObject({
  files: z
    .array(filterSchema)
    .default([])
    .describe(
      'Only bench files whose path contains one of these, as for `vitest bench FILTER`. Default: all that the configuration of vitest includes.',
    ),
  project: z
    .string()
    .min(1)
    .optional()
    .describe('Only this project of a vitest workspace, as for `--project`.'),
  vitestArguments: z
    .array(z.string())
    .default([])
    .describe(
      'More arguments for `vitest bench`, such as "--config=vitest.bench.config.ts"; those that perfwatch itself needs win.',
    ),
});

export type VitestSettings = z.infer<typeof vitestSettingsSchema>;
