/** What is a machine called, as far as it is known? */
import type { Machine } from './environment.ts';

/** What stands in the place of a text that nobody told. */
export const unknown = 'unknown';

/** `AMD EPYC × 2`, or as much of it as is known: `2 logical processors`. */
export function cpuTitle({ cpuModel, cpuCount }: Machine): string {
  if (cpuModel === unknown && cpuCount !== null) {
    return `${cpuCount} logical ${cpuCount === 1 ? 'processor' : 'processors'}`;
  }
  const model = cpuModel === unknown ? 'an unknown CPU' : cpuModel;
  return cpuCount === null ? model : `${model} × ${cpuCount}`;
}
