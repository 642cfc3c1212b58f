/** How the base gets ready: built only where it differs, installed only where it must be, set up. */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { commandSuite } from '../support/project.ts';
import { type Repository, repository, script } from '../support/repository.ts';

const threshold = '50%';
const work = script('work.sh');

/** Names itself and where it runs. */
const noting = (name: string) => ['/bin/sh', '-c', `echo "${name} $PWD" >>"$NOTES"`];

const against = (made: Repository, ...argv: string[]) =>
  made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '2', ...argv]);

/** Notes by name: how often in the user's own folder, and how often in a checkout. */
function countsOf(made: Repository) {
  const counts: Record<string, [own: number, checkout: number]> = {};
  for (const line of made.notes()) {
    const [name = '', place = ''] = line.split(/ (.*)/);
    const count = counts[name] ?? [0, 0];
    count[place.startsWith(made.folder) ? 0 : 1] += 1;
    counts[name] = count;
  }
  return counts;
}

/** Every file below a folder with its content, every link with where it leads. */
function treeOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/^\.(git|perfwatch)(\/|$)/.test(name))
    .sort()
    .map((name) => {
      const found = lstatSync(join(folder, name));
      if (found.isSymbolicLink()) return `${name} -> ${readlinkSync(join(folder, name))}`;
      if (!found.isFile()) return name;
      return `${name} ${createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')}`;
    });
}

describe('a suite is built', () => {
  const suite = (more = {}) =>
    commandSuite({ work }, { prepare: noting('prepare'), setup: [noting('setup')], ...more });
  const files = {
    'one/src': '1',
    'one/work.sh': 'echo "work $PWD" >>"$NOTES"\n',
    'two/work.sh': '',
    other: '1',
  };
  const configuration = {
    threshold,
    suites: {
      one: suite({ folder: 'one', inputs: ['one/**', 'shared'] }),
      two: suite({ folder: 'two', inputs: ['two'] }),
    },
  };

  it('once where none of its inputs differs, and that build is launched for both', async () => {
    const made = await repository(configuration, files);
    made.commit({ other: '2' });
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    expect(countsOf(made)).toEqual({ prepare: [2, 0], work: [4, 0] });
  });

  it('twice where one of its inputs differs, and only that suite', async () => {
    const made = await repository(configuration, files);
    made.commit({ 'one/src': '2' });
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    expect(countsOf(made)).toEqual({ prepare: [2, 1], setup: [0, 1], work: [2, 2] });
  });

  it.each([
    { what: 'a change is not committed', change: (made: Repository) => made.write('one/src', '3') },
    { what: 'a file is not tracked', change: (made: Repository) => made.write('one/new', '') },
    { what: 'an input was not there', change: (made: Repository) => made.write('shared', '') },
  ])('twice where $what', async ({ change }) => {
    const made = await repository(configuration, files);
    made.commit({ other: '2' });
    change(made);
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    expect(countsOf(made)).toMatchObject({ prepare: [2, 1], work: [2, 2] });
  });

  it('twice where it is run in another way, whatever its inputs', async () => {
    const made = await repository(configuration, files);
    const { one, two } = configuration.suites;
    made.configure({ threshold, suites: { one: { ...one, env: { LEVEL: '9' } }, two } });
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    expect(countsOf(made)).toEqual({ prepare: [2, 1], setup: [0, 1], work: [2, 2] });
  });

  it('twice where it names no inputs and anything differs, once where nothing does', async () => {
    const suites = { one: suite({ folder: 'one' }) };
    const made = await repository({ threshold, suites }, files);
    made.commit({ other: '2' });
    await against(made);
    expect(countsOf(made)).toMatchObject({ prepare: [1, 1], work: [2, 2] });
    await made.perfwatch(['run', '--against', 'HEAD', '--launches', '2']);
    expect(countsOf(made)).toEqual({ prepare: [1, 0], work: [4, 0] });
  });
});

describe('a fresh checkout', () => {
  const installed = {
    'node_modules/dep/package.json': '{ "name": "dep" }',
    '.venv/pyvenv.cfg': 'home = /usr/bin\n',
  };
  const files = {
    '.gitignore': 'node_modules\n.venv\nbuilt\n',
    'work.sh': 'cat node_modules/dep/package.json built >>"$NOTES" 2>&1\necho >>"$NOTES"\n',
    'package-lock.json': '{ "version": 1 }',
    'uv.lock': 'version = 1\n',
    'build.sh': 'echo "setup $PWD" >>"$NOTES"\n/bin/cp package-lock.json built\n',
    'install.sh': `echo "install $PWD" >>"$NOTES"
/bin/rm -rf node_modules .venv
/bin/mkdir -p node_modules/dep .venv
echo '{ "name": "dep", "own": true }' >node_modules/dep/package.json
echo own >.venv/pyvenv.cfg
`,
  };
  const suite = (more = {}) =>
    commandSuite(
      { work: ['/usr/bin/env', 'PATH=/usr/bin:/bin', '/bin/sh', 'work.sh'] },
      { setup: [script('build.sh')], ...more },
    );

  async function prepared(more = {}) {
    const made = await repository({ threshold, suites: { cli: suite(more) } }, files);
    for (const [file, text] of Object.entries(installed)) made.write(file, text);
    made.write('built', 'by the user');
    return made;
  }

  it('uses what is installed where lock files are equal, and is set up', async () => {
    const made = await prepared({ install: [script('install.sh')] });
    made.commit({ other: '2' });
    const before = treeOf(made.folder);
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    const notes = made.notes();
    expect(notes.filter((line) => /^(setup|install)/.test(line))).toEqual([
      expect.stringMatching(/^setup .*\/base$/),
    ]);
    expect(notes.filter((line) => line === '{ "name": "dep" }{ "version": 1 }')).toHaveLength(2);
    expect(notes.filter((line) => line === '{ "name": "dep" }by the user')).toHaveLength(2);
    expect(treeOf(made.folder)).toEqual(before);
  });

  it.each(['package-lock.json', 'uv.lock'])(
    'installs for itself where %s differs',
    async (lock) => {
      const made = await prepared({ install: [script('install.sh')] });
      made.commit({ [lock]: 'another' });
      const before = treeOf(made.folder);
      expect((await against(made)).exitCode).toBe(exitCodes.ok);
      const notes = made.notes();
      expect(notes.filter((line) => /^(setup|install)/.test(line))).toEqual([
        expect.stringMatching(/^install .*\/base$/),
        expect.stringMatching(/^setup .*\/base$/),
      ]);
      expect(notes).toContain('{ "name": "dep", "own": true }');
      expect(treeOf(made.folder)).toEqual(before);
    },
  );

  it('installs where nothing is installed at all', async () => {
    const made = await repository(
      { threshold, suites: { cli: suite({ install: [script('install.sh')] }) } },
      files,
    );
    made.commit({ other: '2' });
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    expect(made.notes().filter((line) => line.startsWith('install'))).toHaveLength(1);
    expect(made.exists('node_modules')).toBe(false);
  });

  it('installs once for suites that share a folder', async () => {
    const one = suite({ install: [script('install.sh')] });
    const made = await repository({ threshold, suites: { one, two: one } }, files);
    for (const [file, text] of Object.entries(installed)) made.write(file, text);
    made.commit({ 'package-lock.json': 'another' });
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    expect(made.notes().filter((line) => line.startsWith('install'))).toHaveLength(1);
  });

  it('is a failure with what to configure where nobody says how to install; 3', async () => {
    const made = await prepared();
    made.commit({ 'package-lock.json': 'another' });
    const result = await against(made);
    expect(result.exitCode).toBe(exitCodes.failed);
    const [cli] = made.report().suites;
    expect(cli?.state).toBe('failed');
    expect(cli?.message).toMatch(
      /^The base of suite "cli", HEAD~1 \([0-9a-f]{7}\), could not be got ready: package-lock\.json differs .* install: "npm ci"$/,
    );
    expect(result.out).toContain('package-lock.json differs');
    expect(made.notes()).toEqual([]);
  });

  it.each([
    {
      what: 'the build',
      more: { prepare: script('break.sh') },
      says: 'The prepare command (/bin/sh break.sh) ended with exit code 7:\nwhy it broke',
    },
    {
      what: 'setup',
      more: { setup: [script('build.sh'), script('break.sh')] },
      says: 'The setup command (/bin/sh break.sh) ended with exit code 7:\nwhy it broke',
    },
    {
      what: 'a program of setup that is not there',
      more: { setup: ['/nowhere/program'] },
      says: 'The setup command (/nowhere/program) could not be started',
    },
    {
      what: 'setup that takes too long',
      more: { setup: ['/bin/sleep 1000'], prepareTimeoutSeconds: 1 },
      says: 'The setup command (/bin/sleep 1000) took longer than 1 s',
    },
  ])('that fails by $what is that suite’s failure alone; 3', async ({ more, says }) => {
    const fine = suite({ inputs: ['nothing'] });
    const settings = { threshold, suites: { cli: suite(more), fine } };
    const broken = 'echo "why it broke" >&2\nexit 7\n';
    const made = await repository(settings, { ...files, 'break.sh': broken });
    made.commit({ 'break.sh': '' });
    const result = await against(made);
    expect(result.exitCode).toBe(exitCodes.failed);
    const [cli, other] = made.report().suites;
    expect(cli).toMatchObject({ state: 'failed', message: expect.stringContaining(says) });
    expect(cli?.message).toContain('The base of suite "cli", HEAD~1 (');
    expect(other).toMatchObject({ state: 'measured', launches: 2 });
    expect(result.out).toContain(says.split('\n')[0]);
  });

  it('is not got ready for a candidate that cannot be launched', async () => {
    const made = await repository(
      { threshold, suites: { cli: suite({ prepare: script('break.sh') }) } },
      { ...files, 'break.sh': '' },
    );
    made.commit({ 'break.sh': 'exit 7\n' });
    expect((await against(made)).exitCode).toBe(exitCodes.failed);
    expect(made.report().suites[0]?.message).toMatch(/^The prepare command/);
    expect(made.notes()).toEqual([]);
  });
});

it('runs submodules at the commits of each side', async () => {
  const library = await repository({}, { 'work.sh': 'echo "old $PWD" >>"$NOTES"\n' });
  const suites = { cli: commandSuite({ work: script('library/work.sh') }) };
  const made = await repository({ threshold, suites });
  made.git('submodule', '--quiet', 'add', library.folder, 'library');
  made.commit({});
  library.commit({ 'work.sh': 'echo "new $PWD" >>"$NOTES"\n' });
  made.git('-C', 'library', 'pull', '--quiet');
  made.commit({});
  expect((await against(made)).exitCode).toBe(exitCodes.ok);
  expect(countsOf(made)).toEqual({ old: [0, 2], new: [2, 0] });
  expect(made.git('-C', 'library', 'status', '--porcelain')).toBe('');
});
