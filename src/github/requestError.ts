/** What the toolkit throws, as the error of a failed request. */
import * as z from 'zod';
import { problemOf } from '../errors.ts';
import { RequestError as GitHubRequestError } from '../http/requestError.ts';

export { GitHubRequestError };

/** Whether GitHub answered with one of these statuses. */
export const hasStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof GitHubRequestError && statuses.some((status) => status === error.status);

/** Whether a request may have been carried out although it failed. */
export const isUncertain = (error: unknown): boolean =>
  error instanceof GitHubRequestError && (error.status === null || error.status >= 500);

/** What the toolkit throws; `response` is missing when there was none. */
const thrownSchema = z.object({
  status: z.number(),
  response: z
    .object({
      headers: z.record(z.string(), z.union([z.string(), z.number(), z.undefined()])),
      data: z.unknown(),
    })
    .optional(),
});

const bodySchema = z.object({
  message: z.string(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** Of GitHub's message nobody needs more, in characters. */
const maxMessageLength = 300;

/** The error as this project's own, whatever the toolkit threw. */
export function requestErrorOf(thrown: unknown): GitHubRequestError {
  if (thrown instanceof GitHubRequestError) return thrown;
  const { data } = thrownSchema.safeParse(thrown);
  if (!data?.response) {
    const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
    return new GitHubRequestError(problemOf(cause), null, {}, thrown);
  }
  const body = bodySchema.safeParse(data.response.data).data;
  const texts = body ? [body.message, ...(body.errors ?? []).map(({ message }) => message)] : [];
  const message = texts.join(': ').slice(0, maxMessageLength);
  return new GitHubRequestError(message, data.status, data.response.headers, thrown);
}
