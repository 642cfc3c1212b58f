/** Damaged files, a few of each format; test/formats/damaged.e2e.test.ts takes very many. */
import { describe, it } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { expectRobust } from './damaged.ts';

describe('damaged files', () => {
  it.each(formats)('$name throws nothing but its own error', async (format) => {
    await expectRobust(format, 50);
  });
});
