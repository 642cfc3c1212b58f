/** The keys of a suite that only pytest-benchmark knows. */
import * as z from 'zod';

export const pytestBenchmarkSettings = z.strictObject({
  paths: z
    .array(z.string())
    .default([])
    .describe(
      "Files and folders to collect, relative to the suite's folder; by default what pytest itself takes (its `testpaths`).",
    ),
  python: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Python to use when there is no `.venv`: a path relative to the suite's folder, or the name of a program.",
    ),
  keyword: z
    .string()
    .min(1)
    .optional()
    .describe('Only tests that match this expression (pytest -k).'),
  marker: z
    .string()
    .min(1)
    .optional()
    .describe('Only tests with markers that match this expression (pytest -m).'),
  pytestArguments: z
    .array(z.string())
    .default([])
    .describe(
      'More arguments for pytest; those that perfwatch itself needs come after them and win.',
    ),
});
export type PytestBenchmarkSettings = z.infer<typeof pytestBenchmarkSettings>;
