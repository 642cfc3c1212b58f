import { describe, expect, it } from 'vitest';
import { baselineNameSchema } from '../../src/model/baseline.ts';

describe('the name of a baseline', () => {
  it.each(['main', 'release-2.1', '_', '2026-01-01', 'A.b_c'])('may be %s', (name) => {
    expect(baselineNameSchema.safeParse(name).success).toBe(true);
  });

  it.each(['', '.', '..', '../x', 'a/b', 'a\\b', '.hidden', 'a b', 'a\nb', 'ä', 'x'.repeat(101)])(
    'may not be %j, which would not be a plain file name',
    (name) => {
      expect(baselineNameSchema.safeParse(name).success).toBe(false);
    },
  );
});
