/** Where does a launch leave its results, and what is the command told of it? Pure. */
import { join } from 'node:path';
import type { LaunchRequest, LaunchStep, Suite } from '../harness.ts';
import { type ExecSettings, resultsPlaceholder, stdoutName } from './settings.ts';

export const stepName = 'command';

const ownFolder = ({ folder }: Pick<LaunchRequest, 'folder'>) => join(folder, 'results');

/** A path or glob of results, and the folder that it starts from. */
export interface ResultsPlace {
  readonly cwd: string;
  /** Relative to `cwd`. */
  readonly path: string;
  /** Whether nothing of an earlier launch can be there. */
  readonly isFresh: boolean;
}

/** Where the results of a launch are. */
export function placeOfResults(
  { folder, settings }: Pick<Suite<ExecSettings>, 'folder' | 'settings'>,
  request: Pick<LaunchRequest, 'folder'>,
): ResultsPlace {
  const { results } = settings;
  if (results === stdoutName) {
    return { cwd: join(request.folder, stepName), path: 'stdout.log', isFresh: true };
  }
  if (!results.startsWith(resultsPlaceholder)) {
    return { cwd: folder, path: results, isFresh: false };
  }
  const path = results.slice(resultsPlaceholder.length).replace(/^[/\\]+/, '');
  return { cwd: ownFolder(request), path: path === '' ? '.' : path, isFresh: true };
}

/** Whether a command, or the environment of its suite, names the launch's own folder. */
export const namesOwnFolder = ({ env, settings }: Pick<Suite<ExecSettings>, 'env' | 'settings'>) =>
  [...settings.command, ...Object.values(env)].some((word) => word.includes(resultsPlaceholder));

/** The process of a launch. */
export function launchStep(
  { folder, env, settings }: Pick<Suite<ExecSettings>, 'folder' | 'env' | 'settings'>,
  request: Pick<LaunchRequest, 'folder'>,
): LaunchStep {
  const results = ownFolder(request);
  const filledIn = (word: string) => word.replaceAll(resultsPlaceholder, () => results);
  const [program, ...rest] = settings.command;
  const told = Object.entries(env).filter(([, value]) => value.includes(resultsPlaceholder));
  return {
    name: stepName,
    argv: [filledIn(program), ...rest.map(filledIn)],
    cwd: folder,
    env: Object.fromEntries(told.map(([name, value]) => [name, filledIn(value)])),
    outputFolder: results,
  };
}
