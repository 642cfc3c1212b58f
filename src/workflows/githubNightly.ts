/** The workflow that measures the default branch every night: what `perfwatch init --github` writes. */
import { configInput, installedAction, measuring, type SetUp, setUpSteps } from './githubSteps.ts';
import { commandLine, commandText, type Installation } from './installation.ts';
import { pinnedActions } from './pinnedActions.ts';

export const githubNightlyFile = '.github/workflows/perfwatch-nightly.yml';

const concluding: SetUp = {
  historyFor: 'What was accepted already when the base was made stands in its commit.',
  measures: false,
};

/** Hosted runners change their processor from night to night: each measures both commits itself. */
const shards = ['1/2', '2/2'];

const matrixLines = `    strategy:
      fail-fast: false
      matrix:
        # As many machines as you like, up to one for each suite.
        shard: [${shards.join(', ')}]
`;

const measureStep = (
  prefix: string,
  installation: Installation,
) => `      - uses: ${installedAction}
        # What regressed or failed is decided for all parts together, below.
        continue-on-error: true
        with:
${configInput(installation)}          against: last-good
          shard: \${{ matrix.shard }}
          artifact: ${prefix}
`;

const joinSteps = (
  prefix: string,
  installation: Installation,
) => `      - uses: ${pinnedActions.downloadArtifact}
        with:
          pattern: ${prefix}-shard-*
          path: ${prefix}-parts
      - uses: ${installedAction}
        id: ${prefix}
        continue-on-error: true
        with:
${configInput(installation)}          command: merge
          parts: ${prefix}-parts
          output: ${prefix}
          artifact: ${prefix}
`;

/**
 * Measures in parts against the commit of the last good night; what regressed is measured again on fresh
 * machines; what both found becomes an issue. A good night moves the tag and proposes a new baseline.
 */
export function githubNightlyWorkflow(installation: Installation): string {
  const setUp = (what: SetUp) => setUpSteps(installation, what);
  return `# Measures the default branch every night side by side with the commit of the last good night.
name: perfwatch nightly
on:
  schedule:
    - cron: '17 3 * * *'
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: perfwatch-nightly
jobs:
  measure:
    runs-on: ubuntu-latest
    timeout-minutes: 120
${matrixLines}    steps:
${setUp(measuring)}${measureStep('night', installation)}  join:
    needs: measure
    runs-on: ubuntu-latest
    timeout-minutes: 20
    outputs:
      verdict: \${{ steps.night.outputs.verdict }}
    steps:
${setUp(concluding)}${joinSteps('night', installation)}      # Without a report there is nothing to conclude from; the step above says why.
      - if: steps.night.outputs.verdict == ''
        run: exit 1
  # On fresh machines, since one of them may have been the reason.
  confirm:
    needs: join
    if: needs.join.outputs.verdict == 'regressed'
    runs-on: ubuntu-latest
    timeout-minutes: 120
${matrixLines}    steps:
${setUp(measuring)}${measureStep('confirmation', installation)}  conclude:
    needs: [join, confirm]
    if: always() && needs.join.result == 'success'
    runs-on: ubuntu-latest
    timeout-minutes: 20
    permissions:
      # The tag perfwatch-last-good, and the branch with the new baseline.
      contents: write
      # The issue about a regression that was confirmed.
      issues: write
      # The pull request with the new baseline.
      pull-requests: write
    steps:
${setUp(concluding)}      - uses: ${pinnedActions.downloadArtifact}
        with:
          name: night
          path: night
${joinSteps('confirmation', installation).replaceAll(/^( {6}- .*)$/gm, `$1\n        if: needs.confirm.result != 'skipped'`)}      - run: ${commandText(commandLine('npx perfwatch nightly night --confirmation confirmation', installation))}
        env:
          GITHUB_TOKEN: \${{ github.token }}
`;
}
