import { describe, expect, it } from 'vitest';
import { sourceLineSchema } from '../../src/model/sourceLine.ts';

const isTaken = (file: string, line = 1) => sourceLineSchema.safeParse({ file, line }).success;

describe('a place in the repository', () => {
  it.each(['a.py', 'benches/deep er/test_ä.py', '..a/b..c/.hidden', 'a:b,c%0A::error::.py'])(
    'may be in %j',
    (file) => {
      expect(isTaken(file)).toBe(true);
    },
  );

  it.each([
    '',
    '/etc/passwd',
    '../a.py',
    'a/../b.py',
    'a/..',
    './a.py',
    'a//b.py',
    'a/',
    'a\\b.py',
    'a\nb.py',
    'a\u001B[31m.py',
    'a\u202Eb.py',
    'a\uD800.py',
    'a'.repeat(1001),
  ])('is never in %j', (file) => {
    expect(isTaken(file)).toBe(false);
  });

  it('is a whole line, from 1', () => {
    expect([0, -1, 1.5, Number.POSITIVE_INFINITY].filter((line) => isTaken('a', line))).toEqual([]);
  });
});
