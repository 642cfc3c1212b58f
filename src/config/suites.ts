/** From configuration and command line to the suites that are run. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { perfwatchError } from '../errors.ts';
import type { Harness, Suite } from '../harnesses/harness.ts';
import { type Configuration, harnessOf, settingsOf } from './schema.ts';

export interface SuiteSelection {
  /** Names of the wanted suites; null is all of them. */
  readonly names: readonly string[] | null;
  /** From the command line; wins over every number in the configuration. */
  readonly launches: number | null;
}

/**
 * The wanted suites with their harness, in the order of the configuration.
 *
 * @throws PerfwatchError `suite-unknown`; `suite-folder-missing`.
 */
export async function selectSuites(
  configuration: Configuration,
  folder: string,
  { names, launches }: SuiteSelection,
): Promise<{ suite: Suite; harness: Harness }[]> {
  const all = Object.keys(configuration.suites);
  const unknown = names?.find((name) => !all.includes(name));
  if (unknown !== undefined) throw perfwatchError('suite-unknown', { suite: unknown, suites: all });
  const wanted = Object.entries(configuration.suites).filter(
    ([name]) => names?.includes(name) ?? true,
  );
  return Promise.all(
    wanted.map(async ([name, configured]) => {
      const suiteFolder = resolve(folder, configured.folder);
      const found = await stat(suiteFolder).catch(() => null);
      if (!found?.isDirectory()) {
        throw perfwatchError('suite-folder-missing', { suite: name, folder: suiteFolder });
      }
      return {
        harness: harnessOf(configured),
        suite: {
          name,
          folder: suiteFolder,
          env: configured.env,
          launches: launches ?? configured.launches ?? configuration.launches,
          timeoutSeconds: configured.timeoutSeconds,
          prepareTimeoutSeconds: configured.prepareTimeoutSeconds,
          measurementSeconds: configured.measurementSeconds ?? null,
          warmupSeconds: configured.warmupSeconds ?? null,
          settings: settingsOf(configured),
        },
      };
    }),
  );
}
