/** Which suites does the checkout of another commit have, and how are they configured there? */
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import { PerfwatchError } from '../errors.ts';
import {
  configurationNames,
  configurationsIn,
  type LoadedConfiguration,
  loadConfiguration,
} from './load.ts';
import type { Configuration } from './schema.ts';
import { type SelectedSuite, suiteOf } from './suites.ts';

export interface BaseSuites {
  /** By name; suites that the checkout does not have are not in it. */
  readonly suites: ReadonlyMap<string, SelectedSuite>;
  /** Sentences for the reader. */
  readonly notices: readonly string[];
}

/** The configuration of that name, else the only one under another of the usual names; or null. */
async function configurationFile(folder: string, name: string): Promise<string | null> {
  const same = join(folder, name);
  if (await stat(same).catch(() => null)) return same;
  const [found, ...others] = configurationNames.includes(name)
    ? await configurationsIn(folder)
    : [];
  return found !== undefined && others.length === 0 ? found : null;
}

/** The checkout's own configuration; null where it has none that can be read. */
async function ownConfiguration(
  folder: string,
  name: string,
): Promise<{ configuration: Configuration | null; notices: string[] }> {
  const file = await configurationFile(folder, name);
  if (file === null) return { configuration: null, notices: [] };
  try {
    const { configuration } = await loadConfiguration(folder, file);
    return { configuration, notices: [] };
  } catch (error) {
    if (!(error instanceof PerfwatchError)) throw error;
    const notice =
      'The configuration of the base could not be read, so it was measured by the present one.';
    return { configuration: null, notices: [notice] };
  }
}

/** A folder of the user's that a configuration names by its absolute path, in the checkout. */
function inCheckout(folder: string, repositoryFolder: string, checkoutFolder: string): string {
  const path = relative(repositoryFolder, folder);
  return path.startsWith('..') || isAbsolute(path) ? folder : join(checkoutFolder, path);
}

/**
 * The wanted suites as they are in a checkout of the same repository. Each one is found and run as
 * the checkout's own configuration says (folder, environment, files, flags), since that belongs to
 * the change; where that does not know it, or by another harness, as the present one says. How long
 * it is measured and how it is installed is always as the present one says, so that both sides are
 * treated alike.
 *
 * @param loaded the present configuration; its folder lies in `repositoryFolder`
 */
export async function baseSuites(
  wanted: readonly SelectedSuite[],
  loaded: LoadedConfiguration,
  repositoryFolder: string,
  checkoutFolder: string,
): Promise<BaseSuites> {
  const folder = join(checkoutFolder, relative(repositoryFolder, loaded.folder));
  const own = await ownConfiguration(folder, basename(loaded.file));
  const suites = new Map<string, SelectedSuite>();
  for (const one of wanted) {
    const { name, launches } = one.suite;
    const present = loaded.configuration.suites[name];
    const theirs = own.configuration?.suites[name];
    const configured = theirs && theirs.harness === present?.harness ? theirs : present;
    if (!configured) continue;
    const context = { configuration: loaded.configuration, folder, launches };
    const { suite } = suiteOf(name, configured, context);
    const suiteFolder = inCheckout(suite.folder, repositoryFolder, checkoutFolder);
    const found = await stat(suiteFolder).catch(() => null);
    if (!found?.isDirectory()) continue;
    const { timeoutSeconds, prepareTimeoutSeconds, measurementSeconds, warmupSeconds } = one.suite;
    const limits = { timeoutSeconds, prepareTimeoutSeconds, measurementSeconds, warmupSeconds };
    suites.set(name, { ...one, suite: { ...suite, folder: suiteFolder, ...limits, launches } });
  }
  const names = new Set(Object.keys(loaded.configuration.suites));
  const gone = Object.keys(own.configuration?.suites ?? {}).filter((name) => !names.has(name));
  const goneNotices = gone.map(
    (name) => `The base has suite "${name}", which is configured no longer and was not measured.`,
  );
  return { suites, notices: [...own.notices, ...goneNotices] };
}
