/** Evidence for tests, with one number per launch. */
import type { PairedEvidence, StoredEvidence } from '../../src/analysis/evidence.ts';

const judged = { direction: 'lower-is-better', counted: false, threshold: 0.03 } as const;

export function paired(
  base: readonly (number | null)[],
  candidate: readonly (number | null)[],
  more: Partial<PairedEvidence> = {},
): PairedEvidence {
  return { ...judged, kind: 'paired', base, candidate, ...more };
}

export function stored(
  runs: readonly (readonly number[])[],
  candidate: readonly number[],
  more: Partial<StoredEvidence> = {},
): StoredEvidence {
  return { ...judged, kind: 'stored', runs, candidate, ...more };
}

/** Normal noise on the logarithmic scale. */
export function noisy(
  count: number,
  { center = 1, spread }: { readonly center?: number; readonly spread: number },
  normal: () => number,
): number[] {
  return Array.from({ length: count }, () => center * Math.exp(spread * normal()));
}

/** So many rounds with the same noise on both sides and a true change of `ratio`. */
export function noisyPair(
  rounds: number,
  { ratio = 1, spread }: { readonly ratio?: number; readonly spread: number },
  normal: () => number,
): PairedEvidence {
  return paired(
    noisy(rounds, { spread }, normal),
    noisy(rounds, { center: ratio, spread }, normal),
  );
}
