/** With which options does vitest measure? Those of perfwatch win over arguments and configuration. */
import { elementsOf, type Fields, isFields } from './foreign.ts';
import type { LauncherOptions } from './records.ts';

/** What both tasks of the launcher need. */
type OptionsOf = Pick<LauncherOptions, 'version' | 'project' | 'testNamePattern'>;

/** Vitest 5 made `vitest bench` a kind of test run, with another way to start it. */
export function isRewritten(version: string): boolean {
  return Number.parseInt(version, 10) >= 5;
}

/** Vitest 5 runs the benchmarks of a project in a copy of it, which has a name of its own. */
const projectNames = (project: string, version: string) =>
  isRewritten(version) ? [project, `${project} (bench)`] : [project];

/**
 * Options of a run reach the projects of a workspace only in part, so each one is asked to keep samples
 * before it starts. Where that should change nothing, the reader tells that there are none.
 *
 * @param vitest the object that vitest gives to its reporters
 */
export function askForSamples(vitest: unknown): void {
  for (const project of isFields(vitest) ? elementsOf(vitest.projects) : []) {
    const config = isFields(project) ? project.config : null;
    const benchmark = isFields(config) ? config.benchmark : null;
    if (isFields(benchmark))
      Object.assign(benchmark, { includeSamples: true, retainSamples: true });
  }
}

/**
 * The options of one run. Pure.
 *
 * @param parsed what vitest makes of the suite's own arguments
 * @param reporter is the only one
 */
export function runOptions(
  parsed: Fields,
  { version, project, testNamePattern }: OptionsOf,
  reporter: object,
): Fields {
  return {
    ...parsed,
    run: true,
    watch: false,
    // One file after the other in one worker: what runs beside a benchmark disturbs it.
    fileParallelism: false,
    // Vitest orders files by what earlier runs took.
    cache: false,
    passWithNoTests: true,
    bail: 0,
    coverage: { enabled: false },
    ...(project !== null && { project: projectNames(project, version) }),
    ...(testNamePattern !== null && { testNamePattern }),
    reporters: [reporter],
    ...(isRewritten(version)
      ? // Its cache of modules lies in node_modules, which both sides may share.
        { benchmarkOnly: true, fsModuleCache: false, benchmark: { retainSamples: true } }
      : { benchmark: { reporters: [reporter], includeSamples: true } }),
  };
}
