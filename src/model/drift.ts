/** Most benchmarks moved together: one cause, told in one line. */
import * as z from 'zod';

export const driftSchema = z.object({
  /** The typical change of the benchmarks' time: candidate divided by base, 1.05 is 5 % more. */
  ratio: z.number().positive(),
  /** How many benchmarks moved beyond their threshold in this direction. */
  moved: z.int().positive(),
  /** Of how many that were compared. */
  compared: z.int().positive(),
  /**
   * `shared`: both sides ran next to each other, so it is not the machine: something that the
   * benchmarks share changed. `unusual`: more than runs on this machine usually differ. `machine`:
   * runs on this machine are known to differ so much. `unknown`: too few stored runs to tell.
   */
  cause: z.enum(['shared', 'unusual', 'machine', 'unknown']),
  /** How far stored runs as a whole usually differ, as a relative standard deviation; null unknown. */
  usualSpread: z.number().nonnegative().nullable(),
});
export type Drift = z.infer<typeof driftSchema>;
