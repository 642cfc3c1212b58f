/** When does a pull request get a comment? */
import type { Report } from './report.ts';

export const commentPolicies = ['always', 'on-change', 'on-regression', 'never'] as const;
export type CommentPolicy = (typeof commentPolicies)[number];

/**
 * Whether a report is worth a comment where there is none yet; one that is there is always updated,
 * so that it does not tell of a change that is gone.
 */
export function isWorthComment(
  policy: CommentPolicy,
  { outcome, counts }: Pick<Report, 'outcome' | 'counts'>,
): boolean {
  if (policy === 'always') return true;
  const isRegressed = outcome === 'regressed';
  return policy === 'on-change'
    ? isRegressed || counts.improved > 0
    : policy !== 'never' && isRegressed;
}
