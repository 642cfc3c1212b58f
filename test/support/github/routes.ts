/** What the test server answers to each request: the part of GitHub's behaviour that perfwatch relies on. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import {
  artifactAnswer,
  blobSha,
  commentAnswer,
  fileAnswer,
  gitCommitAnswer,
  issueAnswer,
  pullAnswer,
  refAnswer,
  repositoryAnswer,
  runAnswer,
} from './answers.ts';
import { sample } from './samples.ts';
import { type Issue, nextId, type State } from './state.ts';

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly state: State;
  /** The variable parts of the path, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Address of this server. */
  readonly url: string;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const created = (body: unknown): Answer => ({ status: 201, body });
const refusal = (status: number, message: string): Answer => ({
  status,
  body: { message, documentation_url: 'https://docs.github.test/' },
});
const notFound = refusal(404, 'Not Found');
const unprocessable = (message: string): Answer => ({
  status: 422,
  body: {
    message: 'Validation Failed',
    documentation_url: 'https://docs.github.test/',
    errors: [{ code: 'custom', message }],
  },
});

/** One page, with the Link header that leads to the others. */
function page(
  items: readonly unknown[],
  { query, url }: Asked,
  wrap = (of: readonly unknown[]): unknown => of,
): Answer {
  const perPage = Math.min(100, Number(query.get('per_page') ?? 30));
  const number = Number(query.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const link = (to: number, rel: string) =>
    `<${url}/?page=${to}&per_page=${perPage}>; rel="${rel}"`;
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    status: 200,
    body: wrap(items.slice((number - 1) * perPage, number * perPage)),
    ...(links.length > 0 && { headers: { link: links.join(', ') } }),
  };
}

const bodyOf = <Value>(schema: z.ZodType<Value>, { body }: Asked) => schema.parse(body);
const commentText = z.object({ body: z.string() });
const issueText = z.object({
  title: z.string(),
  body: z.string().default(''),
  labels: z.array(z.string()).default([]),
});

/** GitHub's limit, in characters. */
const maxBody = 65_536;

const issueOrPull = (state: State, number: number) =>
  state.issues.find((issue) => issue.number === number) ??
  state.pulls.find((pull) => pull.number === number);

const branchOf = ({ query, state }: Asked) =>
  (query.get('ref') ?? state.defaultBranch).replace(/^refs\/heads\//, '');

type Handler = (asked: Asked) => Answer;

const comments = {
  list(asked) {
    const { state, parts } = asked;
    if (!issueOrPull(state, Number(parts[0]))) return notFound;
    const found = state.comments.filter(({ issue }) => issue === Number(parts[0]));
    return page(found.sort((a, b) => a.id - b.id).map(commentAnswer), asked);
  },
  create(asked) {
    const { state, parts } = asked;
    const { body } = bodyOf(commentText, asked);
    if (!issueOrPull(state, Number(parts[0]))) return notFound;
    if (body.length > maxBody)
      return unprocessable('Body is too long (maximum is 65536 characters)');
    const comment = { id: nextId(), issue: Number(parts[0]), user: state.user, body };
    state.comments.push(comment);
    return created(commentAnswer(comment));
  },
  get({ state, parts }) {
    const comment = state.comments.find(({ id }) => id === Number(parts[0]));
    return comment ? ok(commentAnswer(comment)) : notFound;
  },
  update(asked) {
    const { body } = bodyOf(commentText, asked);
    const comment = asked.state.comments.find(({ id }) => id === Number(asked.parts[0]));
    if (!comment) return notFound;
    if (body.length > maxBody)
      return unprocessable('Body is too long (maximum is 65536 characters)');
    comment.body = body;
    return ok(commentAnswer(comment));
  },
  delete({ state, parts }) {
    const index = state.comments.findIndex(({ id }) => id === Number(parts[0]));
    if (index < 0) return notFound;
    state.comments.splice(index, 1);
    return { status: 204 };
  },
} satisfies Record<string, Handler>;

const issues = {
  list(asked) {
    const { state, query } = asked;
    const wanted = query.get('state') ?? 'open';
    const labels = query.get('labels')?.split(',') ?? [];
    const fits = (issue: { state: string; labels?: readonly string[] }) =>
      (wanted === 'all' || issue.state === wanted) &&
      labels.every((label) => issue.labels?.includes(label));
    // Pull requests are issues, too.
    const all = [
      ...state.issues.filter(fits).map((issue) => issueAnswer(issue, false)),
      ...state.pulls.filter(fits).map((pull) => issueAnswer(pull, true)),
    ];
    return page(all, asked);
  },
  create(asked) {
    const text = bodyOf(issueText, asked);
    if (text.body.length > maxBody) return unprocessable('body is too long');
    const issue: Issue = { number: nextId(), user: asked.state.user, state: 'open', ...text };
    asked.state.issues.push(issue);
    return created(issueAnswer(issue, false));
  },
  get({ state, parts }) {
    const found = issueOrPull(state, Number(parts[0]));
    return found ? ok(issueAnswer(found, 'headSha' in found)) : notFound;
  },
  update(asked) {
    const issue = asked.state.issues.find(({ number }) => number === Number(asked.parts[0]));
    if (!issue) return notFound;
    const change = bodyOf(issueText.extend({ state: z.enum(['open', 'closed']) }).partial(), asked);
    const told = z.record(z.string(), z.unknown()).parse(asked.body);
    Object.assign(issue, Object.fromEntries(Object.entries(change).filter(([key]) => key in told)));
    return ok(issueAnswer(issue, false));
  },
} satisfies Record<string, Handler>;

const pulls = {
  list(asked) {
    const { state, query } = asked;
    const wanted = query.get('state') ?? 'open';
    const head = query.get('head');
    const base = query.get('base');
    const found = state.pulls
      .filter((pull) => wanted === 'all' || pull.state === wanted)
      .filter((pull) => !head || head === `${pull.headRepository.split('/')[0]}:${pull.headRef}`)
      .filter((pull) => !base || base === pull.baseRef);
    return page(
      found.map((pull) => pullAnswer(pull, state, 'pull-request-simple')),
      asked,
    );
  },
  create(asked) {
    const { state } = asked;
    const text = bodyOf(
      z.object({
        title: z.string(),
        body: z.string().default(''),
        head: z.string(),
        base: z.string(),
      }),
      asked,
    );
    const headRef = text.head.split(':').at(-1) ?? '';
    const headSha = state.refs.get(`refs/heads/${headRef}`);
    if (!headSha || !state.refs.has(`refs/heads/${text.base}`))
      return unprocessable('head or base is missing');
    if (state.pulls.some((pull) => pull.headRef === headRef && pull.state === 'open')) {
      return unprocessable(`A pull request already exists for ${state.owner}:${headRef}.`);
    }
    if (headSha === state.refs.get(`refs/heads/${text.base}`)) {
      return unprocessable(`No commits between ${text.base} and ${headRef}`);
    }
    const pull = {
      number: nextId(),
      title: text.title,
      body: text.body,
      state: 'open' as const,
      headSha,
      headRef,
      headRepository: `${state.owner}/${state.name}`,
      baseRef: text.base,
    };
    state.pulls.push(pull);
    return created(pullAnswer(pull, state, 'pull-request'));
  },
  get({ state, parts }) {
    const pull = state.pulls.find(({ number }) => number === Number(parts[0]));
    return pull ? ok(pullAnswer(pull, state, 'pull-request')) : notFound;
  },
  update(asked) {
    const pull = asked.state.pulls.find(({ number }) => number === Number(asked.parts[0]));
    if (!pull) return notFound;
    const change = z
      .object({ title: z.string(), body: z.string(), state: z.enum(['open', 'closed']) })
      .partial()
      .parse(asked.body);
    Object.assign(pull, change);
    return ok(pullAnswer(pull, asked.state, 'pull-request'));
  },
} satisfies Record<string, Handler>;

const runs = {
  get({ state, parts }) {
    const run = state.runs.find(({ id }) => id === Number(parts[0]));
    return run ? ok(runAnswer(run, state)) : notFound;
  },
  artifacts(asked) {
    const found = asked.state.artifacts.filter(({ runId }) => runId === Number(asked.parts[0]));
    const wrap = (artifacts: readonly unknown[]) => ({ total_count: found.length, artifacts });
    return page(found.map(artifactAnswer), asked, wrap);
  },
  download({ state, parts, url }) {
    const artifact = state.artifacts.find(({ id }) => id === Number(parts[0]));
    if (!artifact) return notFound;
    if (artifact.expired) return refusal(410, 'Artifact has expired');
    return { status: 302, headers: { location: `${url}/blobs/${artifact.id}` } };
  },
} satisfies Record<string, Handler>;

/** What is at a commit, by path. */
function filesAt(state: State, sha: string): Map<string, string> {
  const made = state.commits.get(sha);
  if (made) return new Map([...filesAt(state, made.parent), ...(state.trees.get(made.tree) ?? [])]);
  const [ref = ''] = [...state.refs].find(([, at]) => at === sha) ?? [];
  const prefix = `${ref.replace('refs/heads/', '')}:`;
  const found = [...state.files].filter(([key]) => key.startsWith(prefix));
  return new Map(found.map(([key, text]) => [key.slice(prefix.length), text]));
}

/** Puts a ref at a commit; a branch then holds what that holds, and its pull requests follow. */
function placeRef(state: State, ref: string, sha: string): void {
  const files = filesAt(state, sha);
  state.refs.set(ref, sha);
  if (!ref.startsWith('refs/heads/')) return;
  const branch = ref.replace('refs/heads/', '');
  for (const key of [...state.files.keys()]) {
    if (key.startsWith(`${branch}:`)) state.files.delete(key);
  }
  for (const [path, text] of files) state.files.set(`${branch}:${path}`, text);
  for (const pull of state.pulls) {
    if (pull.headRef !== branch || pull.state === 'closed') continue;
    pull.headSha = sha;
    // Without a commit of its own, GitHub closes it for good.
    if (sha === state.refs.get(`refs/heads/${pull.baseRef}`)) pull.state = 'closed';
  }
}

const refs = {
  get({ state, parts }) {
    const ref = `refs/${parts[0]}`;
    const sha = state.refs.get(ref);
    return sha ? ok(refAnswer(ref, sha)) : notFound;
  },
  create(asked) {
    const { ref, sha } = bodyOf(z.object({ ref: z.string(), sha: z.string() }), asked);
    if (asked.state.refs.has(ref)) return unprocessable('Reference already exists');
    placeRef(asked.state, ref, sha);
    return created(refAnswer(ref, sha));
  },
  update(asked) {
    const ref = `refs/${asked.parts[0]}`;
    const { sha } = bodyOf(z.object({ sha: z.string() }), asked);
    if (!asked.state.refs.has(ref)) return unprocessable('Reference does not exist');
    placeRef(asked.state, ref, sha);
    return ok(refAnswer(ref, sha));
  },
  delete({ state, parts }) {
    return state.refs.delete(`refs/${parts[0]}`)
      ? { status: 204 }
      : unprocessable('Reference does not exist');
  },
} satisfies Record<string, Handler>;

/** Any name that git could give to something new. */
const newSha = () => createHash('sha1').update(`${nextId()}`).digest('hex');

/** Trees of commits that were not made through the API have no other name here. */
const treeOf = (state: State, sha: string) =>
  state.commits.get(sha)?.tree ?? createHash('sha1').update(`tree of ${sha}`).digest('hex');

const gitCommits = {
  get({ state, parts }) {
    const sha = parts[0] ?? '';
    const isKnown = state.commits.has(sha) || [...state.refs.values()].includes(sha);
    return isKnown ? ok(gitCommitAnswer(sha, treeOf(state, sha))) : notFound;
  },
  create(asked) {
    const change = bodyOf(
      z.object({ message: z.string(), tree: z.string(), parents: z.array(z.string()).length(1) }),
      asked,
    );
    const { message, tree } = change;
    if (!asked.state.trees.has(tree)) return unprocessable('Tree SHA does not exist');
    const sha = newSha();
    asked.state.commits.set(sha, { parent: change.parents[0] ?? '', tree, message });
    return created(gitCommitAnswer(sha, tree));
  },
} satisfies Record<string, Handler>;

const trees = {
  create(asked) {
    const entry = z.object({
      path: z.string().regex(/^(?!\/|.*(^|\/)\.{1,2}(\/|$))/),
      mode: z.literal('100644'),
      type: z.literal('blob'),
      content: z.string(),
    });
    const change = bodyOf(z.object({ base_tree: z.string(), tree: z.array(entry) }), asked);
    const sha = newSha();
    asked.state.trees.set(sha, new Map(change.tree.map(({ path, content }) => [path, content])));
    return created({ ...sample('git-tree'), sha, tree: [] });
  },
} satisfies Record<string, Handler>;

const contents = {
  get(asked) {
    const path = asked.parts[0] ?? '';
    const text = asked.state.files.get(`${branchOf(asked)}:${path}`);
    return text === undefined ? notFound : ok(fileAnswer(path, text));
  },
  put(asked) {
    const path = asked.parts[0] ?? '';
    const change = bodyOf(
      z.object({
        message: z.string(),
        content: z.base64(),
        sha: z.string().optional(),
        branch: z.string().optional(),
      }),
      asked,
    );
    const branch = (change.branch ?? asked.state.defaultBranch).replace(/^refs\/heads\//, '');
    if (!asked.state.refs.has(`refs/heads/${branch}`)) return notFound;
    const key = `${branch}:${path}`;
    const before = asked.state.files.get(key);
    if (before !== undefined && change.sha === undefined)
      return unprocessable(`"sha" wasn't supplied.`);
    if (before !== undefined && change.sha !== blobSha(before)) {
      return refusal(409, `${path} does not match ${change.sha}`);
    }
    const text = Buffer.from(change.content, 'base64').toString();
    asked.state.files.set(key, text);
    const sha = newSha();
    asked.state.refs.set(`refs/heads/${branch}`, sha);
    for (const pull of asked.state.pulls) if (pull.headRef === branch) pull.headSha = sha;
    const answer = { content: fileAnswer(path, text), commit: { sha } };
    return before === undefined ? created(answer) : ok(answer);
  },
} satisfies Record<string, Handler>;

const repository = '/repos/([^/]+)/([^/]+)';

const routes: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ['GET', `${repository}/issues/([^/]+)/comments`, comments.list],
  ['POST', `${repository}/issues/([^/]+)/comments`, comments.create],
  ['GET', `${repository}/issues/comments/([^/]+)`, comments.get],
  ['PATCH', `${repository}/issues/comments/([^/]+)`, comments.update],
  ['DELETE', `${repository}/issues/comments/([^/]+)`, comments.delete],
  ['GET', `${repository}/issues`, issues.list],
  ['POST', `${repository}/issues`, issues.create],
  ['GET', `${repository}/issues/([^/]+)`, issues.get],
  ['PATCH', `${repository}/issues/([^/]+)`, issues.update],
  ['GET', `${repository}/pulls`, pulls.list],
  ['POST', `${repository}/pulls`, pulls.create],
  ['GET', `${repository}/pulls/([^/]+)`, pulls.get],
  ['PATCH', `${repository}/pulls/([^/]+)`, pulls.update],
  ['GET', `${repository}/actions/runs/([^/]+)`, runs.get],
  ['GET', `${repository}/actions/runs/([^/]+)/artifacts`, runs.artifacts],
  ['GET', `${repository}/actions/artifacts/([^/]+)/zip`, runs.download],
  ['GET', `${repository}/git/commits/([^/]+)`, gitCommits.get],
  ['POST', `${repository}/git/commits`, gitCommits.create],
  ['POST', `${repository}/git/trees`, trees.create],
  ['GET', `${repository}/git/ref/(.+)`, refs.get],
  ['POST', `${repository}/git/refs`, refs.create],
  ['PATCH', `${repository}/git/refs/(.+)`, refs.update],
  ['DELETE', `${repository}/git/refs/(.+)`, refs.delete],
  ['GET', `${repository}/contents/(.+)`, contents.get],
  ['PUT', `${repository}/contents/(.+)`, contents.put],
];

const patterns = routes.map(([method, path, handler]) => ({
  method,
  pattern: new RegExp(`^${path}$`),
  handler,
}));

/** The answer to an authorized request. */
export function answerTo(method: string, path: string, asked: Omit<Asked, 'parts'>): Answer {
  const { state } = asked;
  if (method !== 'GET' && state.isReadOnly) {
    return refusal(403, 'Resource not accessible by integration');
  }
  if (method === 'GET' && path === '/user') {
    return state.user.type === 'Bot'
      ? refusal(403, 'Resource not accessible by integration')
      : ok({ ...sample('public-user'), login: state.user.login, type: 'User' });
  }
  if (method === 'GET' && path === `/repos/${state.owner}/${state.name}`) {
    const answer = repositoryAnswer(`${state.owner}/${state.name}`, 'full-repository');
    return ok({ ...answer, default_branch: state.defaultBranch });
  }
  for (const { method: wanted, pattern, handler } of patterns) {
    const match = method === wanted ? pattern.exec(path) : null;
    if (!match) continue;
    const [owner, name, ...parts] = match.slice(1).map(decodeURIComponent);
    if (owner !== state.owner || name !== state.name) return notFound;
    return handler({ ...asked, parts });
  }
  return notFound;
}
