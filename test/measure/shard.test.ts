import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ShardedSuite, shards, suitesOfShard } from '../../src/measure/shard.ts';

const suiteArbitrary = fc.record({
  name: fc.string({ minLength: 1 }),
  seconds: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
});
const suitesArbitrary = fc.uniqueArray(suiteArbitrary, { selector: ({ name }) => name });
const countArbitrary = fc.integer({ min: 1, max: 40 });

const suites = (seconds: Readonly<Record<string, number | null>>): ShardedSuite[] =>
  Object.entries(seconds).map(([name, one]) => ({ name, seconds: one }));

describe('shards', () => {
  it('hold every suite exactly once, whatever their number', () => {
    fc.assert(
      fc.property(suitesArbitrary, countArbitrary, (all, count) => {
        const parts = Array.from({ length: count }, (_, index) =>
          suitesOfShard(all, { index: index + 1, count }),
        );
        expect(parts.flat().sort()).toEqual(all.map(({ name }) => name).sort());
      }),
    );
  });

  it('are empty only where there are more of them than suites', () => {
    fc.assert(
      fc.property(suitesArbitrary, countArbitrary, (all, count) => {
        const filled = shards(all, count).filter((names) => names.length > 0);
        expect(filled).toHaveLength(Math.min(count, all.length));
      }),
    );
  });

  it('do not depend on the order of the suites', () => {
    const shuffled = suitesArbitrary.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, countArbitrary, ([all, other], count) => {
        expect(shards(other, count)).toEqual(shards(all, count));
      }),
    );
  });

  it('take no longer than the mean and one suite', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }),
        countArbitrary,
        (durations, count) => {
          const all = durations.map((seconds, index) => ({ name: `s${index}`, seconds }));
          const longest = Math.max(
            ...shards(all, count).map((names) =>
              names.reduce((sum, name) => sum + (durations[Number(name.slice(1))] ?? 0), 0),
            ),
          );
          const total = durations.reduce((sum, one) => sum + one, 0);
          // What is left over lies within one suite of the mean, wherever the best division is.
          const bound = total / count + Math.max(...durations) * (1 - 1 / count);
          expect(longest).toBeLessThanOrEqual(bound + 1e-9);
        },
      ),
    );
  });

  it('get the longest suite first, then each onto the one with the least to do', () => {
    expect(shards(suites({ a: 3, b: 7, c: 2, d: 5, e: 4 }), 2)).toEqual([
      ['b', 'a'],
      ['d', 'e', 'c'],
    ]);
  });

  it('count suites that were never measured as the median of the others', () => {
    const known = suites({ a: 1, b: 10, c: 100, new: null });
    const assumed = suites({ a: 1, b: 10, c: 100, new: 10 });
    expect(shards(known, 3)).toEqual(shards(assumed, 3));
    expect(shards(suites({ b: null, a: null, c: null }), 2)).toEqual([['a', 'c'], ['b']]);
  });
});
