/** How the runner looks at objects of a tinybench whose version it does not know. */

export type Fields = Record<string, unknown>;

/** A `Bench` of any version. */
export interface ForeignBench extends Fields {
  readonly tasks: readonly unknown[];
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

export function isBench(value: unknown): value is ForeignBench {
  return (
    isFields(value) &&
    typeof value.run === 'function' &&
    typeof value.add === 'function' &&
    Array.isArray(value.tasks)
  );
}

/** Where the timing of a Bench is: on itself in 2.x and 6.x, in `opts` between. */
export function optionsOf(bench: ForeignBench): Fields {
  return isFields(bench.opts) && 'time' in bench.opts ? bench.opts : bench;
}

/** The name that its author gave a Bench; null without one. */
export function benchName(bench: ForeignBench): string | null {
  return typeof bench.name === 'string' && bench.name !== '' ? bench.name : null;
}

export function taskName(task: unknown): string {
  return isFields(task) ? String(task.name) : String(task);
}
