/** What a run tells while it measures. */

export type ProgressEvent =
  | { readonly kind: 'preparing'; readonly suite: string }
  | {
      readonly kind: 'round';
      readonly suite: string;
      /** From 0. */
      readonly round: number;
      readonly maximum: number;
      /** Benchmarks of all suites that are not decided yet; null before the first look. */
      readonly undecided: number | null;
      /** Until the time budget ends; null without one. */
      readonly secondsLeft: number | null;
    }
  | {
      readonly kind: 'launching';
      readonly suite: string;
      /** From 0, of this suite. */
      readonly launch: number;
      readonly launches: number;
      /** Expected until the whole run ends; null while too little is known. */
      readonly secondsLeft: number | null;
    }
  | { readonly kind: 'ended' };

export type ProgressListener = (event: ProgressEvent) => void;

/**
 * Expects how long the remaining launches take: each like the mean of its suite's launches so far,
 * before the first one like `expected` (from an earlier run). Null while a suite has neither.
 */
export class TimeLeft {
  readonly #seen = new Map<string, { seconds: number; launches: number }>();
  readonly #expected: ReadonlyMap<string, number>;

  constructor(expected: ReadonlyMap<string, number>) {
    this.#expected = expected;
  }

  /** Notes that a launch of the suite took so long. */
  note(suite: string, seconds: number): void {
    const seen = this.#seen.get(suite) ?? { seconds: 0, launches: 0 };
    this.#seen.set(suite, {
      seconds: seen.seconds + seconds,
      launches: seen.launches + 1,
    });
  }

  /** Seconds that launches of these suites, one each, will take together. */
  of(suites: readonly string[]): number | null {
    let total = 0;
    for (const suite of suites) {
      const seen = this.#seen.get(suite);
      const one = seen ? seen.seconds / seen.launches : this.#expected.get(suite);
      if (one === undefined) return null;
      total += one;
    }
    return total;
  }
}
