/** What a harness of the repository's own is: the default export of a module that a configuration names. */
import type { Preparation, Suite, Tools } from '../harness.ts';

/** A harness of the repository's own, as `defineHarness` takes it. */
export interface CustomHarness<Settings = Readonly<Record<string, unknown>>> {
  /** Names it in reports, like a file: letters, digits, `.`, `_` and `-`. */
  readonly name: string;
  /**
   * Checks the keys of a suite that only this harness knows, and gives what `prepare` gets as
   * `suite.settings`: plain data, as JSON holds it. Throws an Error that says what is wrong. Without
   * it, a suite has no such keys.
   */
  parseSettings?(keys: Readonly<Record<string, unknown>>): Settings;
  /** Finds the toolchain and builds. Slow work happens here, once, and never in a launch. */
  prepare(suite: Suite<Settings>, tools: Tools): Promise<Preparation>;
}

/** A harness of which nobody knows what its settings are. */
export type AnyCustomHarness = CustomHarness<unknown>;

const fileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Why something is no harness, in words; null when it is one.
 *
 * @param taken names that perfwatch's own harnesses have
 */
export function harnessProblem(value: unknown, taken: readonly string[]): string | null {
  if (typeof value !== 'object' || value === null) {
    return value === undefined
      ? 'it has no default export'
      : `its default is ${value === null ? 'null' : `a ${typeof value}`}`;
  }
  const name = 'name' in value ? value.name : undefined;
  if (typeof name !== 'string' || !fileName.test(name)) {
    return '`name` is not a word of letters, digits, ".", "_" and "-"';
  }
  if (taken.includes(name))
    return `perfwatch has a harness \`${name}\` itself; choose another name`;
  if (!('prepare' in value) || typeof value.prepare !== 'function')
    return '`prepare` is no function';
  const isParser = 'parseSettings' in value && value.parseSettings !== undefined;
  return isParser && typeof value.parseSettings !== 'function'
    ? '`parseSettings` is no function'
    : null;
}

/** Whether a value is a harness: what {@link harnessProblem} finds nothing wrong with. */
export function isHarness(value: unknown, taken: readonly string[]): value is AnyCustomHarness {
  return harnessProblem(value, taken) === null;
}
