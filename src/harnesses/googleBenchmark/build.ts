/** Runs the commands that build the programs: what went wrong? */
import type { Suite, Tools } from '../harness.ts';
import { prepareProblem } from '../processText.ts';
import type { GoogleBenchmarkSettings } from './settings.ts';

/** Runs the suite's `prepare` commands, one after the other; why one failed, or null. */
export async function buildProblem(
  suite: Suite<GoogleBenchmarkSettings>,
  tools: Pick<Tools, 'run'>,
): Promise<string | null> {
  for (const argv of suite.settings.prepare ?? []) {
    const problem = await prepareProblem('prepare', argv, suite, tools);
    if (problem !== null) return problem;
  }
  return null;
}
