/** How failures are told in a run: in words, and never at any length. Pure. */
import { PerfwatchError, problemOf } from '../errors.ts';

const longestMessage = 4000;

/**
 * A message of a benchmark program, which may be megabytes long, as it is kept in a run: its
 * beginning and its end, where the fact and the place of an error stand.
 */
export function keptMessage(message: string): string {
  if (message.length <= longestMessage) return message;
  const half = longestMessage / 2;
  const left = message.length - longestMessage;
  const kept = `${message.slice(0, half)}\n… ${left} characters left out …\n${message.slice(-half)}`;
  // The cuts may have split a character of two halves.
  return kept.replaceAll(/\p{Cs}/gu, '\uFFFD');
}

/**
 * What to tell of an error that ends a suite but not the run: the system's own words, what a
 * harness of the repository's own does wrong, or the whole stack where it can only be a defect.
 */
export function describeTrouble(thrown: unknown): string {
  if (thrown instanceof PerfwatchError) return thrown.message;
  const isOfTheSystem = thrown instanceof Error && 'syscall' in thrown;
  if (isOfTheSystem) return `perfwatch could not go on: ${problemOf(thrown)}.`;
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return `An unexpected error, which is a defect of perfwatch. Please report it:\n${stack}`;
}
