/** How do the two sides of a suite differ beside the code that is measured? Sentences. Pure. */
import type { Run } from '../model/run.ts';
import type { SuiteResult } from '../model/suiteResult.ts';
import type { SuiteSummary } from '../model/summary.ts';
import { differences } from './environments.ts';
import { summarizeSuite } from './summarize.ts';

/** At most so many names are told one by one. */
const mostNames = 3;

function some(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

/** Launches that share the measuring time differently do not measure quite the same. */
function launchesNotice(base: SuiteSummary, result: SuiteResult): string[] {
  if (base.launches === result.launchesPlanned) return [];
  return [
    `Launches differ: ${base.launches} of the base, ${result.launchesPlanned} here, each with another share of the measuring and warm-up time. Measure both with the same number (--launches).`,
  ];
}

/** Side by side, another toolchain is a part of what is compared. */
function toolchainNotice(base: SuiteSummary, run: Run, result: SuiteResult): string[] {
  // Where it was measured is asked, not what: that takes no samples.
  const candidate = summarizeSuite(run, { ...result, benchmarks: [] });
  const different = candidate ? differences(base, candidate) : [];
  if (different.length === 0) return [];
  return run.pairing === null
    ? [`Compared although it was measured in another environment: ${some(different)}.`]
    : [`The sides differ in ${some(different)}: changes include what that does.`];
}

/**
 * @param base the newest of the base's runs of this suite that it is compared with
 * @param isCompared whether results are compared in spite of another environment
 */
export function sideNotices(
  base: SuiteSummary | undefined,
  run: Run,
  result: SuiteResult,
  isCompared: boolean,
): string[] {
  if (!base || result.state === 'skipped') return [];
  return [
    // How others share out their measuring time is not known.
    ...(run.imported ? [] : launchesNotice(base, result)),
    ...(isCompared ? toolchainNotice(base, run, result) : []),
  ];
}
