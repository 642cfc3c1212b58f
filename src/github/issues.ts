/** The one open issue about a regression: found again by its marker, kept up to date, closed at the end. */
import * as z from 'zod';
import { isByUs, ownLogin, userSchema } from './authors.ts';
import type { GitHubClient } from './client.ts';
import { escaped } from './marker.ts';
import { GitHubRequestError, isUncertain } from './requestError.ts';

/** GitHub makes the label where the repository does not have it. */
const label = 'perfwatch';

/** Which issue is meant, and who asks. */
export interface IssueKey {
  /** Tells the issues of several configurations apart. */
  readonly key: string;
  /** Of the client; it tells which issues may be ours. */
  readonly token: string | null;
  /** The workflow run that asks; later ones have larger numbers. */
  readonly runId: number;
}

/** `newer`: what a later workflow run said is left as it is. */
export interface TouchedIssue {
  readonly state: 'opened' | 'updated' | 'closed' | 'newer';
  /** In a browser. */
  readonly url: string;
}

export interface IssueText {
  /** Given when it is opened, and then left to people. */
  readonly title: string;
  /** Markdown, without the marker. */
  readonly body: string;
  /** Ids of the benchmarks that it is about. */
  readonly benchmarks: readonly string[];
}

export interface OpenIssue {
  /** In a browser. */
  readonly url: string;
  /** Ids of the benchmarks that it is about; null where it does not tell all of them. */
  readonly benchmarks: readonly string[] | null;
}

const issueSchema = z.object({
  number: z.int().positive(),
  body: z.string().nullish(),
  html_url: z.url({ protocol: /^https?$/ }),
  user: userSchema.nullish(),
  pull_request: z.unknown().optional(),
});
type Issue = z.infer<typeof issueSchema>;

const list = 'GET /repos/{owner}/{repo}/issues';
const create = 'POST /repos/{owner}/{repo}/issues';
const update = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
const comment = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';

/** An outage may end in between; not for ever. */
const maxAttempts = 4;

/** The hidden first line, and how it is read again. */
const markerOf = ({ key, runId }: IssueKey) =>
  `<!-- perfwatch nightly key=${escaped(key)} run=${runId} -->`;
const markerPattern = /^<!-- perfwatch nightly key=(\S{1,2000}) run=(\d{1,15}) -->(?:\r?\n|$)/;

/** The workflow run that wrote an issue of this key; null for any other issue. */
function writtenBy({ body }: Issue, { key }: IssueKey): number | null {
  const [, foundKey, runId] = markerPattern.exec(body ?? '') ?? [];
  return foundKey === escaped(key) ? Number(runId) : null;
}

/** More would leave no room for the text. */
const maxBenchmarksLength = 4000;

/** The hidden second line: what the issue is about; nothing where that is too much for a line. */
function benchmarksLine(benchmarks: readonly string[]): string {
  const line = `<!-- perfwatch benchmarks ${benchmarks.map(escaped).join(' ')} -->\n`;
  return benchmarks.length > 0 && line.length <= maxBenchmarksLength ? line : '';
}

function benchmarksIn({ body }: Issue): string[] | null {
  const [, found] = /^<!-- perfwatch benchmarks (\S[^\n]*) -->\r?$/m.exec(body ?? '') ?? [];
  try {
    return found ? found.split(' ').map(decodeURIComponent) : null;
  } catch {
    // Somebody has edited it.
    return null;
  }
}

/** As when an old night is run again. */
const isNewer = (issue: Issue, issueKey: IssueKey) =>
  (writtenBy(issue, issueKey) ?? 0) > issueKey.runId;

const close = (
  client: GitHubClient,
  { number }: Issue,
  reason: 'completed' | 'not_planned',
): Promise<unknown> =>
  client.request(
    update,
    { issue_number: number, state: 'closed', state_reason: reason },
    z.unknown(),
  );

/** How the open issues of this key are found, oldest first; of one author, since other bots may use perfwatch. */
async function finder(client: GitHubClient, issueKey: IssueKey) {
  const login = await ownLogin(client, issueKey.token);
  const isOurs = (issue: Issue) =>
    issue.pull_request === undefined &&
    isByUs(issue.user, login) &&
    writtenBy(issue, issueKey) !== null;
  return async (): Promise<Issue[]> => {
    const found: Issue[] = [];
    const parameters = { state: 'open', labels: label };
    for await (const issue of client.list(list, parameters, z.array(issueSchema))) {
      if (isOurs(issue)) found.push(issue);
    }
    const [oldest, ...others] = found.sort((a, b) => a.number - b.number);
    if (!oldest) return [];
    return [oldest, ...others.filter(({ user }) => user?.login === oldest.user?.login)];
  };
}

/**
 * The issue that is open; null where none is.
 *
 * @throws GitHubRequestError when GitHub cannot be reached or refuses.
 */
export async function openIssue(
  client: GitHubClient,
  issueKey: IssueKey,
): Promise<OpenIssue | null> {
  const find = await finder(client, issueKey);
  const [oldest] = await find();
  return oldest ? { url: oldest.html_url, benchmarks: benchmarksIn(oldest) } : null;
}

/**
 * Opens the issue, or brings the open one up to date. Of several the oldest stays, and the others are
 * closed.
 *
 * @throws GitHubRequestError when GitHub cannot be reached or refuses.
 */
export async function keepIssue(
  client: GitHubClient,
  issueKey: IssueKey,
  { title, body, benchmarks }: IssueText,
): Promise<TouchedIssue> {
  const find = await finder(client, issueKey);
  const text = `${markerOf(issueKey)}\n${benchmarksLine(benchmarks)}${body}`;
  let opened: string | null = null;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const [oldest, ...others] = await find();
    if (oldest) {
      for (const other of others) await close(client, other, 'not_planned');
      const { number, html_url: url } = oldest;
      if (isNewer(oldest, issueKey)) return { state: 'newer', url };
      if (oldest.body !== text) {
        await client.request(update, { issue_number: number, body: text }, issueSchema);
      }
      return { state: opened === url ? 'opened' : 'updated', url };
    }
    // What was opened just now is not always listed yet.
    if (opened !== null) return { state: 'opened', url: opened };
    try {
      const made = await client.request(
        create,
        { title, body: text, labels: [label] },
        issueSchema,
      );
      opened = made.html_url;
    } catch (error) {
      // Whether it is there now is seen by looking again.
      if (!isUncertain(error) || attempt === maxAttempts) throw error;
    }
  }
  throw new GitHubRequestError('the issue could not be opened', null, {});
}

/**
 * Closes the issue, or all of them if there are several, and says why in the oldest; null where none
 * is open.
 *
 * @param reason Markdown
 * @throws GitHubRequestError when GitHub cannot be reached or refuses.
 */
export async function closeIssue(
  client: GitHubClient,
  issueKey: IssueKey,
  reason: string,
): Promise<TouchedIssue | null> {
  const find = await finder(client, issueKey);
  const [oldest, ...others] = await find();
  if (!oldest) return null;
  const url = oldest.html_url;
  if (isNewer(oldest, issueKey)) return { state: 'newer', url };
  for (const other of others) await close(client, other, 'not_planned');
  // Closed first: where only that succeeds, the next night does not comment once more.
  await close(client, oldest, 'completed');
  await client.request(comment, { issue_number: oldest.number, body: reason }, z.unknown());
  return { state: 'closed', url };
}
