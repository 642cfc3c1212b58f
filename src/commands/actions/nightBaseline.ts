/** Proposes the run of a good night for the stored baseline, by a branch and a pull request. */
import { isAbsolute, relative } from 'node:path';
import { repositoryRoot } from '../../config/repository.ts';
import { PerfwatchError } from '../../errors.ts';
import { type Proposed, proposeFile } from '../../github/branches.ts';
import { githubProblem } from '../../github/problems.ts';
import type { Run } from '../../model/run.ts';
import { baselineUpdateText } from './baselineUpdateText.ts';
import { baselineWith } from './baselineWith.ts';
import { proposalBody } from './nightOnGitHubText.ts';
import { type Publishing, warn } from './nightPublishing.ts';
import type { Told } from './nightText.ts';

const baselineBranch = 'perfwatch/baseline';

/** What a proposed baseline came to; the pull request may be for people to open. */
function proposedTold(
  { context, places, io }: Publishing,
  name: string,
  proposed: Proposed,
): Told[] {
  switch (proposed.state) {
    case 'unchanged':
      return [{ text: `Baseline ${name} holds this run already` }];
    case 'opened':
    case 'updated':
      return [{ text: `Baseline ${name} with this run is proposed`, url: proposed.url }];
    case 'refused': {
      const problem = githubProblem(proposed.thrown, context, 'pull-requests: write');
      warn(io, `the pull request for the new baseline could not be opened (${problem})`);
      const { repositoryUrl, branch } = places;
      const url = `${repositoryUrl}/compare/${encodeURI(branch)}...${baselineBranch}?expand=1`;
      return [
        { text: `Baseline ${name} with this run is on ${baselineBranch}; to propose it`, url },
      ];
    }
  }
}

async function proposeBaseline(publishing: Publishing, run: Run, sha: string): Promise<Told[]> {
  const { session, client, context, places, io } = publishing;
  const { store, configuration, rule } = session;
  const name = configuration.baseline;
  const path = relative(await repositoryRoot(session.folder), store.fileOf(name));
  if (/^\.\.([/\\]|$)/.test(path) || isAbsolute(path)) {
    warn(io, `baseline ${name} lies outside of the repository, so it is not updated`);
    return [];
  }
  const updated = await baselineWith(session, { name, run, reason: null }, io);
  const file = path.replaceAll('\\', '/');
  const depth = configuration.baselineRuns;
  const proposed = await proposeFile(client, context, {
    branch: baselineBranch,
    into: places.branch,
    parentSha: sha,
    path: file,
    text: store.textOf(name, updated.entries),
    title: `perfwatch: new baseline ${name}`,
    body: proposalBody(sha, baselineUpdateText({ name, file, run, rule, depth }, updated), places),
  });
  return proposedTold(publishing, name, proposed);
}

/** A run that cannot become the baseline stays what it is: a good night all the same. */
export async function baselineTold(publishing: Publishing, run: Run, sha: string): Promise<Told[]> {
  try {
    return await proposeBaseline(publishing, run, sha);
  } catch (error) {
    if (error instanceof PerfwatchError) return [{ text: error.message }];
    throw error;
  }
}
