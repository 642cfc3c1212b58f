/** What makes a benchmark's numbers doubtful, and what to do about it. Never a verdict. */
import * as z from 'zod';

/**
 * `multimodal`: the values gather around two places. `drifting`: they keep getting faster or slower
 * within a launch. `outliers`: many lie far away from the others. `timer-resolution`: they are few
 * whole steps of the timer. `changed`: the benchmark itself is another one than it was.
 */
export const warningKindSchema = z.enum([
  'multimodal',
  'drifting',
  'outliers',
  'timer-resolution',
  'changed',
]);

export const warningSchema = z
  .object({
    /** Id of the benchmark. */
    id: z.string(),
    suite: z.string(),
    kind: warningKindSchema,
    /** One sentence about the benchmark: what is the case, and what to do. */
    text: z.string(),
  })
  .readonly();
export type Warning = z.infer<typeof warningSchema>;
