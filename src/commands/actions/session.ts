/** What the actions know once the configuration is read: its paths, its rule and its stores. */
import { join, relative, resolve } from 'node:path';
import { type LoadedConfiguration, loadConfiguration } from '../../config/load.ts';
import { repositoryRoot } from '../../config/repository.ts';
import { PerfwatchError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import type { Rule } from '../../model/rule.ts';
import { type AcceptedFile, acceptedFile } from '../../stores/acceptedFile.ts';
import { stores } from '../../stores/index.ts';
import type { BaselineStore } from '../../stores/store.ts';

export interface Session extends LoadedConfiguration {
  readonly store: BaselineStore;
  /** The accepted regressions, beside the configuration. */
  readonly accepted: AcceptedFile;
  /** How runs are judged here; `ruleWith` adds what the command line says. */
  readonly rule: Rule;
  /** Absolute path of the artifact folder that the configuration names. */
  readonly output: string;
}

/** Loads the configuration; throws as `loadConfiguration` does. */
export async function openSession(io: Io, configFile: string | undefined): Promise<Session> {
  const loaded = await loadConfiguration(io.cwd, configFile);
  const { configuration, folder } = loaded;
  return {
    ...loaded,
    store: stores[configuration.baselineStore](resolve(folder, configuration.baselinesFolder)),
    accepted: acceptedFile(folder),
    rule: configuration,
    output: resolve(folder, configuration.output),
  };
}

/** The session of the nearest configuration, or of the named one; null where there is none. */
export async function openSessionIfAny(
  io: Io,
  configFile: string | undefined,
): Promise<Session | null> {
  try {
    return await openSession(io, configFile);
  } catch (error) {
    if (error instanceof PerfwatchError && error.code === 'configuration-missing') return null;
    throw error;
  }
}

/**
 * Tells what is published for one configuration from that of others: its path in the repository, the
 * same for all jobs and on all machines.
 */
export async function keyOf({ folder, file }: Pick<Session, 'folder' | 'file'>): Promise<string> {
  return relative(await repositoryRoot(folder), file).replaceAll('\\', '/');
}

/** What `--threshold` says wins over the general threshold, not over those of single benchmarks. */
export const ruleWith = (rule: Rule, threshold: number | undefined): Rule =>
  threshold === undefined ? rule : { ...rule, threshold };

/** The folder of the last run; where nothing is configured, the default one. */
export async function lastOutputFolder(io: Io, configFile: string | undefined): Promise<string> {
  return (await openSessionIfAny(io, configFile))?.output ?? join(io.cwd, '.perfwatch');
}
