/** A small GitHub with a memory: started once for a test file, reset for each test. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, answerTo } from './routes.ts';
import { initialState, type State } from './state.ts';

/** How requests fail, instead of being answered. */
export interface Failure {
  readonly method?: string;
  /** Which paths, without the query; all by default. */
  readonly path?: RegExp;
  /** No status: the connection breaks. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** How many requests fail; by default all. */
  readonly times?: number;
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | null;
}

export interface GitHubServer {
  /** For GITHUB_API_URL. */
  readonly url: string;
  /** What this GitHub knows; tests change it as they like. */
  state(): State;
  /** All requests since the last reset, failed ones too. */
  requests(): readonly Seen[];
  fail(failure: Failure): void;
  /** Does something once, just before the first such request is answered. */
  before(method: string, path: RegExp, act: (state: State) => void): void;
  /** The failure that this request is to meet, which is used up by it. */
  takeFailure(method: string, path: string): Failure | null;
  /** What was answered to the request with this number, see `prism.ts`. */
  answered(number: string): Answer | null;
  reset(): void;
  stop(): Promise<void>;
}

/** Numbers requests that come through the contract's proxy. */
export const numberHeader = 'x-test-request';

/** Stands for `location`, which the proxy would follow by itself. */
export const locationHeader = 'x-test-location';

/** The path without query. */
export const pathOf = ({ url }: IncomingMessage) => new URL(url ?? '/', 'http://test').pathname;

export async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

/** Breaks the connection, or sends what the failure says. */
export function sendFailure(response: ServerResponse, failure: Failure): void {
  if (failure.status === undefined) {
    response.destroy();
    return;
  }
  response.writeHead(failure.status, { 'content-type': 'application/json', ...failure.headers });
  response.end(JSON.stringify({ message: failure.message ?? `Failure ${failure.status}` }));
}

export function listening(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`The test server failed: ${error}`);
    });
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ url: `http://127.0.0.1:${port}`, stop });
    });
  });
}

export async function startGitHubServer(): Promise<GitHubServer> {
  let state = initialState();
  let requests: Seen[] = [];
  let failures: { failure: Failure; left: number }[] = [];
  let hooks: { method: string; path: RegExp; act: (state: State) => void }[] = [];
  const answers = new Map<string, Answer>();
  let url = '';

  const takeFailure = (method: string, path: string) => {
    const found = failures.find(
      ({ failure, left }) =>
        left > 0 && (failure.method ?? method) === method && (failure.path?.test(path) ?? true),
    );
    if (!found) return null;
    found.left -= 1;
    return found.failure;
  };

  const runHooks = (method: string, path: string) => {
    const due = hooks.filter((hook) => hook.method === method && hook.path.test(path));
    hooks = hooks.filter((hook) => !due.includes(hook));
    for (const { act } of due) act(state);
  };

  const { url: ownUrl, stop } = await listening(async (request, response) => {
    const method = request.method ?? 'GET';
    const path = pathOf(request);
    const text = await readAll(request);
    const authorization = request.headers.authorization ?? null;
    requests.push({ method, path, authorization });
    const blob = /^\/blobs\/(\d+)$/.exec(path);
    if (blob) {
      const artifact = state.artifacts.find(({ id }) => id === Number(blob[1]));
      response.writeHead(artifact ? 200 : 404, { 'content-type': 'application/zip' });
      response.end(artifact?.zip);
      return;
    }
    const failure = takeFailure(method, path);
    if (failure) {
      sendFailure(response, failure);
      return;
    }
    runHooks(method, path);
    const isAuthorized = authorization === `token ${state.token}`;
    const answer = isAuthorized
      ? answerTo(method, path, {
          state,
          query: new URL(request.url ?? '/', url).searchParams,
          body: text === '' ? null : JSON.parse(text),
          url,
        })
      : { status: 401, body: { message: 'Bad credentials', documentation_url: '', status: '401' } };
    const number = request.headers[numberHeader];
    if (typeof number === 'string') answers.set(number, answer);
    const { location, ...headers } = answer.headers ?? {};
    response.writeHead(answer.status, {
      ...(answer.body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      ...headers,
      ...(location && { [typeof number === 'string' ? locationHeader : 'location']: location }),
    });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  });
  url = ownUrl;

  return {
    url,
    state: () => state,
    requests: () => requests,
    fail: (failure) => void failures.push({ failure, left: failure.times ?? Infinity }),
    before: (method, path, act) => void hooks.push({ method, path, act }),
    takeFailure,
    answered: (number) => answers.get(number) ?? null,
    reset() {
      state = initialState();
      requests = [];
      failures = [];
      hooks = [];
      answers.clear();
    },
    stop,
  };
}
