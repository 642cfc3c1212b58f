import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkOutBase } from '../../../src/measure/base/checkout.ts';
import { smallDisk } from '../../support/full.ts';
import { temporaryFolder } from '../../support/project.ts';
import { commit, emptyRepository, git, gitOf, stateOf } from './repositories.ts';

/** A project with a library as submodule, which has one of its own; each with two commits. */
function nested() {
  const inner = emptyRepository();
  commit(inner, { 'inner.txt': 'inner 1' });
  const library = emptyRepository();
  commit(library, { 'library.txt': 'library 1' });
  git(library, 'submodule', '--quiet', 'add', inner, 'deep er');
  commit(library, {});
  const project = emptyRepository();
  git(project, 'submodule', '--quiet', 'add', '--name', 'the/library', library, 'vendor/ü lib');
  git(project, 'submodule', '--quiet', 'update', '--init', '--recursive');
  const sha = commit(project, { file: '1' });
  commit(library, { 'library.txt': 'library 2' });
  git(join(project, 'vendor/ü lib'), 'pull', '--quiet');
  const head = commit(project, { file: '2' });
  return { project, library, inner, sha, head };
}

function placeFor(folder: string, cacheFolder = join(temporaryFolder('cache'), 'c')) {
  return { git: gitOf(folder), cacheFolder, processId: process.pid };
}

/** With all commits of the project, and only the last one of the library. */
function shallowClone(project: string, library: string): string {
  const clone = join(temporaryFolder('clone'), 'c');
  git(project, 'clone', '--quiet', project, clone);
  // Of a plain path git always makes a whole clone.
  git(clone, 'config', 'submodule.the/library.url', `file://${encodeURI(library)}`);
  git(clone, 'submodule', '--quiet', 'update', '--init', '--depth', '1', '--recursive');
  return clone;
}

const path = 'vendor/ü lib';
const libraryFile = join(path, 'library.txt');
const innerFile = join(path, 'deep er/inner.txt');

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

/** The state of the user's repository, and of the submodule and its own. */
const states = (project: string) =>
  ['.', path, join(path, 'deep er')].map((folder) => stateOf(join(project, folder)));

describe('submodules', () => {
  it('are checked out at the commits of the base, from the user’s clones alone', async () => {
    const { project, library, inner, sha } = nested();
    expect(read(project, libraryFile)).toBe('library 2');
    // Nothing to fetch from any more.
    for (const folder of [library, inner]) renameSync(folder, `${folder} away`);
    const before = states(project);
    const base = await checkOutBase(placeFor(project), sha);
    expect(read(base.folder, libraryFile)).toBe('library 1');
    expect(read(base.folder, innerFile)).toBe('inner 1');
    expect(git(base.folder, 'status', '--porcelain')).toBe('');
    await base.remove();
    expect(states(project)).toEqual(before);
    expect(existsSync(base.folder)).toBe(false);
  });

  it('are found in a linked worktree of the user’s, which has clones of its own', async () => {
    const { project, sha } = nested();
    const linked = join(temporaryFolder('linked'), 'w');
    git(project, 'worktree', 'add', '--quiet', '--detach', linked);
    git(linked, 'submodule', '--quiet', 'update', '--init', '--recursive');
    const base = await checkOutBase(placeFor(linked), sha);
    expect(read(base.folder, innerFile)).toBe('inner 1');
    await base.remove();
  });

  it('are found although HEAD has removed or moved them', async () => {
    const { project, sha } = nested();
    git(project, 'mv', path, 'moved');
    commit(project, {});
    const moved = await checkOutBase(placeFor(project), sha);
    expect(read(moved.folder, innerFile)).toBe('inner 1');
    await moved.remove();
    git(project, 'rm', '--quiet', 'moved');
    commit(project, {});
    const removed = await checkOutBase(placeFor(project), sha);
    expect(read(removed.folder, innerFile)).toBe('inner 1');
    await removed.remove();
  });

  it('that the user has not initialised are left out as well', async () => {
    const { project, sha } = nested();
    const clone = join(temporaryFolder('clone'), 'c');
    git(project, 'clone', '--quiet', project, clone);
    const base = await checkOutBase(placeFor(clone), sha);
    expect(read(base.folder, 'file')).toBe('1');
    expect(existsSync(join(base.folder, libraryFile))).toBe(false);
    await base.remove();
  });

  it('are found in a shallow clone that has their commit', async () => {
    const { project, library, head } = nested();
    const clone = shallowClone(project, library);
    const base = await checkOutBase(placeFor(clone), head);
    expect(read(base.folder, libraryFile)).toBe('library 2');
    expect(git(join(base.folder, path), 'status', '--porcelain')).toBe('');
    expect(git(join(base.folder, path), 'log', '--format=%s')).toBe('change');
    await base.remove();
  });
});

describe('a submodule that cannot be had', () => {
  it('because the user’s clone lacks the commit is named, with the command that fetches it', async () => {
    const { project, library, sha } = nested();
    git(library, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = shallowClone(project, library);
    const before = states(clone);
    const place = placeFor(clone);
    const wanted = git(clone, 'rev-parse', `${sha}:${path}`);
    await expect(checkOutBase(place, sha)).rejects.toMatchObject({
      code: 'submodule-unavailable',
      exitCode: 3,
      message: expect.stringContaining(`git -C "${path}" fetch origin ${wanted}`),
    });
    expect(states(clone)).toEqual(before);
    git(clone, '-C', path, 'fetch', '--quiet', 'origin', wanted);
    const base = await checkOutBase(place, sha);
    expect(read(base.folder, libraryFile)).toBe('library 1');
    await base.remove();
  });

  it('because HEAD has it no more and no clone is left is named', async () => {
    const { project, sha } = nested();
    git(project, 'rm', '--quiet', path);
    commit(project, {});
    rmSync(join(project, '.git/modules'), { recursive: true });
    const before = stateOf(project);
    await expect(checkOutBase(placeFor(project), sha)).rejects.toMatchObject({
      code: 'submodule-unavailable',
      message: expect.stringContaining(`The submodule ${path}`),
    });
    expect(stateOf(project)).toEqual(before);
  });

  it('because the disk is full is named, and nothing is left', async ({ skip }) => {
    const disk = smallDisk(512);
    if (!disk) return skip('only root may mount a disk');
    const { project, library } = nested();
    const text = Array.from({ length: 200_000 }, (_, index) => index).join('\n');
    commit(library, { large: text });
    git(join(project, path), 'pull', '--quiet');
    const sha = commit(project, {});
    const before = states(project);
    await expect(
      checkOutBase(placeFor(project, join(disk.folder, 'cache')), sha),
    ).rejects.toMatchObject({
      code: 'submodule-unavailable',
      message: expect.stringMatching(/the disk is full/),
    });
    expect(states(project)).toEqual(before);
  });
});

it('passes over .gitmodules that name what is no submodule, or nothing at all', async () => {
  const folder = emptyRepository();
  const texts = [
    '[submodule "a"]\n\tpath = file\n\turl = ./a\n[submodule "../../x"]\n\tpath = gone\n',
    '[submodule "a"]\n\turl = ./a\n',
    'no configuration at all [[[',
    '',
  ];
  for (const text of texts) {
    const sha = commit(folder, { file: '1', '.gitmodules': text });
    const base = await checkOutBase(placeFor(folder), sha);
    expect(read(base.folder, 'file')).toBe('1');
    await base.remove();
  }
});

it('does not follow the name of a submodule out of the repository', async () => {
  const secret = emptyRepository();
  const sha = commit(secret, { secret: 'x' });
  const folder = emptyRepository();
  mkdirSync(join(folder, '.git/modules'));
  git(folder, 'update-index', '--add', '--cacheinfo', `160000,${sha},sub`);
  const name = join('../../..', '..', secret.split('/').slice(-2).join('/'), '.git');
  expect(existsSync(join(folder, '.git/modules', name, 'objects'))).toBe(true);
  mkdirSync(join(folder, 'sub'));
  const text = `[submodule "${name}"]\n\tpath = sub\n\turl = ${secret}\n`;
  writeFileSync(join(folder, '.gitmodules'), text);
  git(folder, 'add', '.gitmodules');
  git(folder, 'commit', '--quiet', '-m', 'hostile');
  const hostile = git(folder, 'rev-parse', 'HEAD');
  git(folder, 'rm', '--quiet', '--cached', 'sub');
  git(folder, 'commit', '--quiet', '-m', 'gone');
  await expect(checkOutBase(placeFor(folder), hostile)).rejects.toMatchObject({
    code: 'submodule-unavailable',
    message: expect.stringContaining('there is no clone of it'),
  });
});
