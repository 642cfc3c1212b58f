/** Ten thousand damaged files of each format. */
import { describe, it } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { expectRobust } from './damaged.ts';

describe('damaged files', () => {
  it.each(formats)('$name throws nothing but its own error', async (format) => {
    await expectRobust(format, 10_000);
  });
});
