/** How did a test program end that did not end well? From its exit code and standard error. */
import { stripVTControlCharacters } from 'node:util';
import type { ProcessOutcome } from '../harness.ts';

const shownLines = 3;

/** What went wrong, in the program's words: the panic if there is one, else the last lines. */
export function complaint(stderr: string): string {
  const lines = stripVTControlCharacters(stderr).trim().split(/\r?\n/);
  const first = lines.findIndex((line) => /^(?:panic|fatal error): /.test(line));
  if (first < 0) return lines.slice(-shownLines).join(' ').trim();
  const message = lines.slice(first);
  const end = message.findIndex((line) => /^(?:$|goroutine \d+)/.test(line));
  return message
    .slice(0, Math.min(end < 0 ? shownLines : end, shownLines))
    .map((line) => line.trim())
    .join(' ');
}

/** The benchmark function that the trace of a panic goes through, or null. */
export function panickedFunction(stderr: string): string | null {
  const start = stderr.search(/^(?:panic|fatal error): /m);
  if (start < 0) return null;
  return /\.(Benchmark[^\s(.]*)(?:\.func[\d.]+)*\(/.exec(stderr.slice(start))?.[1] ?? null;
}

/** Whether the program died: 1 is what it says when benchmarks failed. */
export const hasCrashed = ({ ending, exitCode }: ProcessOutcome) =>
  ending === 'not-started' || (ending === 'exited' && exitCode !== 0 && exitCode !== 1);

/** How it ended, as the end of a sentence. */
export function howItEnded({ ending, exitCode }: ProcessOutcome): string {
  if (ending === 'not-started') return 'could not be started';
  return exitCode === null ? 'was ended by a signal' : `ended with exit code ${exitCode}`;
}
