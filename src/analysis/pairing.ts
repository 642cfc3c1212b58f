/** Were these two runs measured side by side with each other? Pure. */
import type { Run } from '../model/run.ts';

/**
 * The candidate as it stands beside this base: measured side by side with another run, it stands for
 * itself here.
 */
export const besideBase = (candidate: Run, baseId: string): Run =>
  candidate.pairing?.with === baseId ? candidate : { ...candidate, pairing: null };
