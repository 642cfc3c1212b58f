/** Which suite is launched when? */

export interface PlannedLaunch {
  readonly suite: string;
  /** From 0. */
  readonly launch: number;
}

/**
 * All launches in order: the suites in turn, so that a machine that becomes slower or faster in
 * the course of the run touches all of them alike, and each suite's launches are spread over it.
 */
export function planLaunches(
  suites: readonly { readonly name: string; readonly launches: number }[],
): PlannedLaunch[] {
  const rounds = Math.max(0, ...suites.map((suite) => suite.launches));
  return Array.from({ length: rounds }, (_, launch) =>
    suites
      .filter((suite) => launch < suite.launches)
      .map((suite) => ({ suite: suite.name, launch })),
  ).flat();
}
