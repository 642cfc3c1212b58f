/** Recorded launches of identical code for tests, as noisy as wanted. */
import { looksOf } from '../../src/analysis/looks.ts';
import { pairedRecording, type Sides } from '../../src/analysis/selftest/recording.ts';
import type { Run } from '../../src/model/run.ts';
import { normalSource } from '../stats/random.ts';
import { timeRun } from './runs.ts';

export interface Noise {
  readonly rounds: number;
  /** Standard deviation between launches of a side, of logarithms, by the name of the benchmark. */
  readonly spreads: Readonly<Record<string, number>>;
  /** What both launches of a round share. */
  readonly drift?: number;
  readonly seed?: number;
}

/** Both sides of a paired run of identical code. */
export function sidesOf({ rounds, spreads, drift = 0, seed = 1 }: Noise): Sides {
  const normal = normalSource(seed);
  const shared = Array.from({ length: rounds }, () => drift * normal());
  const start = Date.UTC(2026, 0, 1);
  const side = (offset: 0 | 1): Run =>
    timeRun(
      Object.fromEntries(
        Object.entries(spreads).map(([name, spread]) => [
          name,
          shared.map((common) => 1e-3 * Math.exp(common + spread * normal())),
        ]),
      ),
      {
        // In the order A B B A.
        launches: shared.map((_, launch) => ({
          launch,
          startedAt: new Date(start + 1000 * (2 * launch + ((launch + offset) % 2))).toISOString(),
          durationSeconds: 1,
          state: 'complete',
        })),
      },
    );
  const looks = looksOf({ minimum: Math.min(5, rounds), maximum: rounds });
  const pairing = { base: 'the same code', design: 'alternating' as const, looks };
  return {
    base: { ...side(0), id: 'a', pairing: { ...pairing, side: 'base', with: 'b' } },
    candidate: { ...side(1), id: 'b', pairing: { ...pairing, side: 'candidate', with: 'a' } },
  };
}

export const recordingOf = (noise: Noise, maximum = 20) =>
  pairedRecording(sidesOf(noise), looksOf({ minimum: 5, maximum }));

/** So many benchmarks of one spread. */
export const alike = (count: number, spread: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`work ${index}`, spread]));
