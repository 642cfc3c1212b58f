/** Which harness runs a suite, and what does it know of the suite's keys? */
import { perfwatchError } from '../errors.ts';
import { checkedHarness, customSettings } from '../harnesses/custom/checkedHarness.ts';
import { harnessProblem, isHarness } from '../harnesses/custom/customHarness.ts';
import type { SuiteHarness } from '../harnesses/harness.ts';
import { harnesses } from '../harnesses/index.ts';
import { loadNamedModule } from './modules.ts';
import { type ConfiguredSuite, harnessOf, isCustom, ownKeysOf, settingsOf } from './schema.ts';

/** A harness, built in or of the repository's own. */
export interface FoundHarness {
  readonly harness: SuiteHarness;
  /**
   * The settings of a suite that names this harness.
   *
   * @throws PerfwatchError `suite-settings-invalid`; of perfwatch's own harnesses, the schema has checked them.
   */
  settingsOf(configured: ConfiguredSuite): unknown;
}

/**
 * The harness that a suite names.
 *
 * @param folder of the configuration
 * @throws PerfwatchError `module-invalid`, and as `loadNamedModule` does.
 */
export async function findHarness(
  suite: string,
  configured: ConfiguredSuite,
  folder: string,
): Promise<FoundHarness> {
  if (!isCustom(configured)) {
    return {
      harness: harnessOf(configured),
      settingsOf: (other) => (isCustom(other) ? {} : settingsOf(other)),
    };
  }
  const key = `suites.${suite}.harness`;
  const { file, value } = await loadNamedModule({ key, path: configured.harness, folder });
  const taken = Object.keys(harnesses);
  if (!isHarness(value, taken)) {
    const problem = harnessProblem(value, taken) ?? '';
    throw perfwatchError('module-invalid', { key, file, what: 'harness', problem });
  }
  return {
    harness: checkedHarness(value, file),
    settingsOf: (other) => customSettings(value, suite, ownKeysOf(other)),
  };
}
