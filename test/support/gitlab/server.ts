/**
 * A small GitLab with a memory, that takes only what GitLab documents: parameters and answers are
 * those of `doc/api/notes.md` and `lib/api/notes.rb` (merge request notes) and `doc/api/users.md`
 * (the current user) of gitlab-org/gitlab 17, paging those of `doc/api/rest/_index.md`.
 */

import * as z from 'zod';
import { type Failure, listening, readAll, sendFailure } from '../github/server.ts';

export interface Note {
  readonly id: number;
  readonly authorId: number;
  body: string;
  readonly system: boolean;
}

export interface GitLabServer {
  /** For CI_API_V4_URL. */
  readonly url: string;
  readonly notes: Note[];
  /** `METHOD /path?query` of all requests. */
  readonly requests: string[];
  /** What broke the contract. */
  readonly violations: string[];
  /** How these requests fail, instead of being answered. */
  fail(failure: Failure): void;
  /** Does something once, just before the first such request is answered. */
  before(method: string, act: () => void): void;
  stop(): Promise<void>;
}

export const gitlabToken = 'glpat-0123456789SECRETabcdef';
export const ownUser = 42;
export const project = 5;
export const mergeRequest = 11;

const numberText = z.string().regex(/^[1-9]\d*$/);
const none = z.strictObject({});
const listQuery = z.strictObject({
  sort: z.enum(['asc', 'desc']).optional(),
  order_by: z.enum(['created_at', 'updated_at']).optional(),
  page: numberText.optional(),
  per_page: numberText.refine((text) => Number(text) <= 100).optional(),
});
const maxBody = 1_000_000;
const createBody = z.strictObject({
  body: z.string().min(1).max(maxBody),
  internal: z.boolean().optional(),
  created_at: z.iso.datetime().optional(),
  merge_request_diff_head_sha: z.string().optional(),
});
const updateBody = z.strictObject({ body: z.string().min(1).max(maxBody) });

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const user = (id: number) => ({ id, username: `user${id}`, name: `User ${id}`, state: 'active' });

const noteAnswer = ({ id, authorId, body, system }: Note) => ({
  id,
  body,
  attachment: null,
  author: user(authorId),
  created_at: '2025-03-04T10:00:00.000Z',
  updated_at: '2025-03-04T10:00:00.000Z',
  system,
  noteable_id: 2,
  noteable_type: 'MergeRequest',
  project_id: project,
  noteable_iid: mergeRequest,
  resolvable: false,
  confidential: false,
  internal: false,
});

const notFound: Answer = { status: 404, body: { message: '404 Not found' } };

export async function startGitLabServer(): Promise<GitLabServer> {
  const notes: Note[] = [];
  const requests: string[] = [];
  const violations: string[] = [];
  let failures: { failure: Failure; left: number }[] = [];
  let hooks: { method: string; act: () => void }[] = [];
  let lastId = 300;

  function page(query: z.infer<typeof listQuery>): Answer {
    const sorted = notes.toSorted((a, b) => (query.sort === 'asc' ? a.id - b.id : b.id - a.id));
    const size = Number(query.per_page ?? 20);
    const number = Number(query.page ?? 1);
    const hasMore = sorted.length > number * size;
    return {
      status: 200,
      body: sorted.slice((number - 1) * size, number * size).map(noteAnswer),
      headers: { 'x-page': `${number}`, 'x-next-page': hasMore ? `${number + 1}` : '' },
    };
  }

  function answerTo(method: string, url: URL, body: unknown): Answer {
    const query = Object.fromEntries(url.searchParams);
    const of = `/projects/${project}/merge_requests/${mergeRequest}/notes`;
    const path = url.pathname;
    if (method === 'GET' && path === '/user') {
      none.parse(query);
      return { status: 200, body: user(ownUser) };
    }
    if (path === of && method === 'GET') return page(listQuery.parse(query));
    if (path === of && method === 'POST') {
      none.parse(query);
      lastId += 1;
      const note = {
        id: lastId,
        authorId: ownUser,
        body: createBody.parse(body).body.trim(),
        system: false,
      };
      notes.push(note);
      return { status: 201, body: noteAnswer(note) };
    }
    const [, id] = /\/notes\/(\d+)$/.exec(path) ?? [];
    const index = notes.findIndex((note) => note.id === Number(id));
    const found = notes[index];
    if (path !== `${of}/${id}` || !found) return notFound;
    if (found.authorId !== ownUser) return { status: 403, body: { message: '403 Forbidden' } };
    if (method === 'PUT') {
      found.body = updateBody.parse(body).body.trim();
      return { status: 200, body: noteAnswer(found) };
    }
    if (method === 'DELETE') {
      notes.splice(index, 1);
      return { status: 204 };
    }
    return { status: 405, body: { error: '405 Not Allowed' } };
  }

  const { url, stop } = await listening(async (request, response) => {
    const method = request.method ?? '';
    const text = await readAll(request);
    const asked = new URL(request.url ?? '/', 'http://test');
    requests.push(`${method} ${request.url}`);
    const failing = failures.find(
      ({ failure, left }) =>
        left > 0 &&
        (failure.method ?? method) === method &&
        (failure.path?.test(asked.pathname) ?? true),
    );
    if (failing) {
      failing.left -= 1;
      sendFailure(response, failing.failure);
      return;
    }
    const due = hooks.filter((hook) => hook.method === method);
    hooks = hooks.filter((hook) => !due.includes(hook));
    for (const { act } of due) act();
    let answer: Answer;
    if (request.headers['private-token'] !== gitlabToken) {
      answer = { status: 401, body: { message: '401 Unauthorized' } };
    } else {
      try {
        if (text !== '') expectJson(request.headers['content-type']);
        answer = answerTo(method, asked, text === '' ? null : JSON.parse(text));
      } catch (error) {
        violations.push(`${method} ${request.url}: ${error}`);
        answer = { status: 400, body: { error: 'the contract is broken' } };
      }
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  });

  return {
    url,
    notes,
    requests,
    violations,
    fail: (failure) => void failures.push({ failure, left: failure.times ?? Infinity }),
    before: (method, act) => void hooks.push({ method, act }),
    async stop() {
      failures = [];
      await stop();
    },
  };
}

function expectJson(contentType: string | undefined): void {
  if (contentType !== 'application/json') throw new Error(`a body of type ${contentType}`);
}
