/** Decides what changed from one run to another. Pure. */
import { buildReport } from '../analysis/report.ts';
import { summarizeRun } from '../analysis/summarize.ts';
import type { Report } from '../model/report.ts';
import type { Run } from '../model/run.ts';
import { type CompareOptions, ruleOf } from './compareOptions.ts';

/**
 * Compares two runs, as `perfwatch compare` does. Two runs that were measured side by side are
 * recognised, and compared round by round. Neither run is changed. O(n log n) in benchmarks, linear in
 * samples.
 *
 * @throws PerfwatchError `option-invalid`.
 */
export function compareRuns(base: Run, candidate: Run, options: CompareOptions = {}): Report {
  const rule = ruleOf(options);
  const { pairing } = candidate;
  const isPaired = pairing?.with === base.id;
  const ownTitle = isPaired && pairing.side === 'candidate' ? pairing.base : 'the base';
  return buildReport({
    // Measured side by side, but not with this one: here it stands for itself.
    run: isPaired ? candidate : { ...candidate, pairing: null },
    base: { title: options.baseTitle ?? ownTitle, suites: summarizeRun(base) },
    rule,
    allowMissing: options.allowMissing ?? false,
  });
}
