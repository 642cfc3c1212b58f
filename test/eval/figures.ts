/** What the evaluation has to show, and whether it does. */

export interface Figure {
  readonly what: string;
  /** As measured, with its unit. */
  readonly measured: string;
  /** The limit, with its unit. */
  readonly limit: string;
  readonly isMet: boolean;
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 2 : 1)} %`;

export const atMost = (what: string, share: number, limit: number): Figure => ({
  what,
  measured: percent(share),
  limit: `at most ${percent(limit)}`,
  isMet: share <= limit,
});

export const atLeast = (what: string, share: number, limit: number): Figure => ({
  what,
  measured: percent(share),
  limit: `at least ${percent(limit)}`,
  isMet: share >= limit,
});

/** One line each, with a mark that does not depend on colour. */
export function figureLines(figures: readonly Figure[]): string[] {
  const width = Math.max(...figures.map(({ what }) => what.length));
  return figures.map(
    ({ what, measured, limit, isMet }) =>
      `${isMet ? '✓' : '✗ MISSED'} ${what.padEnd(width)}  ${measured} (${limit})`,
  );
}
