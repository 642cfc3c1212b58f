import { describe, expect, it } from 'vitest';
import { isBaseFirst } from '../../../src/measure/pair/order.ts';

const rounds = (count: number, suite = 0) =>
  Array.from({ length: count }, (_, round) => isBaseFirst(round, suite));

describe('who goes first', () => {
  it('is as Thue and Morse have it', () => {
    const sides = rounds(16).map((isBase) => (isBase ? 'AB' : 'BA'));
    expect(sides.join(' ')).toBe('AB BA BA AB BA AB AB BA BA AB AB BA AB BA BA AB');
  });

  it.each([2, 4, 8, 256])('is each side equally often in %d rounds', (count) => {
    expect(rounds(count).filter(Boolean)).toHaveLength(count / 2);
    expect(rounds(count, 1).filter(Boolean)).toHaveLength(count / 2);
  });

  it('is the other way round in every second suite', () => {
    expect(rounds(64, 1)).toEqual(rounds(64).map((isBase) => !isBase));
    expect(rounds(64, 2)).toEqual(rounds(64));
  });

  it('lets drift cancel: 2ⁿ rounds know no difference by a polynomial of a degree below n', () => {
    for (const exponent of [2, 4, 6]) {
      for (let degree = 0; degree < exponent; degree += 1) {
        // Sums of whole numbers are exact. Who goes second is touched by one more step of drift.
        const difference = rounds(2 ** exponent).reduce(
          (sum, isBase, round) =>
            sum + (isBase ? 1 : -1) * ((2 * round + 1) ** degree - (2 * round) ** degree),
          0,
        );
        expect(difference).toBe(0);
      }
    }
  });

  it('repeats itself at most once, so that no period of the machine hits one side', () => {
    const text = rounds(1024)
      .map((isBase) => (isBase ? 'A' : 'B'))
      .join('');
    expect(text).not.toMatch(/AAA|BBB/);
    expect(text).not.toMatch(/(AB){3}|(BA){3}/);
  });
});
