/** The workflows that measure pull requests in GitHub Actions: what `perfwatch init --github` writes. */
import { configInput, installedAction, measuring, setUpSteps } from './githubSteps.ts';
import { commandLine, commandText, type Installation } from './installation.ts';

/** Its name is what the comment's workflow listens for. */
const workflowName = 'perfwatch';

export const githubPullRequestFile = '.github/workflows/perfwatch.yml';
export const githubCommentFile = '.github/workflows/perfwatch-comment.yml';

/** Measures a pull request side by side with its base, and tells it wherever GitHub shows something. */
export function githubPullRequestWorkflow(installation: Installation): string {
  return `# Measures each pull request side by side with the branch that it goes into.
name: ${workflowName}
on: pull_request
permissions:
  contents: read
  # The comment. A pull request from a fork gets no permission to write; perfwatch-comment.yml comments there.
  pull-requests: write
concurrency:
  group: perfwatch-\${{ github.event.pull_request.number }}
  cancel-in-progress: true
jobs:
  measure:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
${setUpSteps(installation, measuring)}      - uses: ${installedAction}
        with:
${configInput(installation)}          time-budget: 10m
`;
}

/** The number is GitHub's own. */
const commentCommand = `npx perfwatch comment --run-id \${{ github.event.workflow_run.id }}`;

/** Comments after a fork's pull request was measured, with the default branch's code and a token. */
export function githubCommentWorkflow(installation: Installation): string {
  return `# Comments on pull requests of forks, whose own workflow may not write. Runs none of their code: it reads
# the report in their artifact, and what that says is checked and shown as text.
name: perfwatch comment
on:
  workflow_run:
    workflows: [${workflowName}]
    types: [completed]
permissions:
  actions: read
  contents: read
  pull-requests: write
jobs:
  comment:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    if: >-
      github.event.workflow_run.event == 'pull_request' &&
      github.event.workflow_run.head_repository.full_name != github.event.repository.full_name
    steps:
${setUpSteps(installation, { historyFor: null, measures: false })}      - run: ${commandText(commandLine(commentCommand, installation))}
        env:
          GITHUB_TOKEN: \${{ github.token }}
`;
}
