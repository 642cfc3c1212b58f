/** Why should a run not become the baseline without a word? Pure. */
import type { Comparison, Verdict } from '../../model/comparison.ts';
import type { Rule } from '../../model/rule.ts';
import { ruleFor } from '../../model/rule.ts';
import type { Run } from '../../model/run.ts';
import { printable } from '../../text.ts';

/** At most three names, and how many more. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(printable).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/**
 * One phrase per objection, empty when there is none. Regressions that are accepted, and what the
 * configuration does not judge, are no objection.
 *
 * @param comparisons the run compared with the baseline
 */
export function objections(run: Run, comparisons: readonly Comparison[], rule: Rule): string[] {
  const broken = run.suites.filter(({ state }) => state === 'failed' || state === 'incomplete');
  const failed = run.suites.flatMap(({ benchmarks }) =>
    benchmarks
      .filter(({ id, state }) => state === 'failed' && !ruleFor(rule, id).isIgnored)
      .map(({ id }) => id),
  );
  const open = comparisons.filter(({ accepted }) => accepted === undefined);
  const idsOf = (wanted: Verdict) => [
    ...new Set(open.filter(({ verdict }) => verdict === wanted).map(({ id }) => id)),
  ];
  const [regressed, missing] = [idsOf('regressed'), idsOf('missing')];
  return [
    ...(run.state === 'interrupted' ? ['the run was interrupted'] : []),
    ...broken.map(({ suite, state }) => `suite ${printable(suite)} is ${state}`),
    ...(failed.length > 0 ? [`failed: ${some(failed)}`] : []),
    ...(regressed.length > 0 ? [`regressed: ${some(regressed)}`] : []),
    ...(missing.length > 0 ? [`missing: ${some(missing)}`] : []),
  ];
}
