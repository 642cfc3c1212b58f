import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../src/measure/programs.ts';
import { temporaryFolder } from '../support/project.ts';

const linux = 'linux' as const;

function program(name: string, mode = 0o755): string {
  const folder = temporaryFolder('programs');
  writeFileSync(join(folder, name), '', { mode });
  return folder;
}

describe('finding a program', () => {
  it('takes the first folder of the PATH that has it', async () => {
    const [first, second] = [program('tool'), program('tool')];
    const PATH = ['/nowhere', first, second].join(delimiter);
    expect(await findProgram('tool', { env: { PATH }, platform: linux })).toBe(join(first, 'tool'));
  });

  it.each([
    ['an empty PATH', ''],
    ['no PATH', undefined],
    ['a PATH of relative folders', ['.', 'bin', ''].join(delimiter)],
  ])('finds nothing with %s', async (_, PATH) => {
    expect(await findProgram('tool', { env: { PATH }, platform: linux })).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('passes over what cannot be run', async () => {
    const PATH = program('tool', 0o644);
    expect(await findProgram('tool', { env: { PATH }, platform: linux })).toBeNull();
  });

  it('passes over a folder of that name', async () => {
    const PATH = temporaryFolder('programs');
    mkdirSync(join(PATH, 'tool'));
    expect(await findProgram('tool', { env: { PATH }, platform: linux })).toBeNull();
  });

  it('tries the extensions of Windows there', async () => {
    const PATH = program('tool.CMD');
    expect(
      await findProgram('tool', { env: { Path: PATH, PATHEXT: '.EXE;.CMD' }, platform: 'win32' }),
    ).toBe(join(PATH, 'tool.CMD'));
  });
});
