/** How long will a launch take, going by the baseline? Pure. */
import type { Suite } from '../../harnesses/harness.ts';
import type { Baseline, BaselineEntry } from '../../model/baseline.ts';

/** The newest entry of a suite, whatever machine it is of: this is an expectation, not a figure. */
function newestEntry(baseline: Baseline, suite: string): BaselineEntry | undefined {
  return baseline.entries
    .filter((entry) => entry.suite === suite)
    .toSorted((a, b) => (a.run.startedAt < b.run.startedAt ? 1 : -1))[0];
}

/**
 * Seconds that one launch will take, by suite; suites that were never measured are not in it. The
 * measuring time is split over the launches, so with more of them each is shorter.
 */
export function expectedLaunchSeconds(
  suites: readonly Pick<Suite, 'name' | 'launches'>[],
  baseline: Baseline | null,
): Map<string, number> {
  const expected = new Map<string, number>();
  for (const { name, launches } of suites) {
    const entry = baseline && newestEntry(baseline, name);
    if (entry) expected.set(name, (entry.launchSeconds * entry.launches) / launches);
  }
  return expected;
}
