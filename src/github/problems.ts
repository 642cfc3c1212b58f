/** Why could something not be done on GitHub, and what helps? One sentence, whatever was thrown. */
import { problemOf } from '../errors.ts';
import { printable, truncateMiddle } from '../text.ts';
import type { GitHubContext } from './context.ts';
import { GitHubRequestError } from './requestError.ts';

/** Columns of foreign text that are shown. */
const maxWidth = 300;

/** Whose job it is, which decides what the token may. */
type Whose = Pick<GitHubContext, 'eventName' | 'pullRequest'>;

/** Whether this is the job of a fork's pull request, whose token can only read. */
export const isForkJob = ({ eventName, pullRequest }: Whose): boolean =>
  eventName === 'pull_request' && (pullRequest?.isFork ?? false);

const isLimit = ({ status, headers, message }: GitHubRequestError): boolean =>
  status === 429 ||
  headers['retry-after'] !== undefined ||
  String(headers['x-ratelimit-remaining']) === '0' ||
  /rate limit/i.test(message);

function refused(error: GitHubRequestError, whose: Whose, permission: string): string | null {
  const { status } = error;
  if (status === 401) {
    return 'the token is wrong or has expired: give the step the one of the job (`github.token`) as GITHUB_TOKEN, or renew it';
  }
  if (status === 403 || status === 429) {
    if (isLimit(error)) return 'GitHub wants fewer requests for now: run the job again later';
    if (/not permitted to create or approve pull requests/i.test(error.message)) {
      return 'allow it in the settings of the repository (Actions, General: "Allow GitHub Actions to create and approve pull requests")';
    }
    return isForkJob(whose)
      ? 'the job of a pull request from a fork may only read: the artifact keeps the report, and a workflow on `workflow_run` with `perfwatch comment --run-id` publishes it (`npx perfwatch init --github` writes one)'
      : `the token may not do this: add \`${permission}\` to \`permissions:\` of the job`;
  }
  if (status === 404) {
    return `the token does not see it, or it is gone: check that \`permissions:\` of the job has \`${permission}\``;
  }
  if (status === 410) return 'it has expired or was deleted';
  return null;
}

/**
 * What happened and what to do, as a clause without a full stop; holds no token.
 *
 * @param permission the line that the job's `permissions:` need for it.
 */
export function githubProblem(
  thrown: unknown,
  whose: Whose,
  permission = 'pull-requests: write',
): string {
  const said = (text: string) => truncateMiddle(printable(text), maxWidth);
  if (!(thrown instanceof GitHubRequestError)) return said(problemOf(thrown));
  const { status, message } = thrown;
  if (status === null) return `GitHub could not be reached (${said(message)})`;
  const told = [`GitHub answered ${status}`, said(message)].filter(Boolean).join(', ');
  const next = refused(thrown, whose, permission);
  return next ? `${told}: ${next}` : told;
}
