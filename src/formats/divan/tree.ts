/** Who is meant by a place in divan's tree? */
import type { BenchmarkName } from '../format.ts';

/**
 * The labels from the outermost one; the last one may tell in how many threads it ran. Types, constants and
 * arguments are labels like any other.
 */
export function nameInTree(labels: readonly string[]): BenchmarkName {
  const threads = /^t=(\d+)$/.exec(labels.at(-1) ?? '')?.[1];
  return threads === undefined
    ? { path: labels }
    : { path: labels.slice(0, -1), params: { threads } };
}
