/** The reporters of the repository's own, which its configuration names. */
import { perfwatchError } from '../errors.ts';
import { type CustomReporter, isReporter, reporterProblem } from '../reporters/customReporter.ts';
import { reporterNames } from '../reporters/names.ts';
import type { LoadedConfiguration } from './load.ts';
import { loadNamedModule } from './modules.ts';

/**
 * Loads one of them.
 *
 * @param loaded null where there is no configuration
 * @throws PerfwatchError `reporter-unknown`, `module-invalid`, and as `loadNamedModule` does.
 */
export async function loadReporter(
  name: string,
  loaded: Pick<LoadedConfiguration, 'configuration' | 'folder'> | null,
): Promise<CustomReporter> {
  const known = new Map(Object.entries(loaded?.configuration.reporters ?? {}));
  const path = known.get(name);
  if (!loaded || path === undefined) {
    throw perfwatchError('reporter-unknown', { name, names: [...reporterNames, ...known.keys()] });
  }
  const key = `reporters.${name}`;
  const { file, value } = await loadNamedModule({ key, path, folder: loaded.folder });
  if (isReporter(value)) return value;
  const problem = reporterProblem(value) ?? '';
  throw perfwatchError('module-invalid', { key, file, what: 'reporter', problem });
}
