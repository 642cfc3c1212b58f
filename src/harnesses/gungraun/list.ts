/** What does a benchmark program say of itself? Its answers to `--list` and `--help`. Pure. */
import { stripVTControlCharacters } from 'node:util';

/** The names of its benchmarks, `file::group::function` and perhaps `::id`, in the order that they run in. */
export function parseList(stdout: string): readonly string[] {
  return stripVTControlCharacters(stdout)
    .split(/\r?\n/)
    .flatMap((line) => /^(\S+): benchmark$/.exec(line)?.[1] ?? []);
}

/** Whether a filter is a pattern for whole names: iai-callgrind took another. */
export const takesPatterns = (help: string): boolean => help.includes('wildcard pattern');

/** Versions that must be the same, and are not. */
export interface Mismatch {
  readonly runner: string;
  readonly library: string;
}

/** What a runner says that refuses the benchmarks of another version; null where it says something else. */
export function mismatchIn(stderr: string): Mismatch | null {
  const [, runner, library] =
    /-runner \(([^()\s]+)\) is (?:older|newer) than \S+ \(([^()\s]+)\)/.exec(
      stripVTControlCharacters(stderr),
    ) ?? [];
  return runner === undefined || library === undefined ? null : { runner, library };
}
