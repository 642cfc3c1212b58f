/**
 * How git is asked and told: always by an argument array, in a given folder, and so that nothing of
 * the user's changes by the way: no hook runs, no daemon starts, no prompt waits for an answer.
 */
import { join } from 'node:path';
import { perfwatchError, problemOf } from '../../errors.ts';
import type { ProcessOutcome } from '../../harnesses/harness.ts';
import type { Io } from '../../io.ts';
import { runProcess, shortenLogs } from '../processes.ts';

export interface GitContext {
  /** The environment that the user's own git would have. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly io: Pick<Io, 'platform' | 'monotonicSeconds'>;
  /** Absolute path; what each call printed goes below it. */
  readonly logFolder: string;
  readonly interrupt: AbortSignal;
}

export interface Git {
  /** Absolute path of the folder in which git runs. */
  readonly folder: string;
  /**
   * Runs git to its end; every exit code is fine, and so is a git that is missing.
   *
   * @throws when the logs cannot be written.
   */
  run(gitArguments: readonly string[], timeoutSeconds?: number): Promise<ProcessOutcome>;
  /**
   * What git answers, to the last line break; null when it exits with another code than 0.
   *
   * @throws PerfwatchError `git-missing`; `git-failed` when it came to no end (time limit,
   * interrupt, signal) or its logs cannot be written.
   */
  ask(gitArguments: readonly string[]): Promise<string | null>;
  /** The same git in another folder. */
  at(folder: string): Git;
}

/**
 * What a hook's or another git's environment says about *its* repository: it would bend ours. The
 * variables of configuration (`GIT_CONFIG_COUNT`, …) stay: CI services pass credentials in them.
 */
const foreignVariables = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_SHALLOW_FILE',
  'GIT_GRAFT_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
] as const;

const settings = [
  // No such folder, so no hooks; git for Windows knows this name as well.
  'core.hooksPath=/dev/null',
  // The daemon of a checkout would outlive it.
  'core.fsmonitor=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'advice.detachedHead=false',
  'submodule.recurse=false',
  // Would write an extension into the repository's configuration, upon which older gits refuse it.
  'worktree.useRelativePaths=false',
].flatMap((setting) => ['-c', setting]);

const answerTimeoutSeconds = 300;

function environment(env: GitContext['env']): GitContext['env'] {
  const own: Record<string, string | undefined> = {
    ...env,
    // Looking is no reason to write into the repository.
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
  for (const name of foreignVariables) delete own[name];
  return own;
}

/** Why git did not do it, on one line: its own words where it said any. */
export function gitProblem({ ending, exitCode, stderr }: ProcessOutcome): string {
  if (ending === 'interrupted') return 'it was interrupted';
  if (ending === 'timed-out') return 'it came to no end within its time limit';
  return (
    problemOf(stderr) || `it ended with ${exitCode === null ? 'a signal' : `code ${exitCode}`}`
  );
}

/** Why it could not be started: the last line, which does not repeat the whole command. */
const startProblem = ({ stderr }: ProcessOutcome) =>
  problemOf(stderr.trim().split('\n').at(-1) ?? '');

/** Git in a folder. Calls may overlap: each has a log folder of its own. */
export function gitIn(folder: string, context: GitContext): Git {
  const env = environment(context.env);
  let calls = 0;
  const gitAt = (cwd: string): Git => {
    const run: Git['run'] = async (gitArguments, timeoutSeconds = answerTimeoutSeconds) => {
      calls += 1;
      const logFolder = join(context.logFolder, `${calls}-${gitArguments[0] ?? ''}`);
      const outcome = await runProcess({
        argv: ['git', ...settings, ...gitArguments],
        cwd,
        env,
        timeoutSeconds,
        logFolder,
        interrupt: context.interrupt,
        io: context.io,
        wholeOutput: true,
      });
      await shortenLogs(logFolder);
      return outcome;
    };
    const ask: Git['ask'] = async (gitArguments) => {
      const command = gitArguments.join(' ');
      const outcome = await run(gitArguments).catch((error: unknown) => {
        throw perfwatchError('git-failed', { command, problem: problemOf(error) }, error);
      });
      if (outcome.ending === 'not-started') {
        throw perfwatchError('git-missing', { problem: startProblem(outcome) });
      }
      if (outcome.exitCode === null || outcome.ending !== 'exited') {
        throw perfwatchError('git-failed', { command, problem: gitProblem(outcome) });
      }
      return outcome.exitCode === 0 ? outcome.stdout.replace(/\r?\n$/, '') : null;
    };
    return { folder: cwd, run, ask, at: gitAt };
  };
  return gitAt(folder);
}
