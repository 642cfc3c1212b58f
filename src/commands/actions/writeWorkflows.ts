/** Writes the workflows that measure a project in its CI service. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { perfwatchError, problemOf } from '../../errors.ts';
import { githubNightlyFile, githubNightlyWorkflow } from '../../workflows/githubNightly.ts';
import type { Installation } from '../../workflows/githubSteps.ts';
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
  gitlab: () => ({
    files: [{ path: gitlabPipelineFile, text: gitlabPipeline(), what: 'measures merge requests' }],
    next: ['Include it in .gitlab-ci.yml:', '', ...gitlabInclude.trimEnd().split('\n')],
  }),
} satisfies Record<string, (installation: Installation) => Setup>;

export type CiSetup = keyof typeof ciSetups;

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.unknown()).default({}),
  devDependencies: z.record(z.string(), z.unknown()).default({}),
});

/** How jobs get perfwatch here: from the lock file where the project has it there, else by itself. */
async function installationIn(root: string, version: string): Promise<Installation> {
  const text = await readFile(join(root, 'package.json'), 'utf8').catch(() => null);
  const alone = `npm install --no-save --no-audit --no-fund perfwatch@${version}`;
  // What git neither tracks nor ignores would be an input of the suites that the base has not.
  if (text === null) return { commands: ['echo /node_modules >> .git/info/exclude', alone] };
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    // npm will say what is wrong with it.
  }
  const { dependencies, devDependencies } = manifestSchema
    .catch({
      dependencies: {},
      devDependencies: {},
    })
    .parse(json);
  const isThere = 'perfwatch' in dependencies || 'perfwatch' in devDependencies;
  return { commands: isThere ? ['npm ci'] : ['npm ci', alone] };
}

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
  version: string,
): Promise<string[]> {
  const { files, next }: Setup = ciSetups[setup](await installationIn(root, version));
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
