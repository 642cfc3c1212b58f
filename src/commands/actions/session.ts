/** What the actions know once the configuration is read: its paths and its baseline store. */
import { join, resolve } from 'node:path';
import { type LoadedConfiguration, loadConfiguration } from '../../config/load.ts';
import { PerfwatchError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { stores } from '../../stores/index.ts';
import type { BaselineStore } from '../../stores/store.ts';

export interface Session extends LoadedConfiguration {
  readonly store: BaselineStore;
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
    output: resolve(folder, configuration.output),
  };
}

/** The folder of the last run; where nothing is configured, the default one. */
export async function lastOutputFolder(io: Io): Promise<string> {
  try {
    return (await openSession(io, undefined)).output;
  } catch (error) {
    if (error instanceof PerfwatchError && error.code === 'configuration-missing') {
      return join(io.cwd, '.perfwatch');
    }
    throw error;
  }
}
