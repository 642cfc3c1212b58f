/** Which benchmarks of a suite are not judged, as the configuration wants it? Pure. */
import { type Rule, ruleFor } from '../model/rule.ts';
import type { SuiteResult } from '../model/suiteResult.ts';

const mostNames = 3;

/** At most three names, and how many more. */
const some = (names: readonly string[]) =>
  names.length > mostNames
    ? `${names.slice(0, mostNames).join(', ')} and ${names.length - mostNames} more`
    : names.join(', ');

/** One sentence, as nothing is left out silently, above all no failure; none where all is judged. */
export function ignoredNotice({ benchmarks }: SuiteResult, rule: Rule): string[] {
  const ignored = benchmarks.filter(({ id }) => ruleFor(rule, id).isIgnored);
  if (ignored.length === 0) return [];
  const failed = ignored.filter(({ state }) => state === 'failed');
  const failures = failed.length > 0 ? `; failed: ${some(failed.map(({ id }) => id))}` : '';
  return [
    `Not judged, as the configuration ignores them: ${some(ignored.map(({ id }) => id))}${failures}.`,
  ];
}
