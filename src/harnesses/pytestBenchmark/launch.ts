/** The one process of a launch, and the files that it leaves. */
import path from 'node:path';
import type { LaunchRequest, LaunchStep, Suite, Tools } from '../harness.ts';
import type { Interpreter } from './interpreter.ts';
import type { PytestBenchmarkSettings } from './settings.ts';

/** The name of the only step. */
export const stepName = 'pytest';

/** pytest-benchmark's own file, with all values. */
export function resultFile(request: LaunchRequest): string {
  return path.join(request.folder, 'pytest-benchmark.json');
}

/** What perfwatch's pytest plugin noted, one line of JSON at a time. */
export function journalFile(request: LaunchRequest): string {
  return path.join(request.folder, 'tests.ndjson');
}

const plugin = 'perfwatch_pytest_plugin';
export const pluginFileName = `${plugin}.py`;

/** What a launch needs to know besides its request. */
export interface LaunchPlan {
  readonly suite: Suite<PytestBenchmarkSettings>;
  readonly interpreter: Interpreter;
  /** Absolute path of perfwatch's pytest plugin. */
  readonly pluginFile: string;
  /** `env` is that of the suite's processes, to which a step adds its own. */
  readonly tools: Pick<Tools, 'env' | 'otherSideFolder'>;
}

/**
 * In characters. Windows takes 32,767 for a variable of the environment. The longer the list, the
 * less there is to save.
 */
const longestList = 16_000;

/** Tells the plugin which tests to keep; it keeps all without it, also since they are too many. */
function wantedTests(only: LaunchRequest['only']): { PERFWATCH_ONLY?: string } {
  if (only === null) return {};
  const tests = JSON.stringify(only.map(({ path: names, params }) => [names, params]));
  // As ASCII, whatever Python takes the environment to be encoded in.
  const text = tests.replaceAll(
    /[^\0-\x7F]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text.length > longestList ? {} : { PERFWATCH_ONLY: text };
}

function timing({ measurementSeconds, warmupSeconds }: LaunchPlan['suite']): string[] {
  const options: string[] = [];
  // The plugin splits the time over the launches, this one as well as pytest's configuration's.
  if (measurementSeconds !== null) options.push(`--benchmark-max-time=${measurementSeconds}`);
  if (warmupSeconds !== null)
    options.push(`--benchmark-warmup=${warmupSeconds > 0 ? 'on' : 'off'}`);
  return options;
}

/**
 * The pytest process of one launch. Pure.
 *
 * The number of rounds and iterations is left to the suite. The seed of Python's hashes is the
 * number of the launch: both sides of a comparison get the same one, and different launches
 * different ones, so that a result holds for more than the one memory layout of a fixed seed.
 */
export function launchStep(plan: LaunchPlan, request: LaunchRequest): LaunchStep {
  const { suite, interpreter } = plan;
  const { env, otherSideFolder } = plan.tools;
  const { paths, keyword, marker, pytestArguments } = suite.settings;
  return {
    name: stepName,
    argv: [
      ...interpreter.argv,
      '-m',
      'pytest',
      ...pytestArguments,
      ...(keyword === undefined ? [] : ['-k', keyword]),
      ...(marker === undefined ? [] : ['-m', marker]),
      '-p',
      plugin,
      '--benchmark-only',
      '--benchmark-enable',
      `--benchmark-json=${resultFile(request)}`,
      ...timing(suite),
      // One broken test or file must not lose the others.
      '--maxfail=0',
      '--continue-on-collection-errors',
      // Not `-p no:cacheprovider`: with that, pytest refuses options such as `--ff` in a configuration.
      '-o',
      `cache_dir=${path.join(request.folder, 'pytest-cache')}`,
      '-q',
      '--color=no',
      ...paths,
    ],
    cwd: suite.folder,
    env: {
      NO_COLOR: '1',
      PYTHONHASHSEED: env.PYTHONHASHSEED ?? String(request.index),
      // Last, so that nothing of the suite is hidden by it.
      PYTHONPATH: [env.PYTHONPATH, path.dirname(plan.pluginFile)]
        .filter(Boolean)
        .join(path.delimiter),
      PERFWATCH_JOURNAL: journalFile(request),
      PERFWATCH_LAUNCHES: String(request.launches),
      ...wantedTests(request.only),
      ...(otherSideFolder === null ? {} : { PERFWATCH_OTHER_SIDE: otherSideFolder }),
    },
  };
}
