/** Into which branch would this pull request go? As the CI service tells it. Pure. */

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What each service calls the target branch. All of them leave it unset or empty outside of pull
 * requests, save Buildkite. CircleCI does not tell it.
 */
const targetVariables = [
  // GitHub Actions, and Gitea and Forgejo, which speak its language.
  'GITHUB_BASE_REF',
  // GitLab
  'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
  // Bitbucket Pipelines
  'BITBUCKET_PR_DESTINATION_BRANCH',
  // Azure Pipelines: with or without refs/heads/.
  'SYSTEM_PULLREQUEST_TARGETBRANCH',
  // Jenkins, multibranch
  'CHANGE_TARGET',
] as const;

/** Name of the branch, without `refs/heads/`; null outside of pull requests or where unknown. */
export function pullRequestTarget(env: Environment): string | null {
  const isBuildkite = /^\d+$/.test(env.BUILDKITE_PULL_REQUEST ?? '');
  const told = targetVariables.map((name) => env[name]).find(Boolean);
  const target = told ?? (isBuildkite ? env.BUILDKITE_PULL_REQUEST_BASE_BRANCH : undefined);
  return target?.replace(/^refs\/heads\//, '') || null;
}
