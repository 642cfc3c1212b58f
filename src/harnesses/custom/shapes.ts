/**
 * What a harness of the repository's own has to give: checked, since it may be plain JavaScript. A key that
 * nobody reads is an error, since what it says would be lost.
 */
import * as z from 'zod';
import { toolchainSchema } from '../../model/environment.ts';
import { sampleKindSchema } from '../../model/measurement.ts';
import {
  directionSchema,
  knownMetricNameSchema,
  metricNameSchema,
  unitSchema,
} from '../../model/metricSchemas.ts';
import { harnessIdentitySchema } from '../../model/suiteResult.ts';
import type { MetricReading, PreparedSuite } from '../harness.ts';

/** A key that is undefined is one that is not there. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

/** Also NaN and infinity: what is wrong with a sample is told of its benchmark, not of the launch. */
const sampleSchema = z.custom<number>((value) => typeof value === 'number', 'expected number');

const metricKeysSchema = z.strictObject({
  metric: metricNameSchema,
  unit: unitSchema.exactOptional(),
  direction: directionSchema.nullable().exactOptional(),
  sampleKind: sampleKindSchema,
  samples: z.array(sampleSchema),
  sampleCount: z.int().positive().exactOptional(),
});

/** Of these alone the table of metrics says unit and direction. */
const knownMetricSchema = knownMetricNameSchema.exclude(['throughput']);

const metricReadingSchema = z.preprocess(
  withoutUndefined,
  metricKeysSchema.transform(({ metric, unit, direction, ...samples }, context): MetricReading => {
    if (unit !== undefined && direction !== undefined) {
      return { metric, unit, direction, ...samples };
    }
    const isTold = unit !== undefined || direction !== undefined;
    const known = isTold ? null : knownMetricSchema.safeParse(metric);
    if (known?.success) return { metric: known.data, ...samples };
    const names = knownMetricSchema.options.join(', ');
    context.addIssue({
      code: 'custom',
      path: ['metric'],
      message: `tell unit and direction of all metrics but ${names}`,
    });
    return z.NEVER;
  }),
);

const workSchema = z.preprocess(
  withoutUndefined,
  z.strictObject({ bytes: sampleSchema.exactOptional(), elements: sampleSchema.exactOptional() }),
);

const namedShape = {
  path: z.array(z.string()).min(1),
  params: z.record(z.string(), z.string()),
  source: z.strictObject({ file: z.string(), line: z.int().positive() }).exactOptional(),
};

const benchmarkReadingSchema = z.preprocess(
  withoutUndefined,
  z.discriminatedUnion('state', [
    z.strictObject({
      ...namedShape,
      state: z.literal('measured'),
      metrics: z.array(metricReadingSchema),
      work: workSchema.exactOptional(),
    }),
    z.strictObject({ ...namedShape, state: z.enum(['failed', 'skipped']), message: z.string() }),
  ]),
);

export const launchReadingSchema = z.strictObject({
  benchmarks: z.array(benchmarkReadingSchema),
  failure: z.string().nullable(),
  notices: z.array(z.string()),
});

/** Steps have folders of their names, so that none leads out of the launch's. */
export const launchStepsSchema = z
  .array(
    z.strictObject({
      name: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'use letters, digits, ".", "_" and "-" only'),
      argv: z.tuple([z.string()], z.string()),
      cwd: z.string(),
      env: z.record(z.string(), z.string()),
      outputFolder: z.string().exactOptional(),
    }),
  )
  .refine(
    (steps) => new Set(steps.map(({ name }) => name)).size === steps.length,
    'two steps have the same name',
  );

const isFunction = (value: unknown) => typeof value === 'function';

/** Functions that still know the object that they were in, which may be of a class. */
function withBoundMethods(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { harness, toolchain, notices, sources, steps, read }: Record<string, unknown> =
    Object(value);
  const bound = (method: unknown): unknown =>
    typeof method === 'function' ? method.bind(value) : method;
  return { harness, toolchain, notices, sources, steps: bound(steps), read: bound(read) };
}

const preparedSchema = z.preprocess(
  withBoundMethods,
  z.object({
    harness: harnessIdentitySchema,
    toolchain: toolchainSchema,
    notices: z.array(z.string()),
    sources: z.array(z.string()),
    steps: z.custom<PreparedSuite['steps']>(isFunction, 'expected function'),
    read: z.custom<PreparedSuite['read']>(isFunction, 'expected function'),
  }),
);

export const preparationSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready'), suite: preparedSchema }),
  z.object({ state: z.literal('missing'), what: z.string(), install: z.string() }),
  z.object({ state: z.literal('failed'), message: z.string() }),
]);

/** The first problem of a value that has another shape, with the place of it. */
export function firstProblem({ issues: [first] }: z.ZodError): string {
  const message = first?.message.replace(/^Invalid input: /, '') ?? 'it has another shape';
  return first && first.path.length > 0
    ? `${first.path.map(String).join('.')}: ${message}`
    : message;
}
