/** Work that may never end by itself, such as a regular expression that is matched against any text. */
import { runInNewContext } from 'node:vm';

/** It is made in the other context, where `Error` is another one. */
const isTimeout = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/**
 * What synchronous work gives, or null once the time is up: then it was stopped wherever it was, even within one
 * match. Takes a millisecond by itself.
 *
 * @throws what `work` throws
 */
export function withinSeconds<Value>(
  seconds: number,
  work: () => Value,
): { readonly value: Value } | null {
  let done: { readonly value: Value } | null = null;
  try {
    const context = {
      work: () => {
        done = { value: work() };
      },
    };
    runInNewContext('work()', context, { timeout: Math.ceil(seconds * 1000) });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    return null;
  }
  return done;
}
