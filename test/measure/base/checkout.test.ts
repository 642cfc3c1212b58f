import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { repositoryCacheFolder } from '../../../src/measure/base/cacheFolder.ts';
import { checkOutBase, removeLeftCheckout } from '../../../src/measure/base/checkout.ts';
import type { GitContext } from '../../../src/measure/base/git.ts';
import { bundleOptions } from '../../../tsdown.options.ts';
import { smallDisk } from '../../support/full.ts';
import { temporaryFolder } from '../../support/project.ts';
import { until } from '../../support/waiting.ts';
import {
  commit,
  emptyRepository,
  git,
  gitEnvironment,
  gitOf,
  stateOf,
  write,
} from './repositories.ts';

/** Two commits, and a working tree with changes of every kind that git knows. */
function busyRepository() {
  const folder = emptyRepository();
  const sha = commit(folder, { '.gitignore': 'ignored\n', file: '1', 'sub/ü b': 'x' });
  commit(folder, { file: '2' });
  write(folder, 'file', 'stashed');
  git(folder, 'stash');
  write(folder, 'file', 'staged');
  git(folder, 'add', 'file');
  write(folder, 'file', 'changed');
  write(folder, 'untracked', '');
  write(folder, 'ignored', '');
  return { folder, sha };
}

function placeFor(folder: string, context: Partial<GitContext> = {}) {
  const cacheFolder = join(temporaryFolder('cache'), 'of perfwatch');
  return { git: gitOf(folder, context), cacheFolder, processId: process.pid };
}

type Place = ReturnType<typeof placeFor>;

const keptIn = ({ cacheFolder }: Place) =>
  readdirSync(cacheFolder).flatMap((name) => readdirSync(join(cacheFolder, name)));

describe('the checkout of a base', () => {
  it('holds that commit and nothing of the user’s changes, whose state it leaves alone', async () => {
    const { folder, sha } = busyRepository();
    const before = stateOf(folder);
    const place = placeFor(folder);
    const base = await checkOutBase(place, sha);
    expect(base.folder.startsWith(join(place.cacheFolder, '/'))).toBe(true);
    expect(readFileSync(join(base.folder, 'file'), 'utf8')).toBe('1');
    expect(readFileSync(join(base.folder, 'sub/ü b'), 'utf8')).toBe('x');
    expect(readdirSync(base.folder).sort()).toEqual(['.git', '.gitignore', 'file', 'sub']);
    expect(git(base.folder, 'rev-parse', 'HEAD')).toBe(sha);
    expect(git(base.folder, 'status', '--porcelain')).toBe('');
    const { worktrees, files, ...during } = stateOf(folder);
    expect(before).toMatchObject(during);
    expect(worktrees).toContain(base.folder);
    expect(files).toContain('worktrees');
    await base.remove();
    expect(stateOf(folder)).toEqual(before);
    expect(keptIn(place)).toEqual([]);
  });

  it('is at the same path every time, and at another for another clone', async () => {
    const { folder, sha } = busyRepository();
    const place = placeFor(folder);
    const first = await checkOutBase(place, sha);
    await first.remove();
    const second = await checkOutBase(place, git(folder, 'rev-parse', 'HEAD'));
    expect(second.folder).toBe(first.folder);
    expect(readFileSync(join(second.folder, 'file'), 'utf8')).toBe('2');
    const linked = join(temporaryFolder('linked'), basename(folder));
    git(folder, 'worktree', 'add', '--quiet', '--detach', linked);
    const other = await checkOutBase({ ...place, git: gitOf(linked) }, sha);
    expect(other.folder).not.toBe(second.folder);
    await second.remove();
    expect(readFileSync(join(other.folder, 'file'), 'utf8')).toBe('1');
    await other.remove();
    expect(git(folder, 'worktree', 'list')).toContain(linked);
    expect(git(linked, 'status', '--porcelain')).toBe('');
  });

  it('runs no hook, also where the configuration names their folder', async () => {
    const { folder, sha } = busyRepository();
    const hooks = join(folder, '.git', 'hooks');
    const trace = join(temporaryFolder('trace'), 'ran');
    mkdirSync(hooks, { recursive: true });
    for (const name of ['post-checkout', 'post-index-change', 'reference-transaction']) {
      writeFileSync(join(hooks, name), `#!/bin/sh\necho ${name} >>"${trace}"\n`, { mode: 0o755 });
    }
    git(folder, 'config', 'core.hooksPath', hooks);
    // So they would run.
    git(folder, 'worktree', 'add', '--quiet', '--detach', join(temporaryFolder(), 'w'));
    expect(readFileSync(trace, 'utf8')).toContain('post-checkout');
    rmSync(trace);
    const base = await checkOutBase(placeFor(folder), sha);
    await base.remove();
    expect(existsSync(trace)).toBe(false);
  });

  it('applies the user’s filters', async () => {
    const { folder } = busyRepository();
    git(folder, 'config', 'filter.shout.smudge', 'tr a-z A-Z');
    const sha = commit(folder, { '.gitattributes': '*.txt filter=shout\n', 'a.txt': 'quiet' });
    const base = await checkOutBase(placeFor(folder), sha);
    expect(readFileSync(join(base.folder, 'a.txt'), 'utf8')).toBe('QUIET');
    await base.remove();
  });

  it('is removed with whatever was built in it, but not with what its links lead to', async () => {
    const { folder, sha } = busyRepository();
    const place = placeFor(folder);
    const base = await checkOutBase(place, sha);
    symlinkSync(join(folder, 'sub'), join(base.folder, 'link'), 'junction');
    write(base.folder, 'target/debug/built', '');
    await base.remove();
    expect(keptIn(place)).toEqual([]);
    expect(existsSync(join(folder, 'sub/ü b'))).toBe(true);
  });

  it('is removed once: later the place belongs to another run', async () => {
    const { folder, sha } = busyRepository();
    const place = placeFor(folder);
    const first = await checkOutBase(place, sha);
    await first.remove();
    const second = await checkOutBase(place, sha);
    await first.remove();
    expect(existsSync(join(second.folder, 'file'))).toBe(true);
    await second.remove();
  });

  it('is removed after an interrupt as well', async () => {
    const { folder, sha } = busyRepository();
    const before = stateOf(folder);
    const controller = new AbortController();
    const place = placeFor(folder, { interrupt: controller.signal });
    const base = await checkOutBase(place, sha);
    controller.abort('SIGINT');
    await base.remove();
    expect(stateOf(folder)).toEqual(before);
    expect(keptIn(place)).toEqual([]);
  });

  it('spares worktrees of the user’s that are away for the moment', async () => {
    const { folder, sha } = busyRepository();
    const drive = temporaryFolder('drive');
    git(folder, 'worktree', 'add', '--quiet', '--detach', join(drive, 'base'));
    renameSync(join(drive, 'base'), join(drive, 'away'));
    const before = stateOf(folder);
    const place = placeFor(folder);
    const base = await checkOutBase(place, sha);
    await base.remove();
    expect(await removeLeftCheckout(place)).toBe(false);
    expect(stateOf(folder)).toEqual(before);
    renameSync(join(drive, 'away'), join(drive, 'base'));
    expect(git(join(drive, 'base'), 'status', '--porcelain')).toBe('');
  });
});

describe('a checkout that fails', () => {
  it('says why in git’s words and leaves nothing: a filter', async () => {
    const { folder } = busyRepository();
    const sha = commit(folder, { '.gitattributes': '*.txt filter=broken\n', 'a.txt': '1' });
    git(folder, 'config', 'filter.broken.clean', 'cat');
    git(folder, 'config', 'filter.broken.smudge', 'exit 7');
    git(folder, 'config', 'filter.broken.required', 'true');
    const before = stateOf(folder);
    const place = placeFor(folder);
    await expect(checkOutBase(place, sha)).rejects.toMatchObject({
      code: 'checkout-failed',
      exitCode: 3,
      message: expect.stringContaining('smudge filter broken failed'),
    });
    expect(stateOf(folder)).toEqual(before);
    expect(keptIn(place)).toEqual([]);
  });

  it('says why in git’s words and leaves nothing: a full disk', async ({ skip }) => {
    const disk = smallDisk(512);
    if (!disk) return skip('only root may mount a disk');
    const { folder } = busyRepository();
    const text = Array.from({ length: 50_000 }, (_, index) => index).join('\n');
    const sha = commit(folder, { a: 'small', large: text, z: text });
    const before = stateOf(folder);
    const place = { ...placeFor(folder), cacheFolder: join(disk.folder, 'cache') };
    await expect(checkOutBase(place, sha)).rejects.toMatchObject({
      code: 'checkout-failed',
      exitCode: 3,
      message: expect.stringMatching(
        /unable to write file .*disk is full: \d+ KiB.*PERFWATCH_CACHE/,
      ),
    });
    expect(stateOf(folder)).toEqual(before);
    expect(keptIn(place)).toEqual([]);
    disk.fill();
    await expect(checkOutBase(place, sha)).rejects.toMatchObject({ exitCode: 3 });
    expect(stateOf(folder)).toEqual(before);
  });

  it('says that the cache folder cannot be made', async () => {
    const { folder, sha } = busyRepository();
    const cacheFolder = join(temporaryFolder(), 'file');
    writeFileSync(cacheFolder, '');
    await expect(checkOutBase({ ...placeFor(folder), cacheFolder }, sha)).rejects.toMatchObject({
      code: 'checkout-failed',
      message: expect.stringContaining('ENOTDIR'),
    });
  });

  it('says that there is no such commit, or no repository', async () => {
    const { folder } = busyRepository();
    const place = placeFor(folder);
    await expect(checkOutBase(place, 'a'.repeat(40))).rejects.toMatchObject({
      code: 'checkout-failed',
    });
    expect(keptIn(place)).toEqual([]);
    const nowhere = { ...place, git: gitOf(temporaryFolder()) };
    await expect(checkOutBase(nowhere, 'a'.repeat(40))).rejects.toMatchObject({
      code: 'not-a-repository',
    });
  });

  it.skipIf(process.platform === 'win32')(
    'leaves nothing when it is interrupted in the middle',
    async () => {
      const { folder } = busyRepository();
      const sha = commit(folder, { '.gitattributes': '*.txt filter=slow\n', 'a.txt': '1' });
      const started = join(temporaryFolder(), 'started');
      git(folder, 'config', 'filter.slow.smudge', `echo >"${started}"; sleep 1000`);
      const before = stateOf(folder);
      const controller = new AbortController();
      const place = placeFor(folder, { interrupt: controller.signal });
      const checkout = checkOutBase(place, sha);
      await Promise.race([until(() => existsSync(started)), checkout]);
      controller.abort('SIGINT');
      await expect(checkout).rejects.toMatchObject({
        code: 'checkout-failed',
        message: expect.stringContaining('it was interrupted'),
      });
      expect(stateOf(folder)).toEqual(before);
      expect(keptIn(place)).toEqual([]);
    },
  );
});

let built = '';

beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'perfwatch-checkout-'));
  const entry = ['checkout', 'git'].map((name) => `src/measure/base/${name}.ts`);
  const cwd = fileURLToPath(new URL('../../../', import.meta.url));
  const options = { config: false, cwd, outDir: built, clean: false, logLevel: 'warn' } as const;
  await build({ ...bundleOptions, ...options, entry });
  const script = `
    import { checkOutBase } from './checkout.js';
    import { gitIn } from './git.js';
    const [folder, cacheFolder, logFolder, sha] = process.argv.slice(2);
    const interrupt = new AbortController().signal;
    const io = { platform: process.platform, monotonicSeconds: () => 0 };
    const git = gitIn(folder, { env: process.env, io, logFolder, interrupt });
    const base = await checkOutBase({ git, cacheFolder, processId: process.pid }, sha);
    console.log(base.folder);
    setInterval(() => {}, 1000);
  `;
  writeFileSync(join(built, 'hold.mjs'), script);
  writeFileSync(join(built, 'package.json'), '{"type":"module"}');
});

afterAll(() => rmSync(built, { recursive: true, force: true }));

/** Another perfwatch that checks out a base, tells the folder and goes on. */
async function otherProcess({ git: { folder }, cacheFolder }: Place, sha: string) {
  const script = [join(built, 'hold.mjs'), folder, cacheFolder, temporaryFolder('logs'), sha];
  const child = spawn(process.execPath, script, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: gitEnvironment,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  return {
    /** The folder, once it is checked out. */
    async folder() {
      await until(() => out.endsWith('\n') || child.exitCode !== null);
      return out.trim();
    },
    async kill() {
      child.kill('SIGKILL');
      await until(() => child.exitCode !== null || child.signalCode !== null);
    },
  };
}

/** A checkout of a process that was killed, and the user's state before. */
async function leftCheckout() {
  const { folder, sha } = busyRepository();
  const before = stateOf(folder);
  const place = placeFor(folder);
  const other = await otherProcess(place, sha);
  const left = await other.folder();
  await other.kill();
  expect(readFileSync(join(left, 'file'), 'utf8')).toBe('1');
  expect(stateOf(folder).worktrees).toContain(left);
  return { folder, sha, before, place, left };
}

describe('a checkout of a run that was killed', () => {
  it('is removed by the next run, once', async () => {
    const { folder, before, place } = await leftCheckout();
    expect(await removeLeftCheckout(place)).toBe(true);
    expect(stateOf(folder)).toEqual(before);
    expect(keptIn(place)).toEqual([]);
    expect(await removeLeftCheckout(place)).toBe(false);
  });

  it('makes way for the next checkout', async () => {
    const { folder, before, sha, place } = await leftCheckout();
    const base = await checkOutBase(place, sha);
    expect(git(folder, 'worktree', 'list').split('\n')).toHaveLength(2);
    await base.remove();
    expect(stateOf(folder)).toEqual(before);
  });

  it.each([
    { what: 'its folder', lose: (left: string) => rmSync(left, { recursive: true }) },
    {
      what: 'the cache',
      lose: (left: string) => rmSync(dirname(dirname(left)), { recursive: true }),
    },
    { what: 'its .git file', lose: (left: string) => rmSync(join(left, '.git')) },
    {
      what: 'its entry in the repository',
      lose: (_left: string, folder: string) =>
        rmSync(join(folder, '.git/worktrees'), { recursive: true }),
    },
    {
      what: 'the reason of its lock',
      lose: (_left: string, folder: string) =>
        writeFileSync(join(folder, '.git/worktrees/base/locked'), ''),
    },
  ])('is removed after somebody has removed $what', async ({ lose }) => {
    const { folder, before, place, left } = await leftCheckout();
    lose(left, folder);
    expect(await removeLeftCheckout(place)).toBe(true);
    expect(stateOf(folder)).toEqual(before);
    expect(existsSync(left)).toBe(false);
    expect(await removeLeftCheckout(place)).toBe(false);
  });

  it.each([false, true])(
    'is removed although the cache is elsewhere now (and the old one gone: %s)',
    async (gone) => {
      const { folder, before, place, left } = await leftCheckout();
      if (gone) rmSync(place.cacheFolder, { recursive: true });
      expect(await removeLeftCheckout(placeFor(folder))).toBe(true);
      expect(stateOf(folder)).toEqual(before);
      expect(existsSync(left)).toBe(false);
    },
  );

  it('is removed by a run in another worktree of the repository', async () => {
    const { folder, before, place, left } = await leftCheckout();
    const linked = join(temporaryFolder('linked'), 'w');
    git(folder, 'worktree', 'add', '--quiet', '--detach', linked);
    expect(await removeLeftCheckout({ ...place, git: gitOf(linked) })).toBe(true);
    expect(existsSync(left)).toBe(false);
    git(folder, 'worktree', 'remove', linked);
    expect(stateOf(folder)).toEqual(before);
  });

  it('is recognized when it was killed in the middle of the checkout', async () => {
    const { folder } = busyRepository();
    const sha = commit(folder, { '.gitattributes': '*.txt filter=slow\n', 'a.txt': '1' });
    const started = join(temporaryFolder(), 'started');
    git(folder, 'config', 'filter.slow.smudge', `echo $PPID >"${started}"; sleep 1000`);
    const before = stateOf(folder);
    const place = placeFor(folder);
    const other = await otherProcess(place, sha);
    await until(() => existsSync(started) && readFileSync(started, 'utf8') !== '');
    await other.kill();
    // Its git lives on, as it leads a group of its own.
    process.kill(-Number(readFileSync(started, 'utf8')), 'SIGKILL');
    expect(await removeLeftCheckout(placeFor(folder))).toBe(true);
    expect(await removeLeftCheckout(place)).toBe(false);
    expect(stateOf(folder)).toEqual(before);
  });
});

describe('a checkout of a run that is still going on', () => {
  it('is not removed, and its place is refused', async () => {
    const { folder, sha } = busyRepository();
    const place = placeFor(folder);
    const other = await otherProcess(place, sha);
    const used = await other.folder();
    expect(await removeLeftCheckout(place)).toBe(false);
    // By a run in another worktree, with another cache, too.
    const linked = join(temporaryFolder('linked'), 'w');
    git(folder, 'worktree', 'add', '--quiet', '--detach', linked);
    expect(await removeLeftCheckout(placeFor(linked))).toBe(false);
    await expect(checkOutBase(place, sha)).rejects.toMatchObject({ code: 'run-in-progress' });
    expect(readFileSync(join(used, 'file'), 'utf8')).toBe('1');
    expect(git(used, 'status', '--porcelain')).toBe('');
  });
});

describe('there is nothing to remove', () => {
  it('outside of a repository, without git, and on a first run', async () => {
    const { folder } = busyRepository();
    expect(await removeLeftCheckout(placeFor(folder))).toBe(false);
    expect(await removeLeftCheckout(placeFor(folder, { env: { PATH: '/nowhere' } }))).toBe(false);
    const place = placeFor(temporaryFolder());
    expect(await removeLeftCheckout(place)).toBe(false);
    expect(existsSync(place.cacheFolder)).toBe(false);
  });

  it('in a worktree of the user’s that only looks like ours', async () => {
    const { folder } = busyRepository();
    const place = placeFor(folder);
    const own = await repositoryCacheFolder(place.cacheFolder, folder);
    const lookalike = join(temporaryFolder(), basename(own), 'base');
    git(folder, 'worktree', 'add', '--quiet', '--detach', '--lock', lookalike);
    writeFileSync(join(folder, '.git/worktrees/base/locked'), 'on a portable drive\n');
    expect(await removeLeftCheckout(place)).toBe(false);
    expect(existsSync(join(lookalike, 'file'))).toBe(true);
  });

  it('in a folder that the entry of a lost checkout merely names', async () => {
    const { folder, place, left } = await leftCheckout();
    rmSync(left, { recursive: true });
    write(left, 'precious', '');
    // Another cache, so that the folder is not known by its path.
    expect(await removeLeftCheckout(placeFor(folder))).toBe(true);
    expect(git(folder, 'worktree', 'list').split('\n')).toHaveLength(1);
    expect(existsSync(join(left, 'precious'))).toBe(true);
    expect(place.cacheFolder).not.toBe('');
  });
});

/** Makes a folder that cannot be removed, where that is possible; returns how to undo it. */
function obstruct(folder: string): (() => void) | null {
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o500);
    return () => chmodSync(folder, 0o700);
  }
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    return () => void execFileSync('umount', [folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
}

it('says when a checkout cannot be removed, and the next run removes it', async ({ skip }) => {
  const { folder, sha } = busyRepository();
  const before = stateOf(folder);
  const place = placeFor(folder);
  const base = await checkOutBase(place, sha);
  const undo = obstruct(join(base.folder, 'sub'));
  if (!undo) return skip('root here may remove everything, and not mount');
  try {
    await expect(base.remove()).rejects.toMatchObject({
      code: 'checkout-left',
      exitCode: 3,
      message: expect.stringContaining(base.folder),
    });
    // git at least knows no more of it.
    expect(stateOf(folder)).toEqual(before);
    await expect(removeLeftCheckout(place)).rejects.toMatchObject({ code: 'checkout-left' });
  } finally {
    undo();
  }
  expect(await removeLeftCheckout(place)).toBe(true);
  expect(keptIn(place)).toEqual([]);
});
