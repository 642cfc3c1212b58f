/** What did a process that went wrong say, and how did it end? For all harness plug-ins. */
import { stripVTControlCharacters } from 'node:util';
import type { Argv } from './commandLine.ts';
import type { ProcessOutcome, Suite, Tools } from './harness.ts';

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

/** A sentence with the last lines of a process below it. */
export function withLines(sentence: string, outcome: ProcessOutcome): string {
  const lines = lastLines(outcome);
  return lines === '' ? `${sentence}.` : `${sentence}:\n${lines}`;
}

/** Runs a command that prepares a suite; why it failed, or null. */
export async function prepareProblem(
  what: string,
  argv: Argv,
  { folder, prepareTimeoutSeconds }: Pick<Suite, 'folder' | 'prepareTimeoutSeconds'>,
  { run }: Pick<Tools, 'run'>,
): Promise<string | null> {
  const outcome = await run(argv, { timeoutSeconds: prepareTimeoutSeconds, cwd: folder });
  if (outcome.exitCode === 0) return null;
  const how = howItEnded(outcome, prepareTimeoutSeconds);
  return withLines(`The ${what} command (${argv.join(' ')}) ${how}`, outcome);
}
