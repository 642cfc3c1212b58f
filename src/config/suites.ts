/** From configuration and command line to the suites that are run. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { perfwatchError } from '../errors.ts';
import { argvOf } from '../harnesses/commandLine.ts';
import type { Suite, SuiteHarness } from '../harnesses/harness.ts';
import { type FoundHarness, findHarness } from './harnesses.ts';
import type { Configuration, ConfiguredSuite } from './schema.ts';

export interface SuiteSelection {
  /** Names of the wanted suites; null is all of them. */
  readonly names: readonly string[] | null;
  /** From the command line; wins over every number in the configuration. */
  readonly launches: number | null;
}

/** What a configured suite is to be seen with. */
export interface SuiteContext {
  readonly configuration: Configuration;
  /** Absolute path of the folder that the configuration is in. */
  readonly folder: string;
  /** Wins over every number in the configuration; null for none. */
  readonly launches: number | null;
}

type Argv = readonly [string, ...string[]];

/** A suite as configured, with what measuring it side by side with another commit takes. */
export interface SelectedSuite {
  readonly suite: Suite;
  readonly harness: SuiteHarness;
  readonly pairing: 'alternating' | 'duet';
  /** Globs from the root of the repository; null is everything. */
  readonly inputs: readonly string[] | null;
  /** Run in a fresh checkout whose lock files differ from the user's. */
  readonly install: readonly Argv[];
  /** Run in every fresh checkout. */
  readonly setup: readonly Argv[];
}

/**
 * One suite of a configuration.
 *
 * @throws PerfwatchError `suite-settings-invalid`.
 */
export function suiteOf(
  name: string,
  configured: ConfiguredSuite,
  { harness, settingsOf }: FoundHarness,
  { configuration, folder, launches }: SuiteContext,
): SelectedSuite {
  return {
    harness,
    pairing: configured.pairing ?? configuration.pairing,
    inputs: configured.inputs ?? null,
    install: configured.install.map(argvOf),
    setup: configured.setup.map(argvOf),
    suite: {
      name,
      folder: resolve(folder, configured.folder),
      env: configured.env,
      launches: launches ?? configured.launches ?? configuration.launches,
      timeoutSeconds: configured.timeoutSeconds,
      prepareTimeoutSeconds: configured.prepareTimeoutSeconds,
      measurementSeconds: configured.measurementSeconds ?? null,
      warmupSeconds: configured.warmupSeconds ?? null,
      settings: settingsOf(configured),
    },
  };
}

/**
 * The wanted suites with their harness, in the order of the configuration.
 *
 * @throws PerfwatchError `suite-unknown`; `suite-folder-missing`; `suite-settings-invalid`; and as
 * `findHarness` does.
 */
export async function selectSuites(
  configuration: Configuration,
  folder: string,
  { names, launches }: SuiteSelection,
): Promise<SelectedSuite[]> {
  const all = Object.keys(configuration.suites);
  const unknown = names?.find((name) => !all.includes(name));
  if (unknown !== undefined) throw perfwatchError('suite-unknown', { suite: unknown, suites: all });
  const wanted = Object.entries(configuration.suites).filter(
    ([name]) => names?.includes(name) ?? true,
  );
  return Promise.all(
    wanted.map(async ([name, configured]) => {
      const harness = await findHarness(name, configured, folder);
      const one = suiteOf(name, configured, harness, { configuration, folder, launches });
      const found = await stat(one.suite.folder).catch(() => null);
      if (!found?.isDirectory()) {
        throw perfwatchError('suite-folder-missing', { suite: name, folder: one.suite.folder });
      }
      return one;
    }),
  );
}
