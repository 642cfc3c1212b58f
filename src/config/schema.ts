/** What a configuration may say: the one source of its types, its checks and its JSON Schema. */
import * as z from 'zod';
import { commandLineSchema } from '../harnesses/commandLine.ts';
import type { Harness } from '../harnesses/harness.ts';
import { harnesses } from '../harnesses/index.ts';
import { baselineNameSchema, defaultBaselineRuns } from '../model/baseline.ts';
import { commentPolicies } from '../model/commentPolicy.ts';
import { metricNameSchema } from '../model/metricSchemas.ts';
import { defaultRounds, defaultRule } from '../model/rule.ts';
import { isReporterName } from '../reporters/names.ts';
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

const secondsOfUnit = { s: 1, m: 60, h: 3600 } as const;

/** A duration in seconds (90) or with its unit ("90s", "10m", "1h"); gives seconds. */
export const durationSchema = z
  .union([
    z.number(),
    z.string().regex(/^\s*\d+(\.\d+)?\s*[smh]\s*$/, 'write a duration like "10m", "90s" or 90'),
  ])
  .transform((duration) => {
    if (typeof duration === 'number') return duration;
    const unit = duration.trim().at(-1);
    const factor = unit === 'h' || unit === 'm' ? secondsOfUnit[unit] : secondsOfUnit.s;
    return Number.parseFloat(duration) * factor;
  })
  .pipe(secondsSchema);

const pairingSchema = z.enum(['alternating', 'duet']);

const roundsSchema = z
  .strictObject({
    minimum: z.int().min(2).max(1000).default(defaultRounds.minimum),
    maximum: z.int().min(2).max(1000).default(defaultRounds.maximum),
  })
  .refine(({ minimum, maximum }) => minimum <= maximum, '`minimum` is larger than `maximum`');

/** One command as a string, or a list of commands; run in the suite's folder, without a shell. */
const commandsSchema = z
  .union([z.string().transform((line) => [line]), z.array(commandLineSchema)])
  .pipe(z.array(commandLineSchema))
  .default([]);

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
  pairing: pairingSchema
    .optional()
    .describe('How the two sides of this suite are launched; wins over the global setting.'),
  inputs: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'Files and folders, as globs from the root of the repository, that the suite is built from. Where none of them differs between the two sides, it is built once; default is all files.',
    ),
  install: commandsSchema.describe(
    'Commands that install the dependencies of a fresh checkout, e.g. `npm ci`. Run where its lock files differ from yours; else your node_modules and .venv are used.',
  ),
  setup: commandsSchema.describe(
    'Commands that a fresh checkout needs before it can be measured, e.g. `npm run build`.',
  ),
};

function suiteSchemaOf<Name extends string, Settings extends z.ZodRawShape>(
  name: Name,
  settings: z.ZodObject<Settings>,
) {
  const keys = z.strictObject({
    harness: z.literal(name).describe('The library that measures, or `command`.'),
    ...commonKeys,
  });
  // Not extended by its shape, which would lose what a harness checks of several keys together.
  return keys.merge(settings);
}

/** A module of the repository's own. Never a package's name: what is run is what can be read here. */
const modulePathSchema = z
  .templateLiteral([z.enum(['./', '../']), z.string()], {
    error: 'write the path of a module, like "./ci/chat.ts"',
  })
  .refine((path) => /\.[cm]?[jt]s$/.test(path), 'name a file that ends in .ts, .js or .mjs');

/** The type of such a path, as makers of types are told it. */
export const modulePathType = ['./', '../'].map((start) => `\`${start}$\{string}\``).join(' | ');

/** A suite of a harness of the repository's own, which checks the keys that not all suites have. */
const customSuiteSchema = z.looseObject({
  harness: modulePathSchema.describe(
    'The module of a harness of your own, relative to this file; it checks the other keys.',
  ),
  ...commonKeys,
});

const builtInSuiteSchema = z.discriminatedUnion(
  'harness',
  [
    suiteSchemaOf('criterion', harnesses.criterion.settings),
    suiteSchemaOf('tinybench', harnesses.tinybench.settings),
    suiteSchemaOf('vitest', harnesses.vitest.settings),
    suiteSchemaOf('pytest-benchmark', harnesses['pytest-benchmark'].settings),
    suiteSchemaOf('go', harnesses.go.settings),
    suiteSchemaOf('google-benchmark', harnesses['google-benchmark'].settings),
    suiteSchemaOf('jmh', harnesses.jmh.settings),
    suiteSchemaOf('gungraun', harnesses.gungraun.settings),
    suiteSchemaOf('exec', harnesses.exec.settings),
    suiteSchemaOf('command', harnesses.command.settings),
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union'
        ? `must be one of ${Object.keys(harnesses).join(', ')}, or the path of a module like "./bench/harness.ts"`
        : undefined,
  },
);

const suiteSchema = z.union([builtInSuiteSchema, customSuiteSchema]);

/** Names stand on the command line: `--reporter chat=message.txt,csv`. */
const reporterNameSchema = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'use letters, digits, ".", "_" and "-" only')
  .refine((name) => !isReporterName(name), 'perfwatch has a reporter of this name itself');

const benchmarkOverrideSchema = z.strictObject({
  match: z
    .string()
    .min(1)
    .describe(
      'Ids of benchmarks: `*` is any text within one part of an id, `**` any text, all else stands for itself.',
    ),
  threshold: shareSchema.optional().describe('Their threshold, e.g. "10%".'),
  metrics: z
    .array(metricNameSchema)
    .min(1)
    .optional()
    .describe('Which of their metrics get a verdict.'),
  ignore: z
    .boolean()
    .optional()
    .describe('They are measured and recorded, but get no verdict and fail no run.'),
});

/** An id has at least a suite and a name; the beginning of one at least the suite. */
const renameSchema = z.string().regex(/^[^/]+\//, 'write an id, like "suite/name", or "suite/"');

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
  against: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Measure side by side with this branch, tag, SHA, `merge-base` or `last-good`. Default: the merge-base in pull requests, else the stored baseline is compared with.',
    ),
  rounds: roundsSchema
    .default({ ...defaultRounds })
    .describe(
      'How often both sides are launched: at least `minimum` times, then while a benchmark is undecided, at most `maximum` times, over which the measuring time is split.',
    ),
  timeBudget: durationSchema
    .optional()
    .describe('Measuring side by side ends after this time, e.g. "10m"; builds come on top.'),
  pairing: pairingSchema
    .default('alternating')
    .describe(
      'How the two sides are launched: one after the other, or (`duet`) both at once, each on a processor of its own.',
    ),
  threshold: shareSchema
    .default(defaultRule.threshold)
    .describe('Changes within ± this share do not matter, e.g. "3%" or 0.03.'),
  confidence: z
    .number()
    .gt(0.5)
    .lt(1)
    .default(defaultRule.confidence)
    .describe(
      'Coverage of the intervals; the rest is the share of wrong ones to expect among reported changes, at most.',
    ),
  falseAlarmRate: z
    .number()
    .gt(0)
    .max(0.2)
    .default(defaultRule.falseAlarmRate)
    .describe('The chance that a run in which nothing changed reports any change.'),
  metrics: z
    .array(metricNameSchema)
    .min(1)
    .optional()
    .describe(
      'Which metrics get a verdict; others are recorded only. Default: all but user-time and system-time.',
    ),
  benchmarks: z
    .array(benchmarkOverrideSchema)
    .default([])
    .describe('What is different for some benchmarks; of several that match, the last one counts.'),
  renames: z
    .record(renameSchema, renameSchema)
    .superRefine((renames, context) => {
      for (const [old, now] of Object.entries(renames)) {
        if (old.endsWith('/') === now.endsWith('/')) continue;
        const message = 'both ids end in "/", to rename all that begins so, or neither does';
        context.addIssue({ code: 'custom', path: [old], message });
      }
    })
    .default({})
    .describe(
      'Old id of a benchmark → its new one, so that it keeps its history: whole ids, or beginnings that end in "/".',
    ),
  baseline: baselineNameSchema.default('main').describe('The baseline to compare with.'),
  baselineStore: z.enum(storeNames).default('folder').describe('Where baselines are kept.'),
  baselinesFolder: z
    .string()
    .default('baselines')
    .describe('Folder of the baselines, relative to this file.'),
  baselineRuns: z
    .int()
    .min(1)
    .max(20)
    .default(defaultBaselineRuns)
    .describe('How many runs of a suite and environment a baseline keeps.'),
  reporters: z
    .record(reporterNameSchema, modulePathSchema)
    .default({})
    .describe(
      'Reporters of your own, by a name for --reporter: modules of the repository, relative to this file.',
    ),
  output: z
    .string()
    .default('.perfwatch')
    .describe('Folder for the run, the report and the raw files, relative to this file.'),
  comment: z
    .enum(commentPolicies)
    .default('always')
    .describe(
      'When a pull request or merge request gets a comment; one that is there is always updated.',
    ),
  allowMissing: z
    .boolean()
    .default(false)
    .describe('Do not fail when the toolchain of a suite is missing.'),
  anyEnvironment: z
    .boolean()
    .default(false)
    .describe('Compare with a baseline of another machine or toolchain all the same.'),
  strict: z.boolean().default(false).describe('Exit with 4 when no decision was possible.'),
});

/** As people write it; defaults may be left out. */
export type ConfigurationInput = z.input<typeof configurationSchema>;
export type Configuration = z.output<typeof configurationSchema>;
export type ConfiguredSuite = Configuration['suites'][string];

type CustomSuite = z.output<typeof customSuiteSchema>;
type BuiltInSuite = z.output<typeof builtInSuiteSchema>;

/** Whether a suite is run by a harness of the repository's own. */
export function isCustom(suite: ConfiguredSuite): suite is CustomSuite {
  return !Object.hasOwn(harnesses, suite.harness);
}

/** The harness of a configured suite, as the general plug-in that it is. */
export function harnessOf(suite: BuiltInSuite): Harness {
  return harnesses[suite.harness];
}

/** Splits a configured suite into what all suites share and what its harness alone knows. */
export function settingsOf(suite: BuiltInSuite): unknown {
  const { shape } = harnessOf(suite).settings;
  return Object.fromEntries(Object.entries(suite).filter(([key]) => key in shape));
}

/** The keys of a configured suite that not all suites have. */
export function ownKeysOf(suite: ConfiguredSuite): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(suite).filter(([key]) => key !== 'harness' && !Object.hasOwn(commonKeys, key)),
  );
}
