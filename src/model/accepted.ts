/** Regressions that somebody accepted: the reviewed file `perfwatch.accepted.json`. */
import * as z from 'zod';
import { effectSchema } from './comparison.ts';
import { metricNameSchema } from './metricSchemas.ts';

/** Lies beside the configuration. */
export const acceptedFileName = 'perfwatch.accepted.json';

export const acceptanceSchema = z.object({
  /** Id of the benchmark. */
  benchmark: z.string(),
  metric: metricNameSchema,
  reason: z.string(),
  /** The day, as `2026-01-31`. */
  acceptedOn: z.iso.date(),
  /** The last day on which it counts; absent for no end. */
  until: z.iso.date().optional(),
  /** The change as it was measured; further ones are not accepted with it. */
  change: effectSchema,
  /** Accepted up to this share instead of what was measured: 0.2 is 20 % worse. */
  upTo: z.number().positive().optional(),
  /** Id of the run that had regressed. */
  run: z.string(),
  /** Commit that it was compared with; null where that is not known. */
  base: z.string().nullable(),
  /** Commit that had regressed; null outside of git. */
  commit: z.string().nullable(),
});
export type Acceptance = z.infer<typeof acceptanceSchema>;

export const acceptedSchema = z.object({
  schema: z.literal('perfwatch/accepted'),
  version: z.literal(1),
  accepted: z.array(acceptanceSchema),
});
export type AcceptedDocument = z.infer<typeof acceptedSchema>;
