import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configurationSchema } from '../../src/config/schema.ts';
import { selectSuites } from '../../src/config/suites.ts';
import { temporaryFolder } from '../support/project.ts';

const configuration = configurationSchema.parse({
  launches: 7,
  suites: {
    one: { harness: 'command', commands: { a: 'true' } },
    two: { harness: 'command', commands: { a: 'true' }, launches: 3, env: { A: '1' } },
    rust: { harness: 'criterion', folder: 'crates' },
  },
});

describe('the suites of a run', () => {
  it('are all, in order, with the number of launches that is nearest', async () => {
    const folder = temporaryFolder();
    const found = await selectSuites(configuration, folder, {
      names: ['two', 'one'],
      launches: null,
    });
    expect(found.map(({ suite }) => [suite.name, suite.launches, suite.env])).toEqual([
      ['one', 7, {}],
      ['two', 3, { A: '1' }],
    ]);
  });

  it('are launched as often as the command line says', async () => {
    const asked = { names: ['one', 'two'], launches: 2 };
    const found = await selectSuites(configuration, temporaryFolder(), asked);
    expect(found.map(({ suite }) => suite.launches)).toEqual([2, 2]);
  });

  it('get only the settings that their harness knows', async () => {
    const asked = { names: ['one'], launches: null };
    const [found] = await selectSuites(configuration, temporaryFolder(), asked);
    expect(found?.suite.settings).toEqual({ commands: { a: 'true' }, warmupRuns: 1, runs: 10 });
    expect(found?.harness.name).toBe('command');
  });

  it('cannot be one that is not configured', async () => {
    const asked = { names: ['one', 'three'], launches: null };
    await expect(selectSuites(configuration, temporaryFolder(), asked)).rejects.toMatchObject({
      code: 'suite-unknown',
      exitCode: 2,
      message: 'There is no suite "three". Choose among: one, two, rust.',
    });
  });

  it.each(['missing', 'a file'])('need a folder, which is %s', async (what) => {
    const folder = temporaryFolder();
    if (what === 'a file') writeFileSync(join(folder, 'crates'), '');
    await expect(
      selectSuites(configuration, folder, { names: null, launches: null }),
    ).rejects.toMatchObject({
      code: 'suite-folder-missing',
      message: expect.stringContaining(`suite "rust" does not exist: ${join(folder, 'crates')}`),
    });
    const others = { names: ['one'], launches: null };
    expect(await selectSuites(configuration, folder, others)).toHaveLength(1);
  });
});
