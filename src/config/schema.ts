/** What a configuration may say: the one source of its types, its checks and its JSON Schema. */
import * as z from 'zod';
import type { Harness } from '../harnesses/harness.ts';
import { harnesses } from '../harnesses/index.ts';
import { baselineNameSchema } from '../model/baseline.ts';
import { metricNameSchema } from '../model/metric.ts';
import { defaultRule } from '../model/rule.ts';
import { type StoreName, stores } from '../stores/index.ts';

/** A share as a ratio (0.03) or in per cent ("3%"); gives the ratio. */
export const shareSchema = z
  .union([
    z.number(),
    z.string().regex(/^\s*\d+(\.\d+)?\s*%\s*$/, 'write a share like "3%" or 0.03'),
  ])
  .transform((share) => (typeof share === 'number' ? share : Number.parseFloat(share) / 100))
  .refine(
    (ratio) => ratio > 0 && ratio < 1,
    'must lie between 0 and 1, or 0% and 100%: "3%" or 0.03',
  );

/** Suite names become folder names and the first part of benchmark ids. */
const suiteNameSchema = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'use letters, digits, ".", "_" and "-" only');

const launchesSchema = z.int().min(1).max(1000);
const secondsSchema = z.number().positive().max(86_400);

/** The keys that suites of all harnesses share. */
const commonKeys = {
  folder: z
    .string()
    .default('.')
    .describe('Folder of the suite, relative to this file; its processes start there.'),
  env: z
    .record(z.string(), z.string())
    .default({})
    .describe('Environment variables for the suite, added to the ones of perfwatch.'),
  launches: launchesSchema
    .optional()
    .describe('How many times this suite is launched; wins over the global number.'),
  timeoutSeconds: secondsSchema
    .default(600)
    .describe('A launch that takes longer is ended; what it had measured is kept.'),
  prepareTimeoutSeconds: secondsSchema
    .default(1800)
    .describe('Building the suite may take this long.'),
  measurementSeconds: secondsSchema
    .optional()
    .describe("Measuring time of a benchmark over all launches; default is the harness's own."),
  warmupSeconds: z
    .number()
    .min(0)
    .max(86_400)
    .optional()
    .describe("Warm-up time of a benchmark over all launches; default is the harness's own."),
};

function suiteSchemaOf<Name extends string, Settings extends z.ZodRawShape>(
  name: Name,
  settings: z.ZodObject<Settings>,
) {
  return z.strictObject({
    harness: z.literal(name).describe('The library that measures, or `command`.'),
    ...commonKeys,
    ...settings.shape,
  });
}

const suiteSchema = z.discriminatedUnion(
  'harness',
  [
    suiteSchemaOf('criterion', harnesses.criterion.settings),
    suiteSchemaOf('tinybench', harnesses.tinybench.settings),
    suiteSchemaOf('pytest-benchmark', harnesses['pytest-benchmark'].settings),
    suiteSchemaOf('command', harnesses.command.settings),
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union' ? `must be one of ${Object.keys(harnesses).join(', ')}` : undefined,
  },
);

const storeNames = Object.keys(stores).filter((name): name is StoreName => name in stores);

export const configurationSchema = z.strictObject({
  $schema: z.string().optional().describe('Where editors find the JSON Schema of this file.'),
  suites: z
    .record(suiteNameSchema, suiteSchema)
    .refine((suites) => Object.keys(suites).length > 0, 'name at least one suite')
    .describe('The benchmark programs of this repository, by a name of your choice.'),
  launches: launchesSchema
    .default(5)
    .describe('How many times each suite is launched; its measuring time is split over them.'),
  threshold: shareSchema
    .default(defaultRule.threshold)
    .describe('Changes within ± this share do not matter, e.g. "3%" or 0.03.'),
  confidence: z
    .number()
    .gt(0.5)
    .lt(1)
    .default(defaultRule.confidence)
    .describe('Coverage of the intervals; the rest is the chance of any false alarm in a run.'),
  metrics: z
    .array(metricNameSchema)
    .min(1)
    .default([...defaultRule.metrics])
    .describe('Which metrics get a verdict; others are recorded only.'),
  baseline: baselineNameSchema.default('main').describe('The baseline to compare with.'),
  baselineStore: z.enum(storeNames).default('folder').describe('Where baselines are kept.'),
  baselinesFolder: z
    .string()
    .default('baselines')
    .describe('Folder of the baselines, relative to this file.'),
  output: z
    .string()
    .default('.perfwatch')
    .describe('Folder for the run, the report and the raw files, relative to this file.'),
  allowMissing: z
    .boolean()
    .default(false)
    .describe('Do not fail when the toolchain of a suite is missing.'),
  strict: z.boolean().default(false).describe('Exit with 4 when no decision was possible.'),
});

/** As people write it; defaults may be left out. */
export type ConfigurationInput = z.input<typeof configurationSchema>;
export type Configuration = z.output<typeof configurationSchema>;
export type ConfiguredSuite = Configuration['suites'][string];

/** The harness of a configured suite, as the general plug-in that it is. */
export function harnessOf(suite: ConfiguredSuite): Harness {
  return harnesses[suite.harness];
}

/** Splits a configured suite into what all suites share and what its harness alone knows. */
export function settingsOf(suite: ConfiguredSuite): unknown {
  const { shape } = harnessOf(suite).settings;
  return Object.fromEntries(Object.entries(suite).filter(([key]) => key in shape));
}
