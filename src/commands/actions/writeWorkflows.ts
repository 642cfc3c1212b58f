/** Writes the workflows that measure a project in its CI service. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { perfwatchError, problemOf } from '../../errors.ts';
import { githubNightlyFile, githubNightlyWorkflow } from '../../workflows/githubNightly.ts';
import {
  githubCommentFile,
  githubCommentWorkflow,
  githubPullRequestFile,
  githubPullRequestWorkflow,
} from '../../workflows/githubWorkflows.ts';
import {
  gitlabInclude,
  gitlabPipeline,
  gitlabPipelineFile,
} from '../../workflows/gitlabPipeline.ts';
import type { Installation } from '../../workflows/installation.ts';

interface WorkflowFile {
  /** Below the root of the repository. */
  readonly path: string;
  readonly text: string;
  /** What it does, in a line. */
  readonly what: string;
}

interface Setup {
  readonly files: readonly WorkflowFile[];
  /** What is left to be done by hand; empty lines and all. */
  readonly next: readonly string[];
}

const ciSetups = {
  github: (installation) => ({
    files: [
      {
        path: githubPullRequestFile,
        text: githubPullRequestWorkflow(installation),
        what: 'measures pull requests and comments',
      },
      {
        path: githubCommentFile,
        text: githubCommentWorkflow(installation),
        what: 'comments on those of forks, which may not write',
      },
      {
        path: githubNightlyFile,
        text: githubNightlyWorkflow(installation),
        what: 'measures the default branch every night',
      },
    ],
    next: ['Commit them; the last two work once they are on the default branch.'],
  }),
  gitlab: (installation) => ({
    files: [
      {
        path: gitlabPipelineFile,
        text: gitlabPipeline(installation),
        what: 'measures merge requests',
      },
    ],
    next: ['Include it in .gitlab-ci.yml:', '', ...gitlabInclude.trimEnd().split('\n')],
  }),
} satisfies Record<string, (installation: Installation) => Setup>;

export type CiSetup = keyof typeof ciSetups;

/** Whether it was written now; a file that is there is somebody's own. */
async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw perfwatchError('write-failed', { file, problem: problemOf(error) }, error);
  }
}

/**
 * Writes what is not there yet below the root of a repository; resolves to lines that say which.
 *
 * @throws PerfwatchError `write-failed`.
 */
export async function writeWorkflows(
  setup: CiSetup,
  root: string,
  installation: Installation,
): Promise<string[]> {
  const { files, next }: Setup = ciSetups[setup](installation);
  const width = Math.max(...files.map(({ path }) => path.length));
  const lines: string[] = [];
  let isAnyNew = false;
  for (const { path, text, what } of files) {
    const isNew = await writeNew(join(root, path), text);
    isAnyNew ||= isNew;
    lines.push(
      `${isNew ? 'Wrote' : 'Kept '} ${path.padEnd(width)}  ${isNew ? what : 'it was there already'}`,
    );
  }
  return isAnyNew ? [...lines, ...next] : lines;
}
