import { describe, expect, it } from 'vitest';
import { pullRequestTarget } from '../../../src/measure/base/pullRequest.ts';

describe('the target of a pull request', () => {
  it.each([
    {
      service: 'GitHub Actions',
      env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' },
    },
    { service: 'GitLab', env: { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' } },
    { service: 'Bitbucket', env: { BITBUCKET_PR_DESTINATION_BRANCH: 'main' } },
    { service: 'Azure', env: { SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' } },
    { service: 'Jenkins', env: { CHANGE_TARGET: 'main' } },
    {
      service: 'Buildkite',
      env: { BUILDKITE_PULL_REQUEST: '12', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' },
    },
  ])('is told by $service', ({ env }) => {
    expect(pullRequestTarget(env)).toBe('main');
  });

  it.each([
    { what: 'on a developer’s machine', env: {} },
    { what: 'in a push', env: { GITHUB_EVENT_NAME: 'push', GITHUB_BASE_REF: '' } },
    {
      what: 'in a build of a branch on Buildkite',
      env: { BUILDKITE_PULL_REQUEST: 'false', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' },
    },
  ])('is none $what', ({ env }) => {
    expect(pullRequestTarget(env)).toBeNull();
  });
});
