/** Events as GitHub sends them: what perfwatch, the workflows and act read of them. */
const repositoryOf = (fullName: string) => {
  const [owner = '', name = ''] = fullName.split('/');
  return { full_name: fullName, name, owner: { login: owner } };
};

export interface PullRequestFacts {
  /** As `owner/name`. */
  readonly repository: string;
  readonly headRepository: string;
  readonly number: number;
  readonly headSha: string;
  readonly headRef: string;
  readonly baseSha: string;
}

const baseRepository = (repository: string) => ({
  ...repositoryOf(repository),
  default_branch: 'main',
  url: `https://api.github.test/repos/${repository}`,
});

export const pullRequestEvent = (facts: PullRequestFacts) => ({
  action: 'synchronize',
  number: facts.number,
  repository: baseRepository(facts.repository),
  pull_request: {
    number: facts.number,
    draft: false,
    head: {
      ref: facts.headRef,
      sha: facts.headSha,
      repo: {
        ...repositoryOf(facts.headRepository),
        fork: facts.headRepository !== facts.repository,
      },
    },
    base: { ref: 'main', sha: facts.baseSha, repo: baseRepository(facts.repository) },
  },
});

/** After a run for a pull request. GitHub lists no pull requests where it came from a fork. */
export const workflowRunEvent = (
  facts: PullRequestFacts,
  run: { readonly id: number; readonly conclusion: 'success' | 'failure' },
) => ({
  action: 'completed',
  repository: baseRepository(facts.repository),
  workflow_run: {
    id: run.id,
    name: 'perfwatch',
    event: 'pull_request',
    status: 'completed',
    conclusion: run.conclusion,
    head_sha: facts.headSha,
    head_branch: facts.headRef,
    head_repository: repositoryOf(facts.headRepository),
    pull_requests: [],
  },
});

/** At night. */
export const scheduleEvent = (repository: string) => ({
  schedule: '17 3 * * *',
  repository: baseRepository(repository),
});
