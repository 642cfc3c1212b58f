import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startArtifactFolder } from '../../src/publishers/artifactFolder.ts';
import { smallDisk } from '../support/full.ts';
import { project, temporaryFolder } from '../support/project.ts';

const texts = (word: string) => ({
  'run.json': `{"schema":"perfwatch/run","word":"${word}"}`,
  'report.json': word,
  'report.md': word,
});

/** What a run does: prepare, write raw files, put all in place, clean up. */
async function writeResults(folder: string, word: string): Promise<void> {
  const artifacts = await startArtifactFolder(folder);
  try {
    mkdirSync(join(artifacts.rawFolder, word));
    writeFileSync(join(artifacts.rawFolder, word, 'log'), word);
    await artifacts.complete(texts(word));
  } finally {
    await artifacts.discard();
  }
}

const oldFiles = (folder: string) => ({
  run: readFileSync(join(folder, 'run.json'), 'utf8'),
  report: readFileSync(join(folder, 'report.json'), 'utf8'),
  markdown: readFileSync(join(folder, 'report.md'), 'utf8'),
  raw: readFileSync(join(folder, 'raw', 'old', 'log'), 'utf8'),
});

describe('the artifact folder', () => {
  it('holds what was written, kept out of git, and nothing else', async () => {
    const { path, list } = project();
    await writeResults(path('out'), 'new');
    expect(list('out')).toEqual([
      '.gitignore',
      'raw',
      'raw/new',
      'raw/new/log',
      'report.json',
      'report.md',
      'run.json',
    ]);
  });

  it('is replaced as a whole by the next run', async () => {
    const { path, list, read } = project();
    await writeResults(path('out'), 'old');
    await writeResults(path('out'), 'new');
    expect(read('out/report.md')).toBe('new');
    expect(list('out/raw')).toEqual(['new', 'new/log']);
  });

  it('keeps no report of an earlier run beside a run that has none', async () => {
    const { path, list } = project();
    await writeResults(path('out'), 'old');
    const artifacts = await startArtifactFolder(path('out'));
    await artifacts.complete({ 'run.json': texts('new')['run.json'] });
    await artifacts.discard();
    expect(list('out')).toEqual(['.gitignore', 'raw', 'run.json']);
  });

  it('keeps what others have put beside', async () => {
    const { path, read, write } = project();
    write('out/notes.md', 'mine');
    write('out/.staging/mine', 'mine');
    await writeResults(path('out'), 'new');
    expect(read('out/notes.md')).toBe('mine');
    expect(read('out/.staging/mine')).toBe('mine');
  });

  it('is as before when a run is discarded, and when one was killed', async () => {
    const { path, list, write } = project();
    await writeResults(path('out'), 'old');
    const before = list('out');
    const artifacts = await startArtifactFolder(path('out'));
    expect(oldFiles(path('out')).raw).toBe('old');
    await artifacts.discard();
    expect(list('out')).toEqual(before);
    write('out/.perfwatch-staging/raw/leftover', '');
    await writeResults(path('out'), 'old');
    expect(list('out')).toEqual(before);
  });

  it('is replaced even when the last run file was cut, which a power failure does', async () => {
    for (const text of ['', '{"schema":"perf', '{"schema":"perfwatch/run","ver']) {
      const { path, read, write } = project(null, { 'out/run.json': text, 'out/report.md': 'old' });
      write('out/raw/log', 'old');
      await writeResults(path('out'), 'new');
      expect(read('out/report.md')).toBe('new');
    }
  });

  it.each([
    { what: 'a raw folder', file: 'raw/data.csv', says: 'raw' },
    { what: 'a report', file: 'report.md', says: 'report.md' },
    { what: 'a run file of another program', file: 'run.json', says: 'run.json' },
  ])('is refused where $what of somebody else is in the way', async ({ file, says }) => {
    const { path, read, list } = project(null, { [`out/${file}`]: '{"mine": 1}' });
    const before = list();
    await expect(startArtifactFolder(path('out'))).rejects.toMatchObject({
      code: 'output-not-ours',
      exitCode: 2,
      message: expect.stringContaining(`${path('out', says)} is in the way`),
    });
    expect(read(`out/${file}`)).toBe('{"mine": 1}');
    expect(list()).toEqual(before);
  });

  it('cannot be where a file is', async () => {
    const { path, read } = project(null, { out: 'mine' });
    await expect(startArtifactFolder(path('out'))).rejects.toMatchObject({
      code: 'write-failed',
      exitCode: 3,
    });
    expect(read('out')).toBe('mine');
  });
});

describe('when saving fails', () => {
  it.each([
    { what: 'while it writes', prepare: () => undefined },
    {
      what: 'while it moves, after the run file and one report',
      // It can be written there, but has no folder to go to.
      prepare: (folder: string) => mkdirSync(join(folder, '.perfwatch-staging', 'none')),
    },
  ])('$what, the old results are put back', async ({ prepare }) => {
    const { path, list } = project();
    await writeResults(path('out'), 'old');
    const [before, files] = [oldFiles(path('out')), list('out')];
    const artifacts = await startArtifactFolder(path('out'));
    prepare(path('out'));
    const { 'report.md': _, ...rest } = texts('new');
    const failing = artifacts.complete({ ...rest, 'none/report.md': 'new' });
    await expect(failing).rejects.toMatchObject({ code: 'write-failed' });
    await artifacts.discard();
    expect(oldFiles(path('out'))).toEqual(before);
    expect(list('out')).toEqual(files);
  });

  it('on a full disk, the old results are as they were, and nothing is left', async (context) => {
    const disk = smallDisk(256);
    if (!disk) return context.skip();
    await writeResults(disk.folder, 'old');
    const before = oldFiles(disk.folder);
    const artifacts = await startArtifactFolder(disk.folder);
    disk.fill();
    const failing = artifacts.complete({ ...texts('new'), 'report.md': 'x'.repeat(20_000) });
    await expect(failing).rejects.toMatchObject({
      code: 'write-failed',
      message: expect.stringContaining('ENOSPC'),
    });
    await artifacts.discard();
    expect(oldFiles(disk.folder)).toEqual(before);
  });

  it('a disk that is full already is known before measuring', async (context) => {
    const disk = smallDisk(64);
    if (!disk) return context.skip();
    disk.fill();
    await expect(startArtifactFolder(join(disk.folder, 'out'))).rejects.toMatchObject({
      code: 'write-failed',
    });
  });
});

it('is not made by a folder that cannot be made', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  await expect(startArtifactFolder(join(folder, 'file', 'out'))).rejects.toMatchObject({
    code: 'write-failed',
  });
});
