import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReport, readRun } from '../../src/stores/runs.ts';
import { timeRun } from '../analysis/runs.ts';
import { temporaryFolder } from '../support/project.ts';

describe('reading a run', () => {
  it('works by its file and by the folder that holds it', async () => {
    const folder = temporaryFolder();
    const run = timeRun({ parse: [1, 2] });
    writeFileSync(join(folder, 'run.json'), JSON.stringify(run));
    expect(await readRun(folder)).toEqual(run);
    expect(await readRun(join(folder, 'run.json'))).toEqual(run);
  });

  it.each([
    ['a missing run', readRun, 'run.json'],
    ['a missing report', readReport, 'report.json'],
  ])('says where %s was looked for', async (_, read, file) => {
    const folder = temporaryFolder();
    await expect(read(folder)).rejects.toMatchObject({
      code: 'document-missing',
      message: expect.stringContaining(join(folder, file)),
    });
    await expect(read(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'document-missing' });
  });

  it('refuses a newer one with a sentence', async () => {
    const file = join(temporaryFolder(), 'run.json');
    writeFileSync(file, JSON.stringify({ ...timeRun({ a: [1] }), version: 2 }));
    await expect(readRun(file)).rejects.toThrow(
      `${file} is a run of format version 2; this perfwatch knows up to 1. Update perfwatch`,
    );
  });

  it('refuses a report given as a run', async () => {
    const file = join(temporaryFolder(), 'report.json');
    writeFileSync(file, '{"schema": "perfwatch/report", "version": 1}');
    await expect(readRun(file)).rejects.toThrow('it is a perfwatch/report file');
  });
});
