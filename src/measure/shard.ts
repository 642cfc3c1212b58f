/** Which suites does one of several machines measure? Pure. */
import type { Shard } from '../model/plan.ts';

export interface ShardedSuite {
  readonly name: string;
  /** How long all its launches take, in seconds; null where it was never measured. */
  readonly seconds: number | null;
}

interface Load {
  readonly names: string[];
  seconds: number;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The middle of what is known; any number does where nothing is, since all are then alike. */
function typicalSeconds(suites: readonly ShardedSuite[]): number {
  const known = suites.flatMap(({ seconds }) => seconds ?? []).sort((a, b) => a - b);
  const upper = known[Math.floor(known.length / 2)];
  const lower = known[Math.ceil(known.length / 2) - 1];
  return upper === undefined || lower === undefined ? 1 : (lower + upper) / 2;
}

/**
 * The names of the suites that each shard measures: every suite is in exactly one of them. The
 * longest suite first, each onto the shard with the least to do (Graham's rule: no shard takes more
 * than 4/3 of the best division's longest); suites that were never measured count as the median of the
 * others. The same suites and durations give the same division wherever it is asked for, whatever
 * their order. O(n log n + n × count).
 */
export function shards(suites: readonly ShardedSuite[], count: number): string[][] {
  const typical = typicalSeconds(suites);
  const longestFirst = suites
    .map(({ name, seconds }) => ({ name, seconds: seconds ?? typical }))
    .sort((a, b) => b.seconds - a.seconds || byText(a.name, b.name));
  const loads = Array.from({ length: count }, (): Load => ({ names: [], seconds: 0 }));
  for (const { name, seconds } of longestFirst) {
    // Of shards with as little to do, the one with fewer suites: what took no time counts, too.
    const least = loads.reduce((best, one) =>
      one.seconds < best.seconds ||
      (one.seconds === best.seconds && one.names.length < best.names.length)
        ? one
        : best,
    );
    least.names.push(name);
    least.seconds += seconds;
  }
  return loads.map(({ names }) => names);
}

/** The names of the suites of one shard; empty where there are more shards than suites. */
export function suitesOfShard(suites: readonly ShardedSuite[], { index, count }: Shard): string[] {
  return shards(suites, count)[index - 1] ?? [];
}
