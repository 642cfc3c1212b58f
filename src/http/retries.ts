/**
 * When is a failed request sent again? A little patience, and an end to it: publishing must never
 * hold up a verdict.
 */
import type { Io } from '../io.ts';
import { limitSeconds, type RequestError } from './requestError.ts';

/** Waiting and failed attempts of all requests of one client together may take this long. */
const patienceSeconds = 20;

const maxAttempts = 4;

const firstWaitSeconds = 1;

export type Sleep = (seconds: number) => Promise<void>;

/** Sends again what is worth it; throws RequestError when that has no end. */
export type Retrying = <Value>(
  attempt: () => Promise<Value>,
  isRepeatable: boolean,
) => Promise<Value>;

/** Seconds until another attempt makes sense; null where none does. */
function waitSeconds(
  error: RequestError,
  attempts: number,
  isRepeatable: boolean,
  now: Date,
): number | null {
  const limit = limitSeconds(error, now);
  // A request that met a limit was not carried out.
  if (limit !== null) return limit;
  const isPassing = error.status === null || error.status >= 500;
  return isPassing && isRepeatable ? firstWaitSeconds * 2 ** (attempts - 1) : null;
}

/**
 * Retries for one client: after network errors and 5xx, where the request may be carried out twice,
 * and after 403 and 429 that a limit is the reason of, when the service says.
 *
 * @param errorOf the error of a failed request, from what the attempt threw.
 */
export function retrying(
  io: Pick<Io, 'now' | 'monotonicSeconds'>,
  sleep: Sleep,
  errorOf: (thrown: unknown) => RequestError,
): Retrying {
  let spentSeconds = 0;
  return async (attempt, isRepeatable) => {
    for (let attempts = 1; ; attempts += 1) {
      const startedSeconds = io.monotonicSeconds();
      try {
        return await attempt();
      } catch (thrown) {
        const error = errorOf(thrown);
        spentSeconds += io.monotonicSeconds() - startedSeconds;
        const wait = waitSeconds(error, attempts, isRepeatable, io.now());
        const isOver = attempts >= maxAttempts || wait === null;
        if (isOver || spentSeconds + wait > patienceSeconds) throw error;
        spentSeconds += wait;
        await sleep(wait);
      }
    }
  };
}
