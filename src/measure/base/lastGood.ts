/** Which commit is meant by `--against last-good`? */
import { perfwatchError } from '../../errors.ts';
import { lastGoodTag, lastGoodWord } from '../../model/lastGood.ts';
import type { Git } from './git.ts';
import { type Base, checkRepository, commitNamed, isShallow } from './resolveBase.ts';

/** There is no commit to measure side by side with; the reason is a clause. */
export interface NoLastGood {
  readonly reason: string;
}

/**
 * The commit of the last good night, by its tag. On the first night there is none yet, and where
 * nothing was committed since, it is HEAD itself.
 *
 * @throws PerfwatchError `git-missing`, `not-a-repository`, `no-commit`; `git-failed` when git came to
 * no end.
 */
export async function resolveLastGood(git: Git): Promise<Base | NoLastGood> {
  await checkRepository(git);
  const head = await commitNamed(git, 'HEAD');
  if (!head) throw perfwatchError('no-commit', { folder: git.folder });
  const found = await commitNamed(git, `refs/tags/${lastGoodTag}`);
  if (!found) {
    const absent = `there is no tag ${lastGoodTag} here, which the first good night sets`;
    return (await isShallow(git))
      ? {
          reason: `${absent}; this clone is shallow, so it may be at the remote only (\`git fetch --depth=1 origin tag ${lastGoodTag}\`, actions/checkout: \`fetch-depth: 0\`)`,
        }
      : { reason: absent };
  }
  const short = found.sha.slice(0, 7);
  // As when an old night is run again: compared with a later commit, progress would look like a regression.
  // A shallow clone does not know what came before.
  const isBefore =
    (await isShallow(git)) ||
    (await git.ask(['merge-base', '--is-ancestor', found.sha, head.sha])) !== null;
  if (!isBefore) {
    return { reason: `the last good night's commit, ${short}, does not come before this one` };
  }
  return found.sha === head.sha
    ? { reason: `nothing was committed since the last good night, at ${short}` }
    : { sha: found.sha, title: `${lastGoodWord} (${short})` };
}
