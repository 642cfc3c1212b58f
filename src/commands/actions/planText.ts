/** The plan of a run, as `--dry-run` shows it. Pure. */
import type { RunnableSuite } from '../../measure/prepare.ts';
import { type Shard, shardTitle } from '../../model/plan.ts';
import { formatDuration } from '../../reporters/format.ts';

export interface Plan {
  /** What is measured side by side with; null for nothing. */
  readonly against: string | null;
  readonly rounds: { readonly minimum: number; readonly maximum: number };
  readonly filter: RegExp | null;
  /** The part that is planned; null for the whole. */
  readonly shard: Shard | null;
}

/** How often both sides are launched, in words. */
const roundsText = ({ minimum, maximum }: Plan['rounds']) =>
  minimum === maximum ? `${maximum} rounds` : `${minimum} to ${maximum} rounds`;

/**
 * One line per suite and one for the whole. How long a launch takes is known from the baseline; a
 * suite that was never measured is said to be unknown, not guessed.
 */
export function planText(
  suites: readonly RunnableSuite[],
  expectedLaunchSeconds: ReadonlyMap<string, number>,
  { against, rounds, filter, shard }: Plan,
): string {
  if (shard && suites.length === 0) {
    return `Plan: nothing, since there are more shards than suites (${shardTitle(shard)}).\n`;
  }
  const sides = against === null ? 1 : 2;
  const rows = suites.map(({ suite, harness }) => {
    const seconds = expectedLaunchSeconds.get(suite.name);
    return {
      suite: suite.name,
      text: `${harness.name}, ${against === null ? `${suite.launches} launches` : roundsText(rounds)} in ${suite.folder}`,
      seconds: seconds === undefined ? null : seconds * suite.launches * sides,
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
      : `${against === null ? 'About' : 'At most about'} ${formatDuration(known)} in all${unknown ? ', without the suites not measured before' : ''}, and the builds.`;
  return [
    `Plan${shard ? ` of ${shardTitle(shard)}` : ''}: ${suites.length} ${suites.length === 1 ? 'suite' : 'suites'}, launched in turn${against === null ? '' : `, side by side with ${against}`}.`,
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
