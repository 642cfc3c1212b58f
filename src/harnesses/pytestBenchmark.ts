/** pytest-benchmark: suites of Python, run by the Python of the suite itself. */
import type { Harness, Preparation, Suite, Tools } from './harness.ts';
import { discoverSuites, manifests } from './pytestBenchmark/discover.ts';
import { lastLines } from './pytestBenchmark/failure.ts';
import { installCommand } from './pytestBenchmark/installation.ts';
import { findInterpreter, type Interpreter } from './pytestBenchmark/interpreter.ts';
import { launchStep, pluginFileName, stepName } from './pytestBenchmark/launch.ts';
import { probeScript, readProbe } from './pytestBenchmark/probe.ts';
import { readLaunch } from './pytestBenchmark/read.ts';
import {
  type PytestBenchmarkSettings,
  pytestBenchmarkSettings,
} from './pytestBenchmark/settings.ts';
import { benchmarkFiles } from './pytestBenchmark/sources.ts';

const getPython =
  'apt-get install python3-venv (on macOS: brew install python; on Windows: winget install Python.Python.3.12)';

function noticesFor(suite: Suite<PytestBenchmarkSettings>, interpreter: Interpreter): string[] {
  const notices: string[] = [];
  if (suite.settings.python !== undefined && interpreter.kind === 'virtual-environment') {
    notices.push(
      `${interpreter.title} is used, not the \`python\` setting (${suite.settings.python}), which is for suites without a .venv.`,
    );
  }
  if (suite.warmupSeconds !== null) {
    notices.push(
      'pytest-benchmark cannot warm up for a given time: its warm-up is on when warm-up seconds are more than 0, and off otherwise.',
    );
  }
  return notices;
}

async function prepare(suite: Suite<PytestBenchmarkSettings>, tools: Tools): Promise<Preparation> {
  const { folder, settings } = suite;
  const interpreter = await findInterpreter({ folder, python: settings.python }, tools);
  if (!interpreter) {
    return settings.python === undefined
      ? { state: 'missing', what: 'Python 3.8 or newer', install: getPython }
      : {
          state: 'missing',
          what: `the Python of the \`python\` setting, ${settings.python}`,
          install: await installCommand(folder, null, true, tools),
        };
  }
  const outcome = await tools.run([...interpreter.firstArgv, '-c', probeScript], {
    timeoutSeconds: suite.prepareTimeoutSeconds,
    cwd: folder,
  });
  const probe = readProbe(outcome);
  if (!probe) {
    const message = `${interpreter.title} could not be run:\n${lastLines(outcome)}`;
    return { state: 'failed', message };
  }
  const { version: python, benchmark: version, pypy, pip } = probe;
  if (!probe.supported) {
    const what = `Python 3.8 or newer (${interpreter.title} is ${python})`;
    return { state: 'missing', what, install: getPython };
  }
  if (version === null) {
    const install = await installCommand(folder, interpreter, pip, tools);
    return { state: 'missing', what: `pytest-benchmark in ${interpreter.title}`, install };
  }
  const pluginFile = tools.helperFile(pluginFileName);
  return {
    state: 'ready',
    suite: {
      harness: { name: 'pytest-benchmark', version },
      // pytest is not part of it: it does not run while a benchmark does.
      toolchain: { python, ...(pypy !== null && { pypy }) },
      notices: noticesFor(suite, interpreter),
      sources: await benchmarkFiles(folder, settings.paths),
      steps: (request) => [launchStep({ suite, interpreter, pluginFile, tools }, request)],
      async read(request, outcomes) {
        const launch = outcomes.get(stepName);
        return launch
          ? readLaunch(request, launch)
          : { benchmarks: [], failure: 'pytest was not started', notices: [] };
      },
    },
  };
}

/** Runs pytest once per launch; a failing test is a failed benchmark with its message. */
export const pytestBenchmark = {
  name: 'pytest-benchmark',
  title: "Python: pytest-benchmark, by the suite's own Python",
  settings: pytestBenchmarkSettings,
  manifests,
  discover: discoverSuites,
  toolChecks: [{ tool: 'python3', argv: ['python3', '--version'], install: getPython }],
  prepare,
} satisfies Harness<PytestBenchmarkSettings>;
