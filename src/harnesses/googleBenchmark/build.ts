/** Runs the commands that build the programs: what went wrong? */
import { stripVTControlCharacters } from 'node:util';
import type { ProcessOutcome, Suite, Tools } from '../harness.ts';
import type { GoogleBenchmarkSettings } from './settings.ts';

const shownLines = 10;

/** The last lines of what a process wrote, or nothing. */
export function lastLines({ stderr, stdout }: Pick<ProcessOutcome, 'stderr' | 'stdout'>): string {
  const text = stripVTControlCharacters(stderr.trim() || stdout.trim());
  return text.split(/\s*\n/).slice(-shownLines).join('\n');
}

/** How a process ended, as the end of a sentence. */
export function howItEnded(
  { ending, exitCode }: Pick<ProcessOutcome, 'ending' | 'exitCode'>,
  limitSeconds: number,
): string {
  if (ending === 'timed-out') return `took longer than ${limitSeconds} s`;
  if (ending === 'interrupted') return 'was interrupted';
  if (ending === 'not-started') return 'could not be started';
  return exitCode === null ? 'was ended by a signal' : `ended with exit code ${exitCode}`;
}

/** Runs the suite's `prepare` commands, one after the other; why one failed, or null. */
export async function buildProblem(
  { folder, prepareTimeoutSeconds, settings }: Suite<GoogleBenchmarkSettings>,
  { run }: Pick<Tools, 'run'>,
): Promise<string | null> {
  for (const argv of settings.prepare ?? []) {
    const outcome = await run(argv, { timeoutSeconds: prepareTimeoutSeconds, cwd: folder });
    if (outcome.exitCode === 0) continue;
    const lines = lastLines(outcome);
    const how = howItEnded(outcome, prepareTimeoutSeconds);
    return `The prepare command (${argv.join(' ')}) ${how}${lines === '' ? '.' : `:\n${lines}`}`;
  }
  return null;
}
