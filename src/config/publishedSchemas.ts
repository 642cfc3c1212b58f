/** Which schemas of the model are types of `import … from 'perfwatch'`, and what they are there. */
import type * as z from 'zod';
import * as comparison from '../model/comparison.ts';
import { driftSchema } from '../model/drift.ts';
import * as environment from '../model/environment.ts';
import { identitySchema } from '../model/identitySchema.ts';
import * as measurement from '../model/measurement.ts';
import * as metricSchemas from '../model/metricSchemas.ts';
import * as plan from '../model/plan.ts';
import * as report from '../model/report.ts';
import * as run from '../model/run.ts';
import { sourceLineSchema } from '../model/sourceLine.ts';
import * as suiteResult from '../model/suiteResult.ts';
import { warningSchema } from '../model/warning.ts';

export interface PublishedSchema {
  readonly schema: z.ZodType;
  /** For the reader of the type. */
  readonly description: string;
  /** The type where it says more than the schema: which of all texts are usual. */
  readonly type?: string;
}

/**
 * By the name of the type; the constant is called the same, but for its first letter and `Schema`. A
 * schema that is a part of another one is referred to by its name.
 */
export const publishedSchemas: Readonly<Record<string, PublishedSchema>> = {
  Run: {
    schema: run.runSchema,
    description: 'All that one `perfwatch run` measured of one side: the file `run.json`.',
  },
  Report: {
    schema: report.reportSchema,
    description: 'What a run has shown: decisions and what explains them, no raw data.',
  },
  Environment: {
    schema: environment.environmentSchema,
    description: 'Where a run was measured.',
  },
  Machine: {
    schema: environment.machineSchema,
    description: 'What decides, with the toolchain, if runs may be compared.',
  },
  Toolchain: {
    schema: environment.toolchainSchema,
    description: 'Versions of what a suite was built and run with, by tool.',
  },
  Commit: {
    schema: environment.commitSchema,
    description: 'Of which code a run was measured.',
  },
  Pairing: {
    schema: run.pairingSchema,
    description: 'How a run was measured side by side with another one.',
  },
  Plan: { schema: plan.planSchema, description: 'The whole that a run is, or is a part of.' },
  Shard: {
    schema: plan.shardSchema,
    description: 'One of several parts that share the work of a run.',
  },
  SuiteResult: {
    schema: suiteResult.suiteResultSchema,
    description: 'What the launches of one suite gave.',
  },
  HarnessIdentity: {
    schema: suiteResult.harnessIdentitySchema,
    description: 'The library that measured.',
  },
  LaunchRecord: {
    schema: suiteResult.launchRecordSchema,
    description: 'One execution of the program of a suite.',
  },
  BenchmarkResult: {
    schema: suiteResult.benchmarkResultSchema,
    description: 'What the launches of one benchmark gave.',
  },
  Measurement: {
    schema: measurement.measurementSchema,
    description: 'One metric of one benchmark, launch by launch.',
  },
  LaunchSamples: {
    schema: measurement.launchSamplesSchema,
    description: 'What one launch measured of one metric.',
  },
  SampleKind: {
    schema: measurement.sampleKindSchema,
    description: 'What one sample is: a single call or process, or an average over many calls.',
  },
  BenchmarkIdentity: {
    schema: identitySchema,
    description:
      'Who a benchmark is: its suite, its names, the outermost first, and its parameters.',
  },
  KnownMetricName: {
    schema: metricSchemas.knownMetricNameSchema,
    description: 'A metric that perfwatch knows the meaning of.',
  },
  MetricName: {
    schema: metricSchemas.metricNameSchema,
    description:
      'What is measured: a known metric, or one that only its harness knows, in lower-case letters, digits, "." and "-".',
    type: 'KnownMetricName | (string & {})',
  },
  Unit: {
    schema: metricSchemas.unitSchema,
    description: 'Seconds, bytes, bytes per second, per second, or a plain count.',
  },
  Direction: { schema: metricSchemas.directionSchema, description: 'Which values are better.' },
  Comparison: {
    schema: comparison.comparisonSchema,
    description: 'What became of one metric of one benchmark, from the base to the candidate.',
  },
  Verdict: {
    schema: comparison.verdictSchema,
    description:
      'Most severe first. `unchanged` is shown to lie within the threshold; `inconclusive` cannot tell.',
  },
  Effect: {
    schema: comparison.effectSchema,
    description: 'By how much it changed, and how sure that is.',
  },
  Side: {
    schema: comparison.sideSchema,
    description: 'One side of a comparison: the typical value (geometric mean) over its launches.',
  },
  SourceLine: { schema: sourceLineSchema, description: 'Where a benchmark stands.' },
  Drift: {
    schema: driftSchema,
    description: 'Most benchmarks moved together: one cause, told once.',
  },
  Warning: {
    schema: warningSchema,
    description: 'What makes the numbers of a benchmark doubtful; never a verdict.',
  },
  ReportSuite: { schema: report.reportSuiteSchema, description: 'What became of a suite.' },
  ReportMeasurement: {
    schema: report.reportMeasurementSchema,
    description: 'A measured value that was not compared, for want of a base or of a verdict.',
  },
};
