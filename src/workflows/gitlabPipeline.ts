/** The job that measures a project in GitLab CI: what `perfwatch init --gitlab` writes. */
import { commandLine, commandText, type Installation } from './installation.ts';

/** Where it lies in a repository, for `include: local:` of its `.gitlab-ci.yml`. */
export const gitlabPipelineFile = '.gitlab/perfwatch.gitlab-ci.yml';

/** What to put into `.gitlab-ci.yml`, so that GitLab reads the file. */
export const gitlabInclude = `include:\n  - local: ${gitlabPipelineFile}\n`;

/**
 * A merge request is measured side by side with its target branch, the default branch against its
 * stored baseline; the latter gives GitLab the metrics to compare those of a merge request with.
 */
export function gitlabPipeline(installation: Installation): string {
  // Where the configuration lies in a folder of its own, so would its artifacts.
  const [output, folder] =
    installation.config === null ? ['', ''] : [' --output .perfwatch', ' .perfwatch'];
  const run = commandLine(`npx perfwatch run --time-budget 10m${output}`, installation);
  const note = commandLine(`npx perfwatch comment${folder}`, installation);
  const guarded = `if [ -n "$CI_MERGE_REQUEST_IID" ]; then ${note}; fi`;
  return `# Measures merge requests side by side with their target branch; see docs/gitlab.md of perfwatch.
# The note needs a project access token (role Reporter, scope api) in the masked variable
# PERFWATCH_GITLAB_TOKEN; without it the job says so, and all else works.
benchmarks:
  image: node:24
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  interruptible: true
  variables:
    # The commit to compare with lies beyond what a shallow clone holds.
    GIT_DEPTH: "0"
  script:
${installation.commands.map((command) => `    - ${command}\n`).join('')}    - ${commandText(run)}
  after_script:
    # Also after a regression; what fails here does not change how the job ends.
    - npx perfwatch report${folder} --reporter gitlab-metrics --output-file metrics.txt
    - ${commandText(guarded)}
  artifacts:
    when: always
    expire_in: 30 days
    paths:
      - .perfwatch/
    reports:
      metrics: metrics.txt
`;
}
