/** Paired runs that are interrupted, and checkouts that do not go away: results and repository. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { git, stateOf } from '../measure/base/repositories.ts';
import type { FakeIo } from '../support/io.ts';
import { commandSuite } from '../support/project.ts';
import { type Repository, repository, script } from '../support/repository.ts';
import { until } from '../support/waiting.ts';

const paired = ['run', '--against', 'HEAD~1', '--launches', '5'];

/** Waits for ever where the variable WAIT names this side and its number of calls is reached. */
const waiting = `echo "$0 $SIDE" >>"$NOTES"
calls=$(/usr/bin/grep -c "^$0 $SIDE$" "$NOTES")
[ "$0 $SIDE $calls" = "$WAIT" ] && { echo waiting >>"$NOTES"; exec /bin/sleep 1000; }
exit 0
`;

/** A busy repository: staged, changed, untracked, stashed, on a branch with another worktree. */
async function busy(): Promise<Repository> {
  const suite = (SIDE: string) => ({
    suites: {
      cli: commandSuite(
        { work: script('work.sh') },
        { env: { SIDE }, prepare: script('prepare.sh'), setup: [script('setup.sh')] },
      ),
    },
  });
  const made = await repository(suite('base'), {
    'work.sh': waiting,
    'prepare.sh': waiting,
    'setup.sh': waiting,
    file: '1',
  });
  made.configure(suite('candidate'));
  made.write('file', 'stashed');
  made.git('stash');
  made.write('staged', '');
  made.git('add', 'staged');
  made.write('file', 'changed');
  made.write('untracked', '');
  made.git('branch', 'other');
  return made;
}

/** Interrupts once the suite waits. */
async function interruptedAt(made: Repository, WAIT: string) {
  const interrupt = async (io: FakeIo) => {
    await until(() => made.notes().includes('waiting'));
    io.interrupt('SIGINT');
  };
  let done: Promise<void> = Promise.resolve();
  const result = await made.perfwatch(paired, { env: { WAIT } }, (io) => {
    done = interrupt(io);
  });
  await done;
  return result;
}

describe('an interrupt', () => {
  it.each([
    { what: 'a launch of the base', wait: 'work.sh base 4', whole: { base: 3, candidate: 3 } },
    {
      what: 'a launch of the candidate',
      wait: 'work.sh candidate 2',
      whole: { base: 1, candidate: 1 },
    },
  ])('in $what: worktree removed, what was measured kept; 130', async ({ wait, whole }) => {
    const made = await busy();
    const result = await interruptedAt(made, wait);
    expect(result.exitCode).toBe(130);
    expect(made.run()).toMatchObject({ state: 'interrupted', suites: [{ state: 'incomplete' }] });
    const counts = Object.entries({ base: made.base(), candidate: made.run() }).map(
      ([side, { suites }]) => {
        const [work] = suites[0]?.benchmarks ?? [];
        return [side, work?.measurements[0]?.launches.length];
      },
    );
    expect(Object.fromEntries(counts)).toEqual(whole);
    expect(made.report().outcome).toBe('failed');
    expect(result.out).toContain('run interrupted');
  });

  it.each([
    { what: 'the build of the candidate', wait: 'prepare.sh candidate 2' },
    { what: 'the setup of the base', wait: 'setup.sh base 1' },
    { what: 'the build of the base', wait: 'prepare.sh base 1' },
    { what: 'the first launch', wait: 'work.sh base 1' },
  ])('in $what: worktree removed, the last results kept; 130', async ({ wait }) => {
    const made = await busy();
    await made.perfwatch(['run', '--launches', '1', '--no-against']);
    made.notes();
    const before = made.read('.perfwatch/run.json');
    const result = await interruptedAt(made, wait);
    expect(result).toMatchObject({ exitCode: 130, out: '' });
    expect(result.err).toContain('the results of the last run are kept');
    expect(made.read('.perfwatch/run.json')).toBe(before);
    expect(made.exists('.perfwatch/base.json')).toBe(false);
    expect(made.list('.perfwatch')).not.toContain('lock');
  });

  it('during the checkout: nothing is left of it; 130', async () => {
    const made = await busy();
    git(made.folder, 'config', 'filter.slow.clean', 'cat');
    git(
      made.folder,
      'config',
      'filter.slow.smudge',
      `[ -z "$NOTES" ] && exec cat; echo waiting >>"$NOTES"; exec sleep 1000`,
    );
    made.write('.gitattributes', 'slow filter=slow\n');
    made.write('slow', '');
    made.git('add', '.gitattributes', 'slow');
    made.git('commit', '--quiet', '-m', 'slow', '--', '.gitattributes', 'slow');
    made.git('commit', '--quiet', '--allow-empty', '-m', 'empty');
    const result = await interruptedAt(made, '');
    expect(result).toMatchObject({ exitCode: 130, out: '' });
    expect(made.notes()).toEqual([]);
  });

  it('leaves a repository in which the next run works as ever', async () => {
    const made = await busy();
    await interruptedAt(made, 'work.sh base 2');
    const result = await made.perfwatch(paired);
    expect(result.exitCode).not.toBe(130);
    expect(made.run()).toMatchObject({ state: 'complete', suites: [{ state: 'measured' }] });
    expect(made.base().suites[0]?.launches).toHaveLength(5);
  });
});

describe('the user’s branches, index, stash and files', () => {
  it('stay as they are, however the run ends', async () => {
    const made = await busy();
    for (const argv of [
      paired,
      ['run', '--against', 'main', '--launches', '2'],
      ['run', '--against', 'nope'],
      ['run', '--against', 'HEAD~1', '--time-budget', '0.01s'],
    ]) {
      // The repository's own check holds each run to that, see test/support/repository.ts.
      await made.perfwatch(argv);
    }
    expect(made.git('stash', 'list')).not.toBe('');
    const status = made.git('status', '--porcelain').split('\n');
    expect(status.map((line) => line.trim()).sort()).toEqual([
      '?? untracked',
      'A  staged',
      'M file',
    ]);
    expect(made.git('branch', '--all').split('\n')).toEqual(['* main', '  other']);
  });
});

/** Makes a folder one that nobody can remove, where root may mount; undone by what is returned. */
function obstruct(folder: string): (() => void) | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    return () => void execFileSync('umount', [folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
}

it('a checkout that cannot be removed costs nothing of what was measured', async ({ skip }) => {
  const made = await busy();
  const before = stateOf(made.folder);
  const undo: (() => void)[] = [];
  const result = await made.unchecked(paired, {}, (io) => {
    io.onError((text) => {
      if (!text.includes('round 1 of')) return;
      const [own = ''] = readdirSync(made.cache);
      const folder = join(made.cache, own, 'base', 'obstacle');
      execFileSync('mkdir', [folder]);
      const undoing = obstruct(folder);
      if (undoing) undo.push(undoing);
    });
  });
  if (undo.length === 0) return skip('only root may mount');
  try {
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(result.err).toContain('could not be removed');
    expect(made.run()).toMatchObject({ state: 'complete', suites: [{ state: 'measured' }] });
  } finally {
    for (const undoing of undo) undoing();
  }
  expect(stateOf(made.folder)).toEqual(before);
  await made.perfwatch(['run', '--no-against', '--launches', '1']);
  expect(made.cached()).toEqual([]);
});
