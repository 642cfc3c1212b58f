import { resolve } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

it('the demonstration of the README is red for each language’s slowdown, and green without', async () => {
  const { exitCode, all } = await execa('npm', ['run', 'demo'], {
    cwd: root,
    reject: false,
    all: true,
  });
  expect(all).toContain('Red with exit code 1, and green without the extra work');
  expect(exitCode).toBe(0);
});
