/** Do two sides have the same inputs? Then what is built of them need not be built twice. */
import { posix } from 'node:path';
import { perfwatchError } from '../../errors.ts';
import { type Git, gitProblem } from './git.ts';

/**
 * From the root of the repository, with the wildcards of gitglossary(7), "pathspec": glob. To git,
 * `./a` and `.` are no names of anything, and would never differ, and wildcards that match a folder do
 * not stand for what is in it. Null for what leads out of the repository.
 */
function pathspecs(pattern: string): string[] | null {
  const path = posix.normalize(pattern).replace(/\/$/, '');
  if (path === '..' || path.startsWith('../') || posix.isAbsolute(path)) return null;
  const specs = path === '.' ? ['**'] : [path, `${path}/**`];
  return specs.map((spec) => `:(top,glob)${spec}`);
}

/**
 * Whether the working tree holds the very inputs that a commit does: none of them changed in the
 * commits since, nothing is changed on top, staged or not, also in submodules, and no file is there
 * that git neither tracks nor ignores.
 *
 * `patterns` are globs from the root of the repository, such as `crates/core/**`; a folder stands
 * for all that is in it. Null means the whole repository; none at all means no inputs, which are
 * the same. Ignored files do not count: git cannot tell what they were. Inputs outside of the
 * repository are another side's that nobody knows, and so not the same.
 *
 * @throws PerfwatchError `git-failed`, e.g. for a commit that is not there; `git-missing`.
 */
export async function sameInputs(
  git: Git,
  sha: string,
  patterns: readonly string[] | null,
): Promise<boolean> {
  if (patterns?.length === 0) return true;
  const paths: string[] = ['--'];
  for (const pattern of patterns ?? []) {
    const specs = pathspecs(pattern);
    if (specs === null) return false;
    paths.push(...specs);
  }
  // `git diff` would write the index anew where a file was only touched; these two do not.
  const submodules = '--ignore-submodules=none';
  const diff = await git.run(['diff-tree', '--quiet', '-r', submodules, sha, 'HEAD', ...paths]);
  if (diff.exitCode === 1) return false;
  const status = await git.run([
    'status',
    '--porcelain',
    '--untracked-files=all',
    submodules,
    ...paths,
  ]);
  for (const [command, outcome] of [
    ['diff-tree', diff],
    ['status', status],
  ] as const) {
    if (outcome.ending === 'not-started') {
      throw perfwatchError('git-missing', { problem: gitProblem(outcome) });
    }
    if (outcome.exitCode !== 0) {
      throw perfwatchError('git-failed', { command, problem: gitProblem(outcome) });
    }
  }
  return status.stdout === '';
}
