/** What to do where there is no baseline to compare a run with. Pure. */
import type { NoBase } from '../../analysis/report.ts';
import type { Run } from '../../model/run.ts';

/** Whether nothing at all was measured, not even in part. */
export const isEmpty = ({ suites }: Run) =>
  suites.every(({ benchmarks }) =>
    benchmarks.every(({ measurements }) => measurements.length === 0),
  );

/**
 * That there is no baseline of this name, and how this run becomes one.
 *
 * @param isConfigured whether there is a configuration, without which nothing is kept
 */
export function noBaseline(name: string, run: Run, isConfigured = true): NoBase {
  if (!isConfigured) {
    return {
      noBaseReason:
        'There is no configuration here, and so no baseline. To write one: npx perfwatch init. To compare files without it: npx perfwatch compare OLD NEW',
    };
  }
  const fact = `There is no baseline "${name}" yet.`;
  if (run.plan?.shard) {
    return { noBaseReason: `${fact} First join all shards: npx perfwatch merge DIR` };
  }
  const update = `npx perfwatch baseline update${name === 'main' ? '' : ` ${name}`}`;
  if (isEmpty(run)) return { noBaseReason: fact };
  const isWhole = run.suites.every(
    ({ state, benchmarks }) =>
      state === 'skipped' ||
      (state === 'measured' && benchmarks.every((benchmark) => benchmark.state !== 'failed')),
  );
  return {
    noBaseReason: isWhole
      ? `${fact} To make this run the baseline: ${update}`
      : `${fact} Mend what failed first, or accept it: ${update} --accept "why"`,
  };
}

/** Whether what could be launched went well, but the filter left nothing of it to measure. */
export function isUnmatched({ filter, suites }: Run): boolean {
  const launched = suites.filter(({ state }) => state !== 'skipped');
  return (
    filter !== null &&
    launched.length > 0 &&
    launched.every(({ state, benchmarks }) => state === 'measured' && benchmarks.length === 0)
  );
}
