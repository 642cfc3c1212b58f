/** Loads the reporters of the repository's own that a command was asked for, before it begins. */
import { loadReporter } from '../../config/customReporters.ts';
import type { Io } from '../../io.ts';
import type { CustomReporter } from '../../reporters/customReporter.ts';
import { isReporterName } from '../../reporters/names.ts';
import { openSessionIfAny } from './session.ts';

/**
 * Those of these reporters that are none of perfwatch's own, by their names. Only what the configuration
 * names is loaded: never a path of the command line or of an artifact.
 *
 * @throws PerfwatchError for the configuration, and as `loadReporter` does.
 */
export async function customReporters(
  names: readonly string[],
  configFile: string | undefined,
  io: Io,
): Promise<ReadonlyMap<string, CustomReporter>> {
  const session = await openSessionIfAny(io, configFile);
  const found = new Map<string, CustomReporter>();
  for (const name of names.filter((one) => !isReporterName(one))) {
    found.set(name, await loadReporter(name, session));
  }
  return found;
}
