/** The processes of a launch: one timing helper for each command, one after the other. */
import path from 'node:path';
import { benchmarkId } from '../../model/identity.ts';
import type { LaunchRequest, LaunchStep, Suite } from '../harness.ts';
import { type MeasuredCommand, measuredCommands, titleOf } from './combinations.ts';
import type { TimingHelper } from './helper.ts';
import type { Specification } from './record.ts';
import type { CommandSettings } from './settings.ts';

/** One command's part of a launch. */
export interface CommandPlan extends Pick<MeasuredCommand, 'name' | 'params'> {
  readonly stepName: string;
  readonly specification: Specification;
}

/** A launch's share of all runs: at least one, and the first launches take what is left over. */
function runsOfLaunch(runs: number, { index, launches }: LaunchRequest): number {
  return Math.max(1, Math.floor(runs / launches) + (index < runs % launches ? 1 : 0));
}

/** What each command that is wanted is to do in this launch. Pure. */
export function commandPlans(
  suite: Suite<CommandSettings>,
  env: Readonly<Record<string, string | undefined>>,
  request: LaunchRequest,
): readonly CommandPlan[] {
  const { warmupRuns, runs } = suite.settings;
  const only = request.only && new Set(request.only.map(benchmarkId));
  return measuredCommands(suite.settings).flatMap((command, index) => {
    const { name, params, argv } = command;
    const id = benchmarkId({ suite: suite.name, path: [name], params });
    if (request.filter && !request.filter.test(id)) return [];
    if (only && !only.has(id)) return [];
    // The number keeps names apart that differ only in what a file name cannot hold.
    const stepName = `${index + 1}-${titleOf(command)
      .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
      .slice(0, 50)}`;
    const [program, ...rest] = argv;
    return [
      {
        name,
        params,
        stepName,
        specification: {
          argv: [program, ...rest],
          warmupRuns,
          runs: runsOfLaunch(runs, request),
          results: path.join(request.folder, `${stepName}.ndjson`),
          errors: path.join(request.folder, `${stepName}.stderr.txt`),
          lcCtype: env.LC_CTYPE ?? null,
        },
      },
    ];
  });
}

/** The process that runs a command's part. Pure. */
export function launchStep(plan: CommandPlan, helper: TimingHelper, folder: string): LaunchStep {
  return {
    name: plan.stepName,
    argv: [...helper.argv, JSON.stringify(plan.specification)],
    cwd: folder,
    env: {},
  };
}
