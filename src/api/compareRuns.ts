/** Decides what changed from one run to another. Pure. */
import { besideBase } from '../analysis/pairing.ts';
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
  const run = besideBase(candidate, base.id);
  const ownTitle = run.pairing?.side === 'candidate' ? run.pairing.base : 'the base';
  return buildReport({
    run,
    ...(options.candidateTitle !== undefined && { title: options.candidateTitle }),
    base: { title: options.baseTitle ?? ownTitle, suites: summarizeRun(base), isRun: true },
    rule,
    allowMissing: options.allowMissing ?? false,
  });
}
