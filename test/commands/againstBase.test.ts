/** A base that is configured, laid out or behaves in another way than the present commit. */
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { commandSuite } from '../support/project.ts';
import { pause, type Repository, repository, script } from '../support/repository.ts';

const threshold = '50%';
const suiteOf = (commands: Record<string, string[]>, more = {}) => commandSuite(commands, more);
const configurationOf = (suites: Record<string, unknown>, more = {}) => ({
  threshold,
  suites,
  ...more,
});

const against = (made: Repository, ...argv: string[]) =>
  made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '4', ...argv]);

const noticesOf = (made: Repository) => made.report().suites.flatMap(({ notices }) => notices);

describe('a base that is configured in another way', () => {
  it('runs as it says itself: in its folder, with its files and its environment', async () => {
    const made = await repository(
      configurationOf({
        cli: suiteOf({ work: script('old.sh') }, { folder: 'old', env: { SIDE: 'base' } }),
      }),
      { 'old/old.sh': `echo "$SIDE $PWD" >>"$NOTES"\n${pause(0.02)}` },
    );
    made.git('mv', 'old', 'new');
    made.git('mv', 'new/old.sh', 'new/new.sh');
    made.configure(
      configurationOf({
        cli: suiteOf({ work: script('new.sh') }, { folder: 'new', env: { SIDE: 'candidate' } }),
      }),
    );
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    const notes = made.notes();
    const own = notes.filter((line) => line === `candidate ${made.path('new')}`);
    const others = notes.filter((line) => /^base .*\/old$/.test(line));
    expect([own.length, others.length, notes.length]).toEqual([4, 4, 8]);
    expect(others.join()).not.toContain(made.folder);
    expect(noticesOf(made).join()).not.toContain('configuration');
  });

  it.each([
    { what: 'a relative', folderIn: () => 'cli' },
    { what: 'an absolute', folderIn: (made: Repository) => made.path('cli') },
  ])('runs by the present one where it has none, with $what folder', async ({ folderIn }) => {
    const made = await repository(configurationOf({}), {
      'cli/work.sh': 'echo "$PWD" >>"$NOTES"\n',
    });
    made.git('rm', '--quiet', 'perfwatch.config.json');
    made.commit({});
    const folder = folderIn(made);
    made.configure(configurationOf({ cli: suiteOf({ work: script('work.sh') }, { folder }) }));
    made.write('cli/own', '');
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    expect(Object.keys(made.verdicts())).toEqual(['cli/work']);
    const notes = made.notes();
    expect(notes.filter((line) => line === made.path('cli'))).toHaveLength(4);
    expect(notes.filter((line) => line.startsWith(made.cache))).toHaveLength(4);
  });

  it('is found by its configuration under another of the usual names', async () => {
    const made = await repository(
      configurationOf({ cli: suiteOf({ work: script('work.sh') }, { env: { SIDE: 'base' } }) }),
      { 'work.sh': 'echo "$SIDE" >>"$NOTES"\n' },
    );
    made.git('rm', '--quiet', 'perfwatch.config.json');
    const configuration = configurationOf({ cli: suiteOf({ work: script('work.sh') }) });
    made.commit({ 'perfwatch.config.mjs': `export default ${JSON.stringify(configuration)};` });
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    expect(made.notes().sort()).toEqual(['', '', '', '', 'base', 'base', 'base', 'base']);
  });

  it.each([
    { what: 'is damaged', text: '{ "suites": ' },
    { what: 'is of another version', text: '{ "suites": {}, "unknown": 1 }' },
  ])('is measured by the present one with a notice where its own $what', async ({ text }) => {
    const made = await repository(configurationOf({ cli: suiteOf({ work: script('work.sh') }) }), {
      'work.sh': `echo "$PWD" >>"$NOTES"\n${pause(0.02)}`,
    });
    const good = made.read('perfwatch.config.json');
    made.commit({ 'perfwatch.config.json': text });
    made.commit({ 'perfwatch.config.json': good });
    const result = await against(made);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(noticesOf(made)).toContain(
      'The configuration of the base could not be read, so it was measured by the present one.',
    );
    expect(new Set(made.notes()).size).toBe(2);
  });
});

describe('a suite', () => {
  it('that the base does not have is measured as often as it must be, and is new', async () => {
    const made = await repository(configurationOf({ cli: suiteOf({ work: script('work.sh') }) }), {
      'work.sh': pause(0.02),
    });
    made.commit({
      'perfwatch.config.json': JSON.stringify(
        configurationOf({
          cli: suiteOf({ work: script('work.sh') }),
          more: suiteOf({ work: script('work.sh') }, { folder: 'more' }),
        }),
      ),
      'more/work.sh': 'echo launched >>"$NOTES"\n',
    });
    const options = ['--min-rounds', '2', '--max-rounds', '4'];
    const result = await made.perfwatch(['run', '--against', 'HEAD~1', ...options]);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(made.notes()).toHaveLength(2);
    expect(made.base().suites.map(({ suite }) => suite)).toEqual(['cli']);
    expect(result.out).toContain('more/work');
  });

  it('that only the base has is told', async () => {
    const made = await repository(
      configurationOf({
        cli: suiteOf({ work: script('work.sh') }),
        gone: suiteOf({ work: script('work.sh') }),
      }),
      { 'work.sh': pause(0.02) },
    );
    made.configure(configurationOf({ cli: suiteOf({ work: script('work.sh') }) }));
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    expect(noticesOf(made)).toContain(
      'The base has suite "gone", which is configured no longer and was not measured.',
    );
  });
});

describe('a side that fails', () => {
  const failingOn = (number: number) =>
    `echo x >>"$NOTES.$SIDE"
[ "$(/usr/bin/wc -l <"$NOTES.$SIDE")" -ge ${number} ] && { echo "launch ${number} broke" >&2; exit 9; }
${pause(0.01)}`;

  /** Two commits; on the named side, "bad" fails from the given launch on. */
  async function failing(side: 'base' | 'candidate' | 'both', launch: number) {
    const good = 'echo x >>"$NOTES.$SIDE"\n';
    const at = (one: string) => (side === one || side === 'both' ? failingOn(launch) : good);
    const settings = (SIDE: string) =>
      configurationOf({
        cli: suiteOf({ bad: script('bad.sh'), good: script('good.sh') }, { env: { SIDE } }),
      });
    const made = await repository(settings('base'), {
      'bad.sh': at('base'),
      'good.sh': pause(0.01),
    });
    made.commit({
      'perfwatch.config.json': JSON.stringify(settings('candidate')),
      'bad.sh': at('candidate'),
    });
    return made;
  }

  it.each([1, 3])('is the base in launch %d: that benchmark is incomparable', async (launch) => {
    const made = await failing('base', launch);
    const result = await against(made);
    expect(made.verdicts()).toMatchObject({ 'cli/bad': 'incomparable' });
    expect(made.verdicts()['cli/good']).toMatch(/unchanged|inconclusive/);
    const [bad] = made.report().comparisons.filter(({ id }) => id === 'cli/bad');
    expect(bad?.reason).toMatch(/The base has it, but it failed there: (.|\n)*launch \d broke/);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(made.report().outcome).toBe('undecided');
    expect((await against(made, '--strict')).exitCode).toBe(exitCodes.undecided);
  });

  it.each([1, 3])('is the candidate in launch %d: that benchmark failed; 3', async (launch) => {
    const made = await failing('candidate', launch);
    const result = await against(made);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(made.verdicts()).toMatchObject({ 'cli/bad': 'failed' });
    expect(made.verdicts()['cli/good']).toMatch(/unchanged|inconclusive/);
    expect(result.out).toContain(`launch ${launch} broke`);
  });

  it('is each of them: the benchmark failed; 3', async () => {
    const made = await failing('both', 1);
    expect((await against(made)).exitCode).toBe(exitCodes.failed);
    expect(made.verdicts()).toMatchObject({ 'cli/bad': 'failed' });
  });

  it('is not launched again once it hangs, and neither is the other; 3', async () => {
    const settings = configurationOf({
      cli: suiteOf({ work: script('work.sh') }, { timeoutSeconds: 2 }),
      fine: suiteOf({ work: script('fine.sh') }),
    });
    const hanging = '[ -e "$NOTES.2" ] && exec /bin/sleep 1000\necho >"$NOTES.2"\n';
    const made = await repository(settings, { 'work.sh': hanging, 'fine.sh': pause(0.01) });
    made.commit({ 'work.sh': 'echo launched >>"$NOTES"\n' });
    const result = await against(made);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(made.notes()).toHaveLength(2);
    const [cli, fine] = made.report().suites;
    expect(cli).toMatchObject({ state: 'incomplete' });
    expect(cli?.message).toMatch(/^On the base, HEAD~1 \([0-9a-f]{7}\): .* ended after 2 s/);
    expect(fine).toMatchObject({ state: 'measured', launches: 4 });
  });
});

describe('a harness of the repository’s own', () => {
  /** Tells for each launch which commit's module measured it, by what the suite says. */
  const harness = (commit: string, key: string) => `export default {
  name: 'dice',
  parseSettings({ ${key}, ...others }) {
    if (${key} === undefined || Object.keys(others).length > 0) throw new Error('${key} is missing');
    return { says: ${key} };
  },
  async prepare({ settings: { says }, folder }) {
    const argv = ['/bin/sh', '-c', 'echo "${commit} $0 $PWD" >>"$NOTES"', says];
    const time = { metric: 'time', sampleKind: 'call', samples: [0.01] };
    const thrown = { state: 'measured', path: ['throw'], params: {}, metrics: [time] };
    return {
      state: 'ready',
      suite: {
        harness: { name: 'dice', version: '1' },
        toolchain: {}, notices: [], sources: [],
        steps: () => [{ name: 'throw', argv, cwd: folder, env: {} }],
        read: async () => ({ benchmarks: [thrown], failure: null, notices: [] }),
      },
    };
  },
};`;
  const suiteWith = (keys: object) =>
    configurationOf({ dice: { harness: './ci/dice.mjs', ...keys } });

  it('is the present one for both sides, each with its own settings', async () => {
    const made = await repository(suiteWith({ sides: 'six' }), {
      'ci/dice.mjs': harness('base', 'sides'),
    });
    made.commit({ 'ci/dice.mjs': harness('candidate', 'sides') });
    made.configure(suiteWith({ sides: 'twenty' }));
    expect((await against(made)).exitCode).toBe(exitCodes.ok);
    const notes = made.notes();
    expect(notes.filter((line) => line === `candidate twenty ${made.folder}`)).toHaveLength(4);
    expect(notes.filter((line) => /^candidate six .*\/base$/.test(line))).toHaveLength(4);
    expect(noticesOf(made)).toEqual([]);
  });

  it('measures a base that it does not take as it is configured now, and says so', async () => {
    const made = await repository(suiteWith({ sides: 'six' }), {
      'ci/dice.mjs': harness('base', 'sides'),
    });
    made.write('ci/dice.mjs', harness('candidate', 'faces'));
    made.configure(suiteWith({ faces: 'twenty' }));
    made.commit({ 'other.txt': '' });
    expect((await made.perfwatch(['run', '--against', 'HEAD~2', '--launches', '4'])).exitCode).toBe(
      exitCodes.ok,
    );
    expect(new Set(made.notes().map((line) => line.split(' ', 2).join(' ')))).toEqual(
      new Set(['candidate twenty']),
    );
    expect(noticesOf(made).join()).toContain(
      'The base configures suite "dice" in a way that its harness does not take now',
    );
  });
});
