/** A disk that is full, and folders that are not folders, at every stage of a run. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { reportSchema } from '../../src/model/report.ts';
import { smallDisk } from '../support/full.ts';
import { commandSuite, nodeCommand, project, smallProject } from '../support/project.ts';

/** A command that fills a disk, and succeeds. */
const filling = (folder: string) =>
  nodeCommand(`
    const { writeFileSync } = require('node:fs');
    try {
      for (let i = 0; ; i++) writeFileSync(${JSON.stringify(folder)} + '/fill-' + i, Buffer.alloc(i > 500 ? 1 : 4096));
    } catch {}
  `);

const ownFiles = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.startsWith('fill-'))
    .sort();

describe('a disk that becomes full while measuring', () => {
  it('shows what was measured, keeps the last results, leaves nothing behind; 3', async (context) => {
    const disk = smallDisk(512);
    if (!disk) return context.skip();
    const { perfwatch, write } = smallProject();
    expect((await perfwatch(['run', '-o', disk.folder])).exitCode).toBe(exitCodes.ok);
    const [before, files] = [
      readFileSync(join(disk.folder, 'run.json'), 'utf8'),
      ownFiles(disk.folder),
    ];
    const suite = commandSuite(
      { aGood: nodeCommand('0'), bFilling: filling(disk.folder), cLate: nodeCommand('0') },
      { launches: 2 },
    );
    write('perfwatch.config.json', JSON.stringify({ suites: { cli: suite } }));
    const result = await perfwatch(['run', '-o', disk.folder, '--json', '--quiet']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.err).toMatch(/^perfwatch: \S+ could not be written: ENOSPC: [^\n]+\n$/);
    expect(result.err).toContain('what was there before is unchanged');
    const report = reportSchema.parse(JSON.parse(result.out));
    expect(report.outcome).toBe('failed');
    expect(report.measurements.map(({ id }) => id)).toContain('cli/aGood');
    expect(readFileSync(join(disk.folder, 'run.json'), 'utf8')).toBe(before);
    expect(ownFiles(disk.folder)).toEqual(files);
  });
});

describe('a place that cannot be written', () => {
  it.each([
    { what: 'the output is below a file', argv: ['-o', 'file/out'], names: 'file/out' },
    { what: 'the output is a file', argv: ['-o', 'file'], names: 'file' },
  ])('is told before measuring: $what', async ({ argv, names }) => {
    const { perfwatch, path, read, exists } = project(
      {
        suites: {
          cli: commandSuite({ a: nodeCommand('require("node:fs").writeFileSync("launched", "")') }),
        },
      },
      { file: 'mine' },
    );
    const result = await perfwatch(['run', ...argv]);
    expect(result).toMatchObject({ exitCode: exitCodes.failed, out: '' });
    expect(result.err).toContain(`perfwatch: ${path(names)} could not be written: `);
    expect(read('file')).toBe('mine');
    expect(exists('launched')).toBe(false);
  });

  it('is told when .perfwatch is a file', async () => {
    const made = project(
      { suites: { cli: commandSuite({ a: nodeCommand('0') }) } },
      { '.perfwatch': 'mine' },
    );
    const result = await made.perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(made.read('.perfwatch')).toBe('mine');
  });
});

describe('a baseline that cannot be saved', () => {
  it('is as before when the disk is full', async (context) => {
    const disk = smallDisk(64);
    if (!disk) return context.skip();
    const { perfwatch, write } = smallProject({ baselinesFolder: disk.folder });
    await perfwatch(['run']);
    expect((await perfwatch(['baseline', 'update'])).exitCode).toBe(exitCodes.ok);
    const before = readFileSync(join(disk.folder, 'main.json'), 'utf8');
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `${'long name '.repeat(20)}${index}`,
        ['/bin/true'],
      ]),
    );
    write(
      'perfwatch.config.json',
      JSON.stringify({ baselinesFolder: disk.folder, suites: { cli: commandSuite(many) } }),
    );
    await perfwatch(['run', '--quiet']);
    disk.fill();
    const result = await perfwatch(['baseline', 'update', '--accept', 'more of them']);
    expect(result).toMatchObject({ exitCode: exitCodes.failed, out: '' });
    expect(result.err).toContain('ENOSPC');
    expect(readFileSync(join(disk.folder, 'main.json'), 'utf8')).toBe(before);
    expect(ownFiles(disk.folder)).toEqual(['main.json']);
  });

  it('is told when there is a file in place of the folder', async () => {
    const { perfwatch, path } = smallProject({ baselinesFolder: 'elsewhere' });
    await perfwatch(['run']);
    writeFileSync(path('elsewhere'), 'mine');
    const result = await perfwatch(['baseline', 'update']);
    expect(result.exitCode).toBe(exitCodes.usage);
    expect(result.err).toContain('ENOTDIR');
    expect(readFileSync(path('elsewhere'), 'utf8')).toBe('mine');
  });
});

it('a configuration that init cannot write leaves no half of one', async (context) => {
  const disk = smallDisk(64);
  if (!disk) return context.skip();
  writeFileSync(
    join(disk.folder, 'package.json'),
    '{ "name": "a", "devDependencies": { "tinybench": "6" } }',
  );
  disk.fill();
  const { perfwatch } = project();
  const result = await perfwatch(['init'], { cwd: disk.folder });
  expect(result.exitCode).toBe(exitCodes.failed);
  expect(result.err).toContain('ENOSPC');
  expect(ownFiles(disk.folder)).toEqual(['package.json']);
});
