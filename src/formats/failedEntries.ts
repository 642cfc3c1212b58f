/** Which benchmarks of a side's files failed? Pure. */
import type { FailedEntry } from '../model/tableEntry.ts';
import type { Reading } from './reading.ts';

/** One for each file that tells of a failure. Linear in benchmarks. */
export function failedEntries(readings: readonly Reading[], side: number): FailedEntry[] {
  const failed: FailedEntry[] = [];
  for (const { format, benchmarks } of readings) {
    for (const { state, path, params, labels, message } of benchmarks) {
      if (state !== 'failed') continue;
      const benchmark = { suite: format, path, params, labels };
      failed.push({ benchmark, side, message: message ?? null });
    }
  }
  return failed;
}
