/** The one process of a launch, and the file that it leaves. */
import { join } from 'node:path';
import { maxSamplesPerLaunch } from '../../model/measurement.ts';
import type { LaunchRequest, LaunchStep, Suite, Tools } from '../harness.ts';
import type { NodePackage } from '../nodePackage.ts';
import type { BenchFile } from './benchFiles.ts';
import { narrow } from './narrow.ts';
import type { LauncherOptions } from './records.ts';
import type { VitestSettings } from './settings.ts';

/** The name of the only step. */
export const stepName = 'vitest';

export const resultsFileOf = ({ folder }: Pick<LaunchRequest, 'folder'>) =>
  join(folder, 'vitest.ndjson');

/** What a launch needs to know besides its request. */
export interface LaunchPlan {
  readonly suite: Suite<VitestSettings>;
  readonly vitest: NodePackage;
  readonly tools: Pick<Tools, 'nodeExecutable' | 'helperFile' | 'otherSideFolder'>;
}

/** How the launcher is started, for either of its tasks. Pure. */
export function launcherArgv(
  { suite, vitest, tools }: LaunchPlan,
  task: Pick<LauncherOptions, 'task' | 'resultsFile'> & Partial<LauncherOptions>,
): readonly [string, ...string[]] {
  const { files, project, vitestArguments } = suite.settings;
  const options: LauncherOptions = {
    packageFolder: vitest.folder,
    version: vitest.version,
    vitestArguments,
    project: project ?? null,
    filters: files,
    testNamePattern: null,
    maxSamples: maxSamplesPerLaunch,
    otherSideFolder: tools.otherSideFolder,
    ...task,
  };
  return [tools.nodeExecutable, tools.helperFile('vitest-launcher.js'), JSON.stringify(options)];
}

/** The vitest process of one launch; none when nothing that is wanted is in any file. Pure. */
export function launchSteps(
  plan: LaunchPlan,
  files: readonly BenchFile[],
  request: LaunchRequest,
): LaunchStep[] {
  const wanted = narrow(files, request.only, plan.vitest.version);
  if (wanted.files?.length === 0) return [];
  const argv = launcherArgv(plan, {
    task: 'measure',
    resultsFile: resultsFileOf(request),
    ...(wanted.files !== null && { filters: wanted.files }),
    testNamePattern: wanted.testNamePattern,
  });
  const env = {
    NO_COLOR: '1',
    // Vitest has no option for the time that a benchmark takes: its code may divide by this.
    PERFWATCH_LAUNCHES: String(request.launches),
  };
  return [{ name: stepName, argv, cwd: plan.suite.folder, env }];
}
