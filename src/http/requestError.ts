/** A request to GitHub or GitLab that failed: what is known of the answer, without the request's secrets. */

export type Headers = Readonly<Record<string, string | number | undefined>>;

export class RequestError extends Error {
  /** The HTTP status; null when the service was not reached or did not answer in time. */
  readonly status: number | null;
  readonly headers: Headers;

  constructor(message: string, status: number | null, headers: Headers, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'RequestError';
    this.status = status;
    this.headers = headers;
  }
}

/** A number in a header, or null. */
function numberIn(headers: Headers, name: string): number | null {
  const text = String(headers[name] ?? '');
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}

/** GitHub asks to wait this long where it says nothing else about a limit; GitLab always says. */
const usualLimitSeconds = 60;

/**
 * For how many seconds the service wants no more requests, where a limit of requests is the reason of
 * the failure; null where it is not.
 */
export function limitSeconds(error: RequestError, now: Date): number | null {
  const { status, headers, message } = error;
  if (status !== 403 && status !== 429) return null;
  const retryAfter = numberIn(headers, 'retry-after');
  if (retryAfter !== null) return retryAfter;
  const resetAt = numberIn(headers, 'x-ratelimit-reset');
  if (numberIn(headers, 'x-ratelimit-remaining') === 0 && resetAt !== null) {
    return Math.max(1, Math.ceil(resetAt - now.getTime() / 1000));
  }
  return status === 429 || /rate limit/i.test(message) ? usualLimitSeconds : null;
}
