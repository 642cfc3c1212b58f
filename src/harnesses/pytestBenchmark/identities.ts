/** Who are the tests of a launch? Names and parameters by which they are known from run to run. */
import type { JournalTest } from './journal.ts';

export interface TestIdentity {
  /** Parts of the file's path, classes, function. */
  readonly path: readonly string[];
  readonly params: Readonly<Record<string, string>>;
}

function byId({ start }: JournalTest): TestIdentity {
  return {
    path: start.path,
    params: start.parameter_id === null ? {} : { id: start.parameter_id },
  };
}

function byParameters(test: JournalTest): TestIdentity {
  return test.start.parameters === null
    ? byId(test)
    : { path: test.start.path, params: test.start.parameters };
}

function key({ path, params }: TestIdentity): string {
  return JSON.stringify([path, Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/**
 * The identity of each test by its node id: parameters by name and value where all of them have a
 * short text (`size=10`), else the text that pytest shows in brackets, as parameter `id`.
 * Tests of one function whose values look the same as text (`1` and `"1"`) are known by that, too.
 */
export function identitiesOf(tests: ReadonlyMap<string, JournalTest>): Map<string, TestIdentity> {
  const counts = new Map<string, number>();
  for (const test of tests.values()) {
    const name = key(byParameters(test));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Map(
    [...tests].map(([id, test]) => {
      const identity = byParameters(test);
      return [id, counts.get(key(identity)) === 1 ? identity : byId(test)];
    }),
  );
}
