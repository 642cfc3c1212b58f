/** Can a suite be measured with its own vitest, and which bench files has it? */
import { realpath } from 'node:fs/promises';
import type { Preparation, ProcessOutcome, Suite, Tools } from '../harness.ts';
import { findPackage, installCommand } from '../nodePackage.ts';
import { benchFiles } from './benchFiles.ts';
import { launcherArgv, launchSteps, resultsFileOf, stepName } from './launch.ts';
import { lastWords, readLaunch, readRecords } from './read.ts';
import type { VitestSettings } from './settings.ts';

const oldest = 1;
const newest = 5;

const failed = (message: string): Preparation => ({ state: 'failed', message });

interface Listing {
  files: readonly string[] | null;
  node: string;
  problem: string;
}

/** What the launcher printed: its records are lines among those of the suite's own configuration. */
function listingOf(outcome: ProcessOutcome): Listing {
  const lines = outcome.stdout.split('\n').filter((line) => line.startsWith('{"kind":'));
  const listing: Listing = { files: null, node: '', problem: '' };
  for (const record of lines.flatMap((line) => readRecords(line).records)) {
    if (record.kind === 'files') listing.files = record.files;
    if (record.kind === 'header') listing.node = record.node;
    if (record.kind === 'error') listing.problem = `: ${record.message}`;
  }
  return listing;
}

function noticesFor({ measurementSeconds, warmupSeconds }: Suite, major: number): string[] {
  const notices: string[] = [];
  if (measurementSeconds !== null || warmupSeconds !== null) {
    notices.push(
      'vitest takes measuring and warm-up time from the code of each benchmark (`time`, `warmupTime`), so `measurementSeconds` and `warmupSeconds` change nothing here. The code may divide its `time` by the environment variable PERFWATCH_LAUNCHES.',
    );
  }
  if (major > newest) {
    notices.push(
      `vitest ${major} is newer than ${newest}.x, the last one that perfwatch was tested with.`,
    );
  }
  return notices;
}

/** Finds the suite's own vitest, and has it say which bench files it would run. */
export async function prepareVitest(
  suite: Suite<VitestSettings>,
  tools: Tools,
): Promise<Preparation> {
  const folder = await realpath(suite.folder);
  const repository = await realpath(tools.repositoryFolder);
  const vitest = await findPackage('vitest', folder, repository);
  if (!vitest) {
    const install = await installCommand('vitest', folder, repository);
    return { state: 'missing', what: `vitest in ${suite.folder}`, install };
  }
  const { version } = vitest;
  const major = Number.parseInt(version, 10);
  if (!(major >= oldest)) {
    return failed(`vitest ${version} is too old: perfwatch needs ${oldest}.0 or newer.`);
  }
  const plan = { suite, vitest, tools };
  const outcome = await tools.run(launcherArgv(plan, { task: 'list', resultsFile: null }), {
    timeoutSeconds: suite.prepareTimeoutSeconds,
  });
  const { files, node, problem } = listingOf(outcome);
  if (files === null) {
    return failed(
      `vitest ${version} could not be started${problem === '' ? lastWords(outcome) : problem}`,
    );
  }
  if (files.length === 0) {
    const { files: filters } = suite.settings;
    const which = filters.length === 0 ? '' : ` whose path contains ${filters.join(' or ')}`;
    return failed(
      `vitest finds no bench file${which} in ${suite.folder}. It takes those named like parse.bench.ts, or what \`benchmark.include\` of its configuration says.`,
    );
  }
  const named = benchFiles(files, folder);
  return {
    state: 'ready',
    suite: {
      harness: { name: 'vitest', version },
      toolchain: { node },
      notices: noticesFor(suite, major),
      sources: files,
      steps: (request) => launchSteps(plan, named, request),
      async read(request, outcomes) {
        const launch = outcomes.get(stepName);
        if (!launch) return { benchmarks: [], failure: null, notices: [] };
        return readLaunch({
          resultsFile: resultsFileOf(request),
          outcome: launch,
          folder,
          files: named,
          isNarrowed: request.only !== null || request.filter !== null,
        });
      },
    },
  };
}
