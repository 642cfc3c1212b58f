/** Which commit is meant by `--against REF`? */
import { perfwatchError } from '../../errors.ts';
import { type Git, gitProblem } from './git.ts';

export interface Base {
  /** 40 (SHA-1) or 64 (SHA-256) hexadecimal digits. */
  readonly sha: string;
  /** As a reader knows it, e.g. `main (f93cc5b)` or `merge-base with origin/main (f93cc5b)`. */
  readonly title: string;
}

interface FoundCommit {
  readonly sha: string;
  /** The name under which it was found. */
  readonly name: string;
}

const shaPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const hexadecimal = /^[0-9a-f]{7,64}$/i;

/** The commit that a name stands for in git, or null. Names that git would misread are unknown. */
export async function commitNamed(git: Git, name: string): Promise<FoundCommit | null> {
  // No name of git's starts with "-", but options do; a process cannot be given a zero byte.
  if (name === '' || name.startsWith('-') || name.includes('\0')) return null;
  const answer = await git.ask(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  // For "^main" git verifies happily and answers with a negated SHA.
  return answer !== null && shaPattern.test(answer) ? { sha: answer, name } : null;
}

async function firstCommit(git: Git, names: readonly string[]): Promise<FoundCommit | null> {
  for (const name of names) {
    const found = await commitNamed(git, name);
    if (found) return found;
  }
  return null;
}

/** Whether older commits, and tags that were not asked for, are missing here. */
export const isShallow = async (git: Git) =>
  (await git.ask(['rev-parse', '--is-shallow-repository'])) === 'true';

/** Why a name is unknown, as an error; it says which command fetches it where the clone is shallow. */
async function unknown(git: Git, ref: string) {
  const shallow = await isShallow(git);
  // Names with anything else are no branch's, and would be a danger when pasted into a shell.
  const isPlain = /^[\w][\w./+-]*$/.test(ref) && ref !== 'HEAD';
  const branch = ref.replace(/^origin\//, '');
  const all = 'git fetch --unshallow origin "+refs/heads/*:refs/remotes/origin/*"';
  const one = hexadecimal.test(ref)
    ? ref.length >= 40 && `git fetch origin ${ref}`
    : isPlain && `git fetch origin ${branch}:refs/remotes/origin/${branch}`;
  return perfwatchError('base-unknown', { ref, fetchCommand: shallow ? one || all : null });
}

/** The branches that pull requests usually go into, in the order in which they are tried. */
async function defaultBranches(git: Git): Promise<string[]> {
  const head = await git.ask(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  return [...new Set([...(head ? [head] : []), 'origin/main', 'origin/master', 'main', 'master'])];
}

async function mergeBase(git: Git, wanted: string | null, target: string | null): Promise<Base> {
  let other: FoundCommit | null;
  if (wanted !== null) {
    other = await firstCommit(git, [wanted, `origin/${wanted}`]);
    if (!other) throw await unknown(git, wanted);
  } else if (target !== null) {
    // The remote's branch is what the pull request goes into; a local one may be behind.
    other = await firstCommit(git, [`origin/${target}`, target]);
    if (!other) throw await unknown(git, target);
  } else {
    const candidates = await defaultBranches(git);
    other = await firstCommit(git, candidates);
    if (!other) {
      const shallow = await isShallow(git);
      throw perfwatchError('default-branch-unknown', { candidates, isShallow: shallow });
    }
  }
  // Of several merge-bases, after criss-cross merges, git gives the first.
  const answer = await git.ask(['merge-base', 'HEAD', other.sha]);
  const sha = answer?.split('\n')[0] ?? '';
  if (!shaPattern.test(sha)) {
    throw perfwatchError('merge-base-missing', {
      branch: other.name,
      isShallow: await isShallow(git),
    });
  }
  return { sha, title: `merge-base with ${other.name} (${sha.slice(0, 7)})` };
}

/** @throws PerfwatchError `not-a-repository`, `git-missing`, or `git-failed` for unwritable logs. */
export async function checkRepository(git: Git): Promise<void> {
  const question = ['rev-parse', '--git-dir'];
  if ((await git.ask(question)) !== null) return;
  const problem = gitProblem(await git.run(question));
  throw perfwatchError('not-a-repository', { folder: git.folder, problem });
}

/**
 * The commit to compare with. `wanted` is whatever git takes for a commit (a branch, a tag, a SHA,
 * `HEAD~1`), a branch that exists only at the remote `origin`, or the word `merge-base`, alone or
 * as `merge-base:BRANCH`: where HEAD left that branch. Alone it means the branch that a pull request
 * goes into, `targetBranch`, else the default branch: that of origin, or the first that exists of
 * `origin/main`, `origin/master`, `main`, `master`. A branch of the name `merge-base` is meant by
 * `refs/heads/merge-base`.
 *
 * @throws PerfwatchError `git-missing`, `not-a-repository`, `no-commit`, `base-unknown`,
 * `default-branch-unknown`, `merge-base-missing`; `git-failed` when git came to no end.
 */
export async function resolveBase(
  git: Git,
  wanted: string,
  targetBranch: string | null,
): Promise<Base> {
  await checkRepository(git);
  const noCommit = () => perfwatchError('no-commit', { folder: git.folder });
  const [word, branch] = wanted.split(/:(.*)/s);
  if (word === 'merge-base') {
    if (!(await commitNamed(git, 'HEAD'))) throw noCommit();
    return mergeBase(git, branch ?? null, targetBranch);
  }
  const found = await firstCommit(git, [wanted, `origin/${wanted}`]);
  if (!found) throw (await commitNamed(git, 'HEAD')) ? await unknown(git, wanted) : noCommit();
  const { sha, name } = found;
  const short = sha.slice(0, 7);
  const isSha = hexadecimal.test(name) && sha.startsWith(name.toLowerCase());
  return { sha, title: isSha ? short : `${name} (${short})` };
}
