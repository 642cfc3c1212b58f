/** The plan of a run, as `--dry-run` shows it. Pure. */
import type { RunnableSuite } from '../../measure/prepare.ts';
import { formatDuration } from '../../reporters/format.ts';

/**
 * One line per suite and one for the whole. How long a launch takes is known from the baseline; a
 * suite that was never measured is said to be unknown, not guessed.
 */
export function planText(
  suites: readonly RunnableSuite[],
  expectedLaunchSeconds: ReadonlyMap<string, number>,
  filter: RegExp | null,
): string {
  const rows = suites.map(({ suite, harness }) => {
    const seconds = expectedLaunchSeconds.get(suite.name);
    return {
      suite: suite.name,
      text: `${harness.name}, ${suite.launches} launches in ${suite.folder}`,
      seconds: seconds === undefined ? null : seconds * suite.launches,
    };
  });
  const width = Math.max(...rows.map(({ suite }) => suite.length));
  const lines = rows.map(({ suite, text, seconds }) => {
    const duration = seconds === null ? 'not measured before' : `about ${formatDuration(seconds)}`;
    return `  ${suite.padEnd(width)}  ${text}, ${duration}`;
  });
  const known = rows.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
  const unknown = rows.some(({ seconds }) => seconds === null);
  const total =
    known === 0
      ? 'How long it takes is not known before the first baseline.'
      : `About ${formatDuration(known)} in all${unknown ? ', without the suites not measured before' : ''}, and the builds.`;
  return [
    `Plan: ${suites.length} ${suites.length === 1 ? 'suite' : 'suites'}, launched in turn.`,
    ...(filter
      ? [`Only benchmarks matching ${filter.source}; they take less than the whole.`]
      : []),
    '',
    ...lines,
    '',
    total,
    '',
  ].join('\n');
}
