/** Gets one suite ready to be launched. */
import type { Preparation, Suite, SuiteHarness } from '../harnesses/harness.ts';
import { type SuiteToolsOptions, suiteTools } from './suiteTools.ts';
import { describeTrouble } from './troubles.ts';

/** A configured suite with the harness that runs it. */
export interface RunnableSuite {
  readonly suite: Suite;
  readonly harness: SuiteHarness;
}

/** Finds the toolchain and builds; never rejects: whatever goes wrong is the suite's failure. */
export async function prepareSuite(
  { suite, harness }: RunnableSuite,
  options: Omit<SuiteToolsOptions, 'suite'>,
): Promise<Preparation> {
  try {
    return await harness.prepare(suite, suiteTools({ ...options, suite }));
  } catch (error) {
    return { state: 'failed', message: describeTrouble(error) };
  }
}
