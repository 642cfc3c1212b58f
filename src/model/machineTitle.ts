/** What is a machine called, as far as it is known? */
import type { Machine } from './environment.ts';

/** What stands in the place of a text that nobody told. */
export const unknown = 'unknown';

/** `AMD EPYC × 2`, or as much of it as is known. */
export function cpuTitle({ cpuModel, cpuCount }: Machine): string {
  const model = cpuModel === unknown ? 'an unknown CPU' : cpuModel;
  return cpuCount === null ? model : `${model} × ${cpuCount}`;
}
