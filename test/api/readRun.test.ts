import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../src/api/compareRuns.ts';
import { readReport, readRun } from '../../src/api/readRun.ts';
import { PerfwatchError } from '../../src/errors.ts';
import { timeRun } from '../analysis/runs.ts';
import { project } from '../support/project.ts';

const run = timeRun({ parse: [1, 1.01, 0.99] });
const report = compareRuns(run, run);

const files = {
  'results/run.json': JSON.stringify(run),
  'results/base.json': JSON.stringify({ ...run, id: 'run-0' }),
  'results/report.json': JSON.stringify(report),
  'damaged/run.json': '{"schema":"perfwatch/run","ver',
  'newer/run.json': JSON.stringify({ ...run, version: 2 }),
};

describe('readRun', () => {
  it('reads a file, or the folder that holds it', async () => {
    const { path } = project(null, files);
    expect(await readRun(path('results'))).toEqual(run);
    expect(await readRun(path('results/run.json'))).toEqual(run);
    expect((await readRun(path('results/base.json'))).id).toBe('run-0');
  });

  it.each([
    { place: 'nowhere', code: 'document-missing' },
    { place: 'damaged', code: 'document-unreadable' },
    { place: 'results/report.json', code: 'document-unreadable' },
    { place: 'newer', code: 'document-newer' },
  ])('refuses $place by the code $code', async ({ place, code }) => {
    const { path } = project(null, files);
    const error = await readRun(path(place)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PerfwatchError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(path(place)) });
  });
});

describe('readReport', () => {
  it('reads a file, or the folder that holds it', async () => {
    const { path } = project(null, files);
    expect(await readReport(path('results'))).toEqual(report);
    expect(await readReport(path('results/report.json'))).toEqual(report);
    await expect(readReport(path('damaged'))).rejects.toMatchObject({ code: 'document-missing' });
    await expect(readReport(path('results/run.json'))).rejects.toMatchObject({
      code: 'document-unreadable',
    });
  });
});
