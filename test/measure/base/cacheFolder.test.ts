import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cacheFolderOf,
  isRepositoryCacheFolder,
  repositoryCacheFolder,
} from '../../../src/measure/base/cacheFolder.ts';
import { temporaryFolder } from '../../support/project.ts';

const repository = '/somewhere/repository';

const folderFor = (
  env: Record<string, string>,
  platform: NodeJS.Platform = 'linux',
  repositoryFolder = repository,
) => cacheFolderOf({ env, platform, cwd: '/current' }, repositoryFolder);

describe.skipIf(process.platform === 'win32')('the cache folder', () => {
  it.each([
    { env: { HOME: '/h', XDG_CACHE_HOME: '/x', PERFWATCH_CACHE: '/own' }, folder: '/own' },
    { env: { HOME: '/h', PERFWATCH_CACHE: 'own' }, folder: '/current/own' },
    { env: { HOME: '/h', XDG_CACHE_HOME: '/x' }, folder: '/x/perfwatch' },
    { env: { HOME: '/h', XDG_CACHE_HOME: 'relative' }, folder: '/h/.cache/perfwatch' },
    { env: { HOME: '/h' }, folder: '/h/.cache/perfwatch' },
    { env: { HOME: '' }, folder: '/tmp/perfwatch' },
    { env: { TMPDIR: '/t' }, folder: '/t/perfwatch' },
  ])('is $folder with $env', async ({ env, folder }) => {
    expect(await folderFor(env)).toBe(folder);
  });

  it('is where macOS keeps caches', async () => {
    expect(await folderFor({ HOME: '/h' }, 'darwin')).toBe('/h/Library/Caches/perfwatch');
  });

  it('is in the temporary files when the home folder is the repository', async () => {
    expect(await folderFor({ HOME: repository }, 'linux')).toBe('/tmp/perfwatch');
  });

  it.each([
    { PERFWATCH_CACHE: `${repository}/cache` },
    { PERFWATCH_CACHE: repository },
    { HOME: repository, TMPDIR: `${repository}/tmp` },
  ])('is refused inside of the repository: %j', async (env) => {
    await expect(folderFor(env)).rejects.toMatchObject({
      code: 'cache-inside-repository',
      exitCode: 2,
      message: expect.stringContaining('PERFWATCH_CACHE'),
    });
  });

  it('is not inside of the repository only for a name that begins alike', async () => {
    const folder = `${repository}-cache`;
    expect(await folderFor({ PERFWATCH_CACHE: folder })).toBe(folder);
    const dotted = '/somewhere/..cache';
    expect(await folderFor({ PERFWATCH_CACHE: dotted }, 'linux', '/somewhere/r')).toBe(dotted);
  });

  it('is refused when it leads into the repository by a link', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'repository'));
    symlinkSync(join(folder, 'repository'), join(folder, 'link'));
    const wanted = { PERFWATCH_CACHE: join(folder, 'link', 'not', 'yet') };
    await expect(folderFor(wanted, 'linux', join(folder, 'repository'))).rejects.toMatchObject({
      code: 'cache-inside-repository',
    });
  });
});

describe('the folder of a repository in the cache', () => {
  it('is the same for the same path, also by a link, and another for any other', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a', 'répo x'), { recursive: true });
    mkdirSync(join(folder, 'b', 'répo x'), { recursive: true });
    symlinkSync(join(folder, 'a'), join(folder, 'link'), 'junction');
    const cache = join(folder, 'cache');
    const one = await repositoryCacheFolder(cache, join(folder, 'a', 'répo x'));
    expect(await repositoryCacheFolder(cache, join(folder, 'link', 'répo x'))).toBe(one);
    expect(await repositoryCacheFolder(cache, join(folder, 'b', 'répo x'))).not.toBe(one);
    expect(one).toMatch(/r_po_x-[0-9a-f]{12}$/);
    expect(isRepositoryCacheFolder(one)).toBe(true);
    expect(isRepositoryCacheFolder(folder)).toBe(false);
  });
});
