/** Requests to GitLab's REST API v4: authorized, bounded in size and time, sent again, checked. */
import { setTimeout as afterMilliseconds } from 'node:timers/promises';
import * as z from 'zod';
import { problemOf } from '../errors.ts';
import { boundedFetch } from '../http/boundedFetch.ts';
import { RequestError } from '../http/requestError.ts';
import { retrying, type Sleep } from '../http/retries.ts';
import type { Io } from '../io.ts';

export interface GitLabRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the API's address, with its query; begins with a slash. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface GitLabClient {
  /**
   * What GitLab answers to one request. Nothing is sent twice by a POST.
   *
   * @throws RequestError for each failure, an answer that does not fit the schema included.
   */
  request<Value>(request: GitLabRequest, schema: z.ZodType<Value>): Promise<Value>;
  /**
   * The items of all pages, asked for one after the other.
   *
   * @throws RequestError as `request` does.
   */
  list<Item>(path: string, itemSchema: z.ZodType<Item>): Promise<Item[]>;
}

export interface GitLabClientOptions {
  readonly io: Pick<Io, 'now' | 'monotonicSeconds'>;
  /** For tests, which do not wait. */
  readonly sleep?: Sleep;
}

/** GitLab's greatest. */
const pageSize = 100;

/** 10,000 notes; a discussion that long is not read to its end. */
const maxPages = 100;

/** Of GitLab's message nobody needs more, in characters. */
const maxMessageLength = 300;

const failureSchema = z.object({
  message: z.unknown().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
});

/** GitLab tells what is wrong in one of three forms; some of them are objects. */
function messageIn(text: string): string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return '';
  }
  const { message, error_description, error } = failureSchema.safeParse(json).data ?? {};
  const told = message ?? error_description ?? error ?? '';
  const words = typeof told === 'string' ? told : JSON.stringify(told);
  return words.slice(0, maxMessageLength);
}

function errorOf(thrown: unknown): RequestError {
  if (thrown instanceof RequestError) return thrown;
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  return new RequestError(problemOf(cause), null, {}, thrown);
}

function checked<Value>(text: string, status: number, what: string, schema: z.ZodType<Value>) {
  const unexpected = (problem: string, cause: unknown) =>
    new RequestError(`the answer to ${what} is not as expected (${problem})`, status, {}, cause);
  let json: unknown;
  try {
    json = text === '' ? null : JSON.parse(text);
  } catch (error) {
    throw unexpected('it is not JSON', error);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unexpected(`${issue?.path.join('.') || 'the whole'}: ${issue?.message}`, parsed.error);
}

/** A client with a patience of its own. */
export function gitlabClient(
  { apiUrl, token }: { readonly apiUrl: string; readonly token: string },
  { io, sleep = (seconds) => afterMilliseconds(seconds * 1000) }: GitLabClientOptions,
): GitLabClient {
  const retry = retrying(io, sleep, errorOf);
  const sendOnce = async ({ method, path, body }: GitLabRequest) => {
    const response = await boundedFetch(`${apiUrl}${path}`, {
      method,
      // Whoever is redirected to must not get the token.
      redirect: 'error',
      headers: {
        'private-token': token,
        'user-agent': 'perfwatch',
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return { text, status: response.status, headers: response.headers };
    const headers = Object.fromEntries(response.headers);
    throw new RequestError(messageIn(text), response.status, headers);
  };
  const send = (request: GitLabRequest) =>
    retry(() => sendOnce(request), request.method !== 'POST');
  return {
    async request(request, schema) {
      const { text, status } = await send(request);
      return checked(text, status, `${request.method} ${request.path}`, schema);
    },
    async list(path, itemSchema) {
      const items = [];
      let page = '1';
      for (let count = 0; count < maxPages && page !== ''; count += 1) {
        const query = `${path.includes('?') ? '&' : '?'}per_page=${pageSize}&page=${page}`;
        const { text, status, headers } = await send({ method: 'GET', path: path + query });
        items.push(...checked(text, status, `GET ${path}`, z.array(itemSchema)));
        const next = headers.get('x-next-page') ?? '';
        page = /^\d+$/.test(next) ? next : '';
      }
      return items;
    },
  };
}
