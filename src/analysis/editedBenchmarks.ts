/** Is a change of the benchmark itself rather than of the code that it measures? Pure. */
import type { Comparison } from '../model/comparison.ts';
import type { Run } from '../model/run.ts';
import type { SuiteResult } from '../model/suiteResult.ts';
import type { SuiteSummary } from '../model/summary.ts';
import type { Warning } from '../model/warning.ts';
import { chooseBase } from './compareSuite.ts';

/** `bench/wordrank.bench.ts` and `wordrank` have the same one. */
const stemOf = (path: string) => path.split('/').at(-1)?.split('.')[0] ?? '';

/** The edited files of a suite, by path relative to the repository. */
function editedFiles(result: SuiteResult, base: SuiteSummary | undefined): string[] {
  return Object.entries(result.sources).flatMap(([file, hash]) => {
    const before = base?.sources[file];
    return before !== undefined && before !== hash ? [file] : [];
  });
}

/**
 * A warning for each changed benchmark whose own file was edited between the two sides: harnesses do
 * not tell versions of benchmarks, but their files do. Linear in benchmarks times edited files.
 */
export function editedBenchmarks(
  base: readonly SuiteSummary[],
  run: Run,
  comparisons: readonly Comparison[],
): Warning[] {
  const changed = new Set(
    comparisons
      .filter(({ verdict }) => verdict === 'regressed' || verdict === 'improved')
      .map(({ id }) => id),
  );
  return run.suites.flatMap((result) => {
    const newest = chooseBase(base, result.suite, result.fingerprint).at(-1);
    const edited = editedFiles(result, newest);
    const isOnly = Object.keys(result.sources).length === 1;
    return result.benchmarks.flatMap(({ id, suite, path }) => {
      const names = new Set(path.map(stemOf));
      const file = edited.find((one) => isOnly || names.has(stemOf(one)));
      if (!changed.has(id) || file === undefined) return [];
      const text = `The benchmark's own file was edited (${file}): see whether that explains the change.`;
      return [{ id, suite, kind: 'changed' as const, text }];
    });
  });
}
