/** Which code is measured? Asked of git, without ever failing a run. */
import type { ProcessOutcome } from '../harnesses/harness.ts';
import { type Commit, commitSchema } from '../model/environment.ts';

type Git = (gitArguments: readonly string[]) => Promise<ProcessOutcome>;

/**
 * The commit that is checked out; null outside of a repository, without git, or before the first
 * commit. A shallow clone and a detached HEAD are fine. Whatever git says that no commit can be,
 * null as well: a run file with it could not be read again.
 */
export async function describeCommit(git: Git): Promise<Commit | null> {
  const [head, branch, status] = await Promise.all([
    // A user may have configured signatures to be shown, which would stand before the format.
    git(['log', '-1', '--no-show-signature', '--format=%H %cI']),
    git(['symbolic-ref', '--quiet', '--short', 'HEAD']),
    git(['status', '--porcelain']),
  ]);
  if (head.exitCode !== 0) return null;
  const [sha, committedAt] = head.stdout.trim().split(' ');
  const commit = commitSchema.safeParse({
    sha,
    branch: branch.exitCode === 0 ? branch.stdout.trim() : null,
    dirty: status.exitCode === 0 ? status.stdout.trim() !== '' : null,
    committedAt,
  });
  return commit.success ? commit.data : null;
}
