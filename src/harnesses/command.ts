/** Any command, timed as a whole process: for programs without a harness of their own. */

import { measuredCommands } from './command/combinations.ts';
import { findTimingHelper } from './command/helper.ts';
import { commandPlans, launchStep } from './command/launch.ts';
import { readCommand } from './command/read.ts';
import { type CommandSettings, commandSettings } from './command/settings.ts';
import { argvOf } from './commandLine.ts';
import type { Harness, LaunchReading, Preparation, Suite, Tools } from './harness.ts';
import { sharedPrograms } from './otherSide.ts';

/** What the samples mean; a change makes earlier results incomparable. */
const measuringVersion = 1;

/** Runs the suite's `prepare` command; why it failed, or null. */
async function runPrepare(suite: Suite<CommandSettings>, tools: Tools): Promise<string | null> {
  if (suite.settings.prepare === undefined) return null;
  const argv = argvOf(suite.settings.prepare);
  const outcome = await tools.run(argv, {
    timeoutSeconds: suite.prepareTimeoutSeconds,
    cwd: suite.folder,
  });
  if (outcome.exitCode === 0) return null;
  const how = {
    exited:
      outcome.exitCode === null
        ? 'was ended by a signal'
        : `ended with exit code ${outcome.exitCode}`,
    'timed-out': `took longer than ${suite.prepareTimeoutSeconds} s`,
    interrupted: 'was interrupted',
    'not-started': 'could not be started',
  }[outcome.ending];
  const lines = (outcome.stderr || outcome.stdout).trim().split('\n').slice(-10).join('\n');
  return `The prepare command (${argv.join(' ')}) ${how}${lines === '' ? '' : `:\n${lines}`}`;
}

async function prepare(suite: Suite<CommandSettings>, tools: Tools): Promise<Preparation> {
  const shared = await sharedPrograms(measuredCommands(suite.settings), tools);
  if (shared.problem !== null) return { state: 'failed', message: shared.problem };
  const problem = await runPrepare(suite, tools);
  if (problem !== null) return { state: 'failed', message: problem };
  const helper = await findTimingHelper(tools);
  const isTimed = suite.measurementSeconds !== null || suite.warmupSeconds !== null;
  return {
    state: 'ready',
    suite: {
      harness: { name: 'command', version: `${measuringVersion} (${helper.kind})` },
      toolchain: {},
      notices: [
        ...shared.notices,
        ...helper.notices,
        ...(isTimed
          ? ['Commands are measured `runs` times after `warmupRuns`, not for a time.']
          : []),
      ],
      sources: [],
      steps: (request) =>
        commandPlans(suite, tools.env, request).map((plan) =>
          launchStep(plan, helper, suite.folder),
        ),
      async read(request, outcomes): Promise<LaunchReading> {
        const readings = await Promise.all(
          commandPlans(suite, tools.env, request).flatMap((plan) => {
            const outcome = outcomes.get(plan.stepName);
            return outcome ? [readCommand(plan, outcome)] : [];
          }),
        );
        return {
          benchmarks: readings.flatMap(({ benchmark }) => benchmark ?? []),
          failure: null,
          notices: readings.flatMap(({ notices }) => notices),
        };
      },
    },
  };
}

/** What people otherwise do with a stopwatch: N runs of a program, its wall time and its use of the machine. */
export const command = {
  name: 'command',
  title: 'Any command, timed as a whole process',
  settings: commandSettings,
  manifests: [],
  discover: () => [],
  toolChecks: [],
  prepare,
} satisfies Harness<CommandSettings>;
