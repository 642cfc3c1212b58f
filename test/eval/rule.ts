/** The vocabulary of the evaluation: what a decision rule is given, and what it may say. */

/** The samples of one process launch, in seconds per iteration, in any order; at least one. */
export type Launch = readonly number[];

/**
 * All launches of one benchmark in time order. The launches of the same index on both sides are one
 * round; a side may have more launches than the other.
 */
export interface Trial {
  readonly base: readonly Launch[];
  readonly candidate: readonly Launch[];
}

/** Null: no change was found. */
export type Call = 'regressed' | 'improved' | null;

/** How a tool, or perfwatch itself, decides. */
export interface DecisionRule {
  readonly name: string;
  /** What of a run it is given, e.g. `the samples of one launch a side`. */
  readonly how: string;
  /** It looks at so many launches a side, the first ones. */
  readonly launches: number;
  /**
   * Decides all benchmarks of one run together, in their order.
   *
   * @param random uniform numbers from 0 (inclusive) to 1, for rules that resample
   */
  decide(trials: readonly Trial[], random: () => number): Call[];
}

/** One run with known truth: what a perfect rule would say of each trial. */
export interface Drawn {
  readonly trials: readonly Trial[];
  readonly truth: readonly Call[];
}

/** Draws another run of at most so many launches a side. */
export type Draw = (launches: number, random: () => number) => Drawn;
