/**
 * A harness of the repository's own, held to what harnesses promise: what it throws or gives in another
 * shape is told as its fault, with its file, and never taken for a measurement.
 */
import type * as z from 'zod';
import { perfwatchError, problemOf } from '../../errors.ts';
import type { PreparedSuite, SuiteHarness } from '../harness.ts';
import type { AnyCustomHarness } from './customHarness.ts';
import {
  firstProblem,
  launchReadingSchema,
  launchStepsSchema,
  preparationSchema,
} from './shapes.ts';

/** Why keys of a suite are refused, in the words of whoever checks them. */
function settingsProblem(thrown: unknown): string {
  // What libraries for schemas throw has a list of what is wrong; its text is JSON, or has many lines.
  const issues =
    typeof thrown === 'object' && thrown !== null && 'issues' in thrown && thrown.issues;
  if (!Array.isArray(issues) || issues.length === 0) return problemOf(thrown);
  const phrases = issues.map((issue: unknown) => {
    const parts = new Map(Object.entries(typeof issue === 'object' && issue ? issue : {}));
    const path: unknown = parts.get('path');
    const words: unknown[] = Array.isArray(path) ? path : [];
    const keys = words.map((one) =>
      typeof one === 'object' && one !== null && 'key' in one ? String(one.key) : String(one),
    );
    return [keys.join('.'), String(parts.get('message'))].filter(Boolean).join(': ');
  });
  return problemOf(phrases.join('; '));
}

function problemOfKeys(keys: readonly string[]): string {
  return keys.map((key) => `${key}: there is no such key`).join('; ');
}

/**
 * The settings of a suite, checked by its harness.
 *
 * @param keys those that not all suites have
 * @throws PerfwatchError `suite-settings-invalid`.
 */
export function customSettings(
  harness: AnyCustomHarness,
  suite: string,
  keys: Readonly<Record<string, unknown>>,
): unknown {
  const refusal = (problem: string, cause?: unknown) =>
    perfwatchError('suite-settings-invalid', { suite, harness: harness.name, problem }, cause);
  if (!harness.parseSettings) {
    const unknown = Object.keys(keys);
    if (unknown.length > 0) throw refusal(problemOfKeys(unknown));
    return {};
  }
  try {
    const settings = harness.parseSettings(keys);
    // Both sides of a run are compared by it.
    JSON.stringify(settings);
    return settings;
  } catch (error) {
    throw refusal(settingsProblem(error), error);
  }
}

/** The harness as perfwatch launches it; what it does wrong is thrown as `harness-failed`. */
export function checkedHarness(custom: AnyCustomHarness, file: string): SuiteHarness {
  const { name } = custom;
  const fault = (method: string, problem: string, cause?: unknown) =>
    perfwatchError('harness-failed', { harness: name, file, method, problem }, cause);
  const failed = (method: string) => (error: unknown) => {
    throw fault(method, problemOf(error), error);
  };
  function checked<Value>(method: string, schema: z.ZodType<Value>, given: unknown): Value {
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    throw fault(method, `what it gave is wrong (${firstProblem(parsed.error)})`, parsed.error);
  }
  const checkedSuite = (prepared: PreparedSuite): PreparedSuite => ({
    ...prepared,
    steps(request) {
      let steps: unknown;
      try {
        steps = prepared.steps(request);
      } catch (error) {
        return failed('steps')(error);
      }
      return checked('steps', launchStepsSchema, steps);
    },
    async read(request, outcomes) {
      const read = async (): Promise<unknown> => prepared.read(request, outcomes);
      return checked('read', launchReadingSchema, await read().catch(failed('read')));
    },
  });
  return {
    name,
    async prepare(suite, tools) {
      const prepare = async (): Promise<unknown> => custom.prepare(suite, tools);
      const given = await prepare().catch(failed('prepare'));
      const preparation = checked('prepare', preparationSchema, given);
      if (preparation.state !== 'ready') return preparation;
      const { harness } = preparation.suite;
      if (harness.name !== name) throw fault('prepare', `its suite is one of ${harness.name}`);
      return { state: 'ready', suite: checkedSuite(preparation.suite) };
    },
  };
}
