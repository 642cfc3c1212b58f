/** Gets an exec suite ready: its format, its build, and what lies where its results will be. */
import { filesOfPath } from '../../formats/filesOfPath.ts';
import type { Format } from '../../formats/format.ts';
import { formats } from '../../formats/index.ts';
import type { Preparation, Suite, Tools } from '../harness.ts';
import { sharedPrograms } from '../otherSide.ts';
import { prepareProblem } from '../processText.ts';
import { EarlierFiles } from './earlier.ts';
import { launchStep, namesOwnFolder, placeOfResults, stepName } from './place.ts';
import { readLaunch } from './read.ts';
import { type ExecSettings, resultsPlaceholder } from './settings.ts';

/** What the samples mean; a change makes earlier results incomparable. */
const readingVersion = '1';

const failed = (message: string): Preparation => ({ state: 'failed', message });

/** Why a suite cannot mean what it says, or null. */
function settingsProblem(suite: Suite<ExecSettings>, format: Format | null): string | null {
  const { results, format: name } = suite.settings;
  if (name !== undefined && format === null) {
    return `There is no format "${name}". Choose among: ${formats.map((one) => one.name).join(', ')}.`;
  }
  if (results.startsWith(resultsPlaceholder) && !namesOwnFolder(suite)) {
    return `\`results\` are in ${resultsPlaceholder}, but nobody tells the command where that is: name ${resultsPlaceholder} in \`command\` or \`env\` too.`;
  }
  return null;
}

function noticesOf({ measurementSeconds, warmupSeconds }: Suite<ExecSettings>): readonly string[] {
  return measurementSeconds === null && warmupSeconds === null
    ? []
    : [
        '`measurementSeconds` and `warmupSeconds` have no effect: how long it measures is up to the command.',
      ];
}

/** Prepares a suite; builds once, for all launches. */
export async function prepareExec(suite: Suite<ExecSettings>, tools: Tools): Promise<Preparation> {
  const { command, prepare, format: name } = suite.settings;
  const format = formats.find((one) => one.name === name) ?? null;
  const wrong = settingsProblem(suite, format);
  if (wrong !== null) return failed(wrong);
  const commands = [
    { name: '`command`', argv: command },
    ...(prepare ? [{ name: '`prepare`', argv: prepare }] : []),
  ];
  const shared = await sharedPrograms(commands, tools);
  if (shared.problem !== null) return failed(shared.problem);
  const problem = prepare ? await prepareProblem('prepare', prepare, suite, tools) : null;
  if (problem !== null) return failed(problem);
  const earlier = new EarlierFiles();
  const place = placeOfResults(suite, { folder: suite.folder });
  if (!place.isFresh) {
    const { files } = await filesOfPath(place.path, place.cwd).catch(() => ({ files: [] }));
    await earlier.remember(files);
  }
  return {
    state: 'ready',
    suite: {
      harness: { name: 'exec', version: readingVersion },
      toolchain: {},
      notices: [...shared.notices, ...noticesOf(suite)],
      sources: [],
      steps: (request) => [launchStep(suite, request)],
      read: (request, outcomes) =>
        readLaunch(placeOfResults(suite, request), format, earlier, outcomes.get(stepName)),
    },
  };
}
