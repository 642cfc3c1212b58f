/** What becomes an artifact, through the library and its service's own protocol. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { uploadFolder } from '../../src/action/uploadFolder.ts';
import { temporaryFolder } from '../support/project.ts';
import { type ResultsService, startResultsService } from '../support/resultsService.ts';

let service: ResultsService;
beforeEach(async () => {
  service = await startResultsService();
  // The library asks the process's own environment.
  vi.stubEnv('ACTIONS_RESULTS_URL', service.url);
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', service.token);
  // It tells each step of its own.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await service.stop();
  expect(service.refused()).toEqual([]);
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder('artifact');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const upload = (folder: string, more: object = {}) =>
  uploadFolder({ folder, name: 'perfwatch', otherNames: [], retentionDays: null, ...more });

describe('an artifact', () => {
  it('holds all files by their paths, hidden ones too', async () => {
    const files = { 'report.json': '{}', 'raw/a b/é.log': 'x', '.gitignore': '*\n' };
    const uploaded = await upload(folderWith(files));
    expect(uploaded).toMatchObject({ name: 'perfwatch', leftOut: [] });
    expect(service.kept()).toEqual([{ name: 'perfwatch', expiresAt: null, files }]);
  });

  it('holds nothing that a link leads to', async () => {
    const outside = folderWith({ 'secret/key': 'SECRET' });
    const folder = folderWith({ 'report.json': '{}' });
    symlinkSync(join(outside, 'secret/key'), join(folder, 'key'));
    symlinkSync(join(outside, 'secret'), join(folder, 'secret'));
    await upload(folder);
    expect(service.kept()[0]?.files).toEqual({ 'report.json': '{}' });
  });

  it('leaves out names that GitHub refuses, and says which', async () => {
    const folder = folderWith({ 'report.json': '{}', 'raw/a:b': '', 'raw/why?': '' });
    const { leftOut } = await upload(folder);
    expect(leftOut).toEqual([join(folder, 'raw/a:b'), join(folder, 'raw/why?')]);
    expect(service.kept()[0]?.files).toEqual({ 'report.json': '{}' });
  });

  it('takes the first name that is free, and says so when none is', async () => {
    const folder = folderWith({ 'report.json': '{}' });
    const names = { otherNames: ['perfwatch-b', 'perfwatch-c'] };
    const uploaded: string[] = [];
    for (let count = 0; count < 3; count += 1) uploaded.push((await upload(folder, names)).name);
    expect(uploaded).toEqual(['perfwatch', 'perfwatch-b', 'perfwatch-c']);
    await expect(upload(folder, names)).rejects.toThrow(/already exists/);
  });

  it('is refused whole where the service is, at once', async () => {
    service.fail(403);
    await expect(upload(folderWith({ 'report.json': '{}' }))).rejects.toThrow(/403/);
  });
});
