/** Which code is measured? Asked of git, without ever failing a run. */
import type { ProcessOutcome } from '../harnesses/harness.ts';
import type { Commit } from '../model/environment.ts';

type Git = (gitArguments: readonly string[]) => Promise<ProcessOutcome>;

/**
 * The commit that is checked out; null outside of a repository, without git, or before the first
 * commit. A shallow clone and a detached HEAD are fine.
 */
export async function describeCommit(git: Git): Promise<Commit | null> {
  const [head, branch, status] = await Promise.all([
    git(['log', '-1', '--format=%H %cI']),
    git(['symbolic-ref', '--quiet', '--short', 'HEAD']),
    git(['status', '--porcelain']),
  ]);
  const [sha, committedAt] = head.stdout.trim().split(' ');
  if (head.exitCode !== 0 || !sha || !committedAt) return null;
  return {
    sha,
    branch: branch.exitCode === 0 ? branch.stdout.trim() : null,
    dirty: status.stdout.trim() !== '',
    committedAt,
  };
}
