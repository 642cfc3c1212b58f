import { describe, expect, it } from 'vitest';
import { TimeLeft } from '../../src/measure/progress.ts';

describe('the time left', () => {
  it('is what launches of an earlier run took, until the suite was launched itself', () => {
    const left = new TimeLeft(new Map([['a', 2]]));
    expect(left.of(['a', 'a'])).toBe(4);
    left.note('a', 10);
    left.note('a', 20);
    expect(left.of(['a', 'a'])).toBe(30);
  });

  it('is unknown while a suite has neither', () => {
    const left = new TimeLeft(new Map([['a', 2]]));
    expect(left.of(['a', 'b'])).toBeNull();
    left.note('b', 1);
    expect(left.of(['a', 'b'])).toBe(3);
  });

  it('is nothing at the end', () => {
    expect(new TimeLeft(new Map()).of([])).toBe(0);
  });
});
