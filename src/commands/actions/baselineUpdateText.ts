/** What `perfwatch baseline update` says once it is done. Pure. */
import type { GivenUp, UpdatedBaseline } from '../../analysis/updatedBaseline.ts';
import { type Rule, ruleFor } from '../../model/rule.ts';
import type { Run } from '../../model/run.ts';
import { formatNumberOf } from '../../reporters/format.ts';
import { printable } from '../../text.ts';
import { some } from './baselineObjections.ts';

function givenUpText({ suite, runs, because }: GivenUp, launches: number): string {
  const which = `${formatNumberOf(runs, 'other run', 'other runs')} of ${printable(suite)}`;
  switch (because) {
    case 'location':
      return `Given up: ${which}, which an older perfwatch summarized otherwise.`;
    case 'launches':
      return `Given up: ${which}, whose measuring time was not split over ${launches} launches as in this one.`;
    case 'newer':
      return `Given up: ${which}, measured later than this one and with benchmarks that differ.`;
  }
}

export interface Update {
  readonly name: string;
  /** Path of the baseline, as the reader may type it. */
  readonly file: string;
  readonly run: Run;
  readonly rule: Rule;
  /** How many runs of a suite and environment are kept. */
  readonly depth: number;
}

/** The lines, without line breaks. */
export function baselineUpdateText(
  { name, file, run, rule, depth }: Update,
  { added, restarted, givenUp }: UpdatedBaseline,
): string[] {
  const entries = added.map(({ entry }) => entry);
  const suites = added.map(({ entry, runs }) => {
    const benchmarks = formatNumberOf(entry.benchmarks.length, 'benchmark', 'benchmarks');
    return `${printable(entry.suite)} (${benchmarks}, ${formatNumberOf(runs, 'run', 'runs')} deep)`;
  });
  const left = run.suites.filter(({ suite }) => !entries.some((entry) => entry.suite === suite));
  const launchesOf = (suite: string) => entries.find((one) => one.suite === suite)?.launches ?? 0;
  const isShallow = depth > 1 && added.some(({ runs }) => runs === 1);
  const hasFailed = entries.some(({ benchmarks }) =>
    benchmarks.some(({ id, state }) => state === 'failed' && !ruleFor(rule, id).isIgnored),
  );
  return [
    `Baseline ${name} now holds this run of ${suites.join(', ')}: ${file}`,
    ...givenUp.map((one) => givenUpText(one, launchesOf(one.suite))),
    ...(restarted.length > 0
      ? [`Changed, so that older runs no longer count there: ${some(restarted)}`]
      : []),
    ...(isShallow
      ? [
          `With one run it is not known how far runs differ here; it is after two or more, of which ${depth} are kept: npx perfwatch ${run.imported ? 'import FILES' : 'run'} && npx perfwatch baseline update`,
        ]
      : []),
    ...(entries.some(({ launches }) => launches < 2)
      ? [
          `With one launch nothing can be judged against it: ${run.imported ? 'import at least 2 files, each of another launch' : 'measure with at least 2'}, 5 are usual.`,
        ]
      : []),
    ...(hasFailed
      ? ['What failed stays failed: runs end with exit code 3 until it is mended.']
      : []),
    ...(left.length > 0
      ? [`Not measured, so left as before: ${left.map(({ suite }) => printable(suite)).join(', ')}`]
      : []),
  ];
}
