/** Which suites does the checkout of another commit have, and how are they configured there? */
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import { PerfwatchError } from '../errors.ts';
import { configurationNames, configurationsIn } from './find.ts';
import { findHarness } from './harnesses.ts';
import { type LoadedConfiguration, loadConfiguration } from './load.ts';
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

/** A suite as the base configures it, unless its harness, which is the present one, refuses it. */
function suiteIfTaken(...of: Parameters<typeof suiteOf>): SelectedSuite | 'refused' {
  try {
    return suiteOf(...of);
  } catch (error) {
    if (error instanceof PerfwatchError && error.code === 'suite-settings-invalid')
      return 'refused';
    throw error;
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
  const refusedNotices: string[] = [];
  for (const one of wanted) {
    const { name, launches } = one.suite;
    const present = loaded.configuration.suites[name];
    if (!present) continue;
    const theirs = own.configuration?.suites[name];
    // One instrument for both sides: a harness of the repository's own is the present one.
    const harness = await findHarness(name, present, loaded.folder);
    const context = { configuration: loaded.configuration, folder, launches };
    const theirSuite =
      theirs?.harness === present.harness ? suiteIfTaken(name, theirs, harness, context) : null;
    if (theirSuite === 'refused') {
      refusedNotices.push(
        `The base configures suite "${name}" in a way that its harness does not take now, so it was measured as configured now.`,
      );
    }
    const { suite } =
      theirSuite && theirSuite !== 'refused'
        ? theirSuite
        : suiteOf(name, present, harness, context);
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
  return { suites, notices: [...own.notices, ...refusedNotices, ...goneNotices] };
}
