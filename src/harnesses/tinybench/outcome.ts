/** What a task of any tinybench version says about its own run. */
import { type Fields, isFields } from './foreign.ts';

export type TaskOutcome =
  | { readonly state: 'measured'; readonly samplesMilliseconds: readonly number[] }
  | { readonly state: 'threw'; readonly error: unknown }
  | { readonly state: 'unmeasured'; readonly why: string };

const unmeasured = (why: string): TaskOutcome => ({ state: 'unmeasured', why });

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

/** Samples: in `latency` from 3.x on, flat in 2.x; milliseconds in all of them. */
function latencySamples(result: Fields): unknown {
  return isFields(result.latency) ? result.latency.samples : result.samples;
}

/** Reads `task.result` of tinybench 2.x to 6.x. */
export function taskOutcome(task: unknown): TaskOutcome {
  const result = isFields(task) ? task.result : undefined;
  if (!isFields(result)) return unmeasured('it was not run');
  if (result.state === 'errored' || result.error !== undefined) {
    return { state: 'threw', error: result.error };
  }
  const samples = latencySamples(result);
  if (isNumbers(samples) && samples.length > 0) {
    return { state: 'measured', samplesMilliseconds: samples };
  }
  if (result.aborted === true || result.state === 'aborted') {
    return unmeasured('its signal aborted it before it was measured');
  }
  if (isFields(result.latency)) {
    return unmeasured(
      'it kept no samples, since its Bench comes from another copy of tinybench than the one beside the bench file: import `Bench` in the bench file itself',
    );
  }
  return unmeasured('it was not run');
}
