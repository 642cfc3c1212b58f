/** The keys of a suite that only Go knows. */
import * as z from 'zod';

/** No argument that Go would take for an option. */
const patternSchema = z.string().regex(/^[^-]/, 'write a package, like "./parser" or "./..."');

export const goSettingsSchema = z.strictObject({
  packages: z
    .array(patternSchema)
    .min(1)
    .default(['./...'])
    .describe('Packages whose benchmarks run, as for `go test`. Default: all below the folder.'),
  bench: z
    .string()
    .min(1)
    .default('.')
    .describe(
      'Runs only the benchmarks that this matches: a regular expression of Go for each level of the name, with `/` between them, as for `-bench`.',
    ),
  tags: z
    .array(z.string().regex(/^[^\s,]+$/, 'write one tag each, like "integration"'))
    .default([])
    .describe('Build tags, as for `-tags`.'),
  benchtime: z
    .string()
    .regex(
      /^(?:[1-9]\d*x|(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/,
      'write a time like "200ms", or a number of iterations like "100x"',
    )
    .optional()
    .describe(
      'Time or iterations of one benchmark in one launch, as for `-benchtime`. Default: `measurementSeconds` (1 s) divided by the launches.',
    ),
  cpu: z
    .array(z.int().min(1))
    .default([])
    .describe(
      'Values of GOMAXPROCS to run each benchmark with, as for `-cpu`; several become the parameter `gomaxprocs`. Default: one run, with that of the environment.',
    ),
  goArguments: z
    .array(z.string().regex(/^-/, 'write options, with their value behind "="'))
    .default([])
    .describe('Further options for `go test -c`, e.g. "-race" or "-pgo=off".'),
});

export type GoSettings = z.infer<typeof goSettingsSchema>;
