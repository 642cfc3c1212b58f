/** Requests to GitHub's REST API: addressed, authorized, bounded in size and time, checked. */
import { setTimeout as afterMilliseconds } from 'node:timers/promises';
import * as z from 'zod';
import { boundedFetch } from '../http/boundedFetch.ts';
import { type Retrying, retrying, type Sleep } from '../http/retries.ts';
import type { Io } from '../io.ts';
import type { GitHubContext } from './context.ts';
import { GitHubRequestError, requestErrorOf } from './requestError.ts';

type Parameters = Readonly<Record<string, unknown>>;

export interface GitHubClient {
  /**
   * What GitHub answers to one request. `{owner}` and `{repo}` of the route are known.
   *
   * @param route as GitHub's documentation writes it: `GET /repos/{owner}/{repo}/pulls`.
   * @throws GitHubRequestError for each failure, an answer that does not fit the schema included.
   */
  request<Value>(
    route: string,
    parameters: Parameters,
    schema: z.ZodType<Value>,
    options?: RequestOptions,
  ): Promise<Value>;
  /**
   * The items of all pages, asked for as they are needed.
   *
   * @param pageSchema gives the items of one page.
   * @throws GitHubRequestError as `request` does.
   */
  list<Item>(
    route: string,
    parameters: Parameters,
    pageSchema: z.ZodType<readonly Item[]>,
  ): AsyncGenerator<Item>;
  /**
   * Where GitHub redirects a download to; that address needs no token and must not get it.
   *
   * @throws GitHubRequestError as `request` does.
   */
  redirection(route: string, parameters: Parameters): Promise<string>;
}

export interface RequestOptions {
  /**
   * Whether it may be sent again after it perhaps was carried out. By default all but POST; whoever
   * says so for a POST has to find out whether there are two now.
   */
  readonly isRepeatable?: boolean;
}

export interface ClientOptions {
  readonly io: Pick<Io, 'now' | 'monotonicSeconds'>;
  /** For tests, which do not wait. */
  readonly sleep?: Sleep;
}

/** The version of the API that the schemas here are made for. */
const apiVersion = '2022-11-28';

const pageSize = 100;

/** 10,000 items; a pull request has at most 2,500 comments. */
const maxPages = 100;

const hasNextPage = (link: unknown) => typeof link === 'string' && /\brel="next"/.test(link);

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

type Send = (
  route: string,
  parameters: Parameters,
  redirect: 'follow' | 'manual',
) => Promise<Answer>;

/** Loads the toolkit. What it throws is told by `requestErrorOf`. */
async function sendWith(context: GitHubContext): Promise<Send> {
  const { Octokit } = await import('@octokit/core');
  const silent = () => undefined;
  const octokit = new Octokit({
    baseUrl: context.apiUrl,
    userAgent: 'perfwatch',
    ...(context.token !== null && { auth: context.token }),
    request: { fetch: boundedFetch },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  const headers = { accept: 'application/json', 'x-github-api-version': apiVersion };
  return (route, parameters, redirect) =>
    octokit.request(route, {
      ...(route.includes('{owner}') && { owner: context.owner, repo: context.name }),
      ...parameters,
      headers,
      request: { fetch: boundedFetch, redirect },
    });
}

function checked<Value>(answer: Answer, route: string, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(answer.data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') || 'the whole';
  throw new GitHubRequestError(
    `the answer to ${route} is not as expected (${where}: ${issue?.message})`,
    answer.status,
    {},
    parsed.error,
  );
}

/** A client for the repository of this context, with a patience of its own. */
export function githubClient(context: GitHubContext, options: ClientOptions): GitHubClient {
  const retry: Retrying = retrying(
    options.io,
    options.sleep ?? ((seconds) => afterMilliseconds(seconds * 1000)),
    requestErrorOf,
  );
  let loaded: Promise<Send> | null = null;
  const send = async (
    route: string,
    parameters: Parameters,
    redirect: 'follow' | 'manual' = 'follow',
    { isRepeatable = !route.startsWith('POST ') }: RequestOptions = {},
  ) => {
    loaded ??= sendWith(context);
    const sendNow = await loaded;
    return await retry(() => sendNow(route, parameters, redirect), isRepeatable);
  };
  return {
    async request(route, parameters, schema, requestOptions) {
      const answer = await send(route, parameters, 'follow', requestOptions);
      return checked(answer, route, schema);
    },
    async *list(route, parameters, pageSchema) {
      for (let page = 1; page <= maxPages; page += 1) {
        const answer = await send(route, { ...parameters, per_page: pageSize, page });
        yield* checked(answer, route, pageSchema);
        if (!hasNextPage(answer.headers.link)) return;
      }
    },
    async redirection(route, parameters) {
      const { status, headers } = await send(route, parameters, 'manual');
      const location = z.url({ protocol: /^https?$/ }).safeParse(headers.location);
      if (location.success) return location.data;
      throw new GitHubRequestError(`${route} did not say where the file lies`, status, {});
    },
  };
}
