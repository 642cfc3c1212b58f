/** How many rounds, within what time: paired runs that go on while something is undecided. */
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import type { Run } from '../../src/model/run.ts';
import { commandSuite } from '../support/project.ts';
import { pause, type Repository, repository, script } from '../support/repository.ts';

const threshold = '50%';
const noted = (name: string) => `echo ${name} >>"$NOTES"\n`;

/** Every second launch of a side takes twice as long, so that the change is about the threshold. */
const wavering = `echo >>"$NOTES.wave"
[ $(($(/usr/bin/wc -l <"$NOTES.wave") % 2)) = 0 ] && exec /bin/sleep 0.08
exec /bin/sleep 0.04
`;

/** Slower, the same and wavering, as of two commits. */
async function three(more: Record<string, unknown> = {}): Promise<Repository> {
  const names = ['slower', 'same', 'wavering'];
  const commands = Object.fromEntries(names.map((name) => [name, script(`${name}.sh`)]));
  const made = await repository(
    { threshold, suites: { cli: commandSuite(commands), empty: commandSuite(commands) }, ...more },
    {
      'slower.sh': noted('slower') + pause(0.02),
      'same.sh': noted('same') + pause(0.1),
      'wavering.sh': noted('wavering') + pause(0.04),
    },
  );
  made.commit({
    'slower.sh': noted('slower') + pause(0.2),
    'wavering.sh': noted('wavering') + wavering,
  });
  return made;
}

/** How often each benchmark was launched, both sides together. */
function launchesIn(made: Repository): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of made.notes()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const timesIn = ({ suites }: Run, id: string) =>
  suites
    .flatMap(({ benchmarks }) => benchmarks)
    .find((benchmark) => benchmark.id === id)
    ?.measurements.find(({ metric }) => metric === 'time')
    ?.launches.map(({ launch }) => launch);

describe('rounds', () => {
  it('go on for what is undecided only, up to the most', async () => {
    const made = await three();
    const options = ['--suite', 'cli', '--min-rounds', '4', '--max-rounds', '12'];
    const result = await made.perfwatch(['run', '--against', 'HEAD~1', ...options]);
    expect(result.exitCode).toBe(exitCodes.regressed);
    expect(made.verdicts()).toMatchObject({ 'cli/slower': 'regressed', 'cli/same': 'unchanged' });
    expect(made.run().pairing?.looks).toEqual([4, 6, 9, 12]);
    const counts = launchesIn(made);
    expect(counts).toMatchObject({ slower: 8, same: 8 });
    expect(counts.wavering).toBeGreaterThan(8);
    expect(timesIn(made.base(), 'cli/slower')).toEqual([0, 1, 2, 3]);
    expect(timesIn(made.base(), 'cli/wavering')).toHaveLength((counts.wavering ?? 0) / 2);
    expect(timesIn(made.run(), 'cli/wavering')).toEqual(timesIn(made.base(), 'cli/wavering'));
    expect(result.err).toContain('cli: round 1 of at most 12\n');
    expect(result.err).toContain('cli: round 5 of at most 12, 1 undecided\n');
  });

  it('end once all is decided, also where nothing was wanted of a suite', async () => {
    const made = await three();
    const options = ['--filter', '^cli/s', '--min-rounds', '4', '--max-rounds', '12'];
    const result = await made.perfwatch(['run', '--against', 'HEAD~1', ...options]);
    expect(result.exitCode).toBe(exitCodes.regressed);
    const { slower = 0, same = 0, ...others } = launchesIn(made);
    expect(others).toEqual({});
    // Four rounds of both sides on a quiet machine, one look more on a busy one; never all twelve.
    expect([8, 12, 16]).toContain(Math.max(slower, same));
    const [wanted, unwanted] = made.run().suites.map(({ launches }) => launches.length);
    expect(wanted).toBe(Math.max(slower, same) / 2);
    expect(unwanted).toBe(4);
    expect(result.err).not.toContain('round 9');
  });

  it.each([
    { argv: ['--launches', '3'], looks: [3] },
    { argv: ['--max-rounds', '3'], looks: [3] },
    { argv: ['--min-rounds', '3', '--max-rounds', '3'], looks: [3] },
  ])('are as many as $argv says, looked at once', async ({ argv, looks }) => {
    const made = await three();
    await made.perfwatch(['run', '--suite', 'cli', '--against', 'HEAD~1', ...argv]);
    expect(made.run()).toMatchObject({ launches: 3, pairing: { looks } });
    expect(made.base()).toMatchObject({ launches: 3, pairing: { looks } });
    expect(launchesIn(made)).toEqual({ slower: 6, same: 6, wavering: 6 });
  });

  it('are as many as the configuration says, and the command line wins', async () => {
    const made = await three({ rounds: { minimum: 2, maximum: 3 } });
    const looksFor = async (...argv: string[]) => {
      const options = ['--suite', 'cli', '--filter', 'slower', ...argv];
      await made.perfwatch(['run', '--against', 'HEAD~1', ...options]);
      return made.run().pairing?.looks;
    };
    expect(await looksFor()).toEqual([2, 3]);
    expect(await looksFor('--max-rounds', '2')).toEqual([2]);
    expect(await looksFor('--min-rounds', '4')).toEqual([4]);
  });

  it('take turns in who goes first, from suite to suite as well', async () => {
    const suite = (SIDE: string) => commandSuite({ work: script('work.sh') }, { env: { SIDE } });
    const configuration = (side: string) => ({
      threshold,
      suites: { one: suite(`1${side}`), two: suite(`2${side}`) },
    });
    const made = await repository(configuration('A'), { 'work.sh': 'echo "$SIDE" >>"$NOTES"\n' });
    made.configure(configuration('B'));
    await made.perfwatch(['run', '--against', 'HEAD~1', '--launches', '4']);
    expect(made.notes().join(' ')).toBe('1A 1B 2B 2A 1B 1A 2A 2B 1B 1A 2A 2B 1A 1B 2B 2A');
  });
});

describe('a time budget', () => {
  const slow = commandSuite({ work: script('work.sh') });
  const configuration = { threshold, suites: { cli: slow } };
  const files = { 'work.sh': `${noted('work')}${pause(0.5)}` };
  const paired = ['run', '--against', 'HEAD~1', '--quiet'];

  async function twoCommits(more = {}) {
    const made = await repository({ ...configuration, ...more }, files);
    made.commit({ other: '' });
    return made;
  }

  it('that is too small is refused after the first round; the last results are kept; 2', async () => {
    const made = await twoCommits();
    await made.perfwatch(['run', '--launches', '1']);
    made.notes();
    const [before, list] = [made.read('.perfwatch/run.json'), made.list()];
    const result = await made.perfwatch([...paired, '--time-budget', '2s']);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toMatch(
      /^perfwatch: The time budget of 2 s is too small: 5 rounds, the fewest that can decide anything, take about \d+ s\. Raise --time-budget[^\n]+\n$/,
    );
    expect(made.notes()).toHaveLength(2);
    expect(made.read('.perfwatch/run.json')).toBe(before);
    expect(made.list()).toEqual(list);
  });

  it('that is too small by what the baseline tells is refused before anything is built', async () => {
    const prepare = ['/bin/sh', '-c', 'echo prepare >>"$NOTES"'];
    const made = await twoCommits({ suites: { cli: { ...slow, prepare } } });
    await made.perfwatch(['run', '--launches', '10']);
    await made.perfwatch(['baseline', 'update']);
    made.commit({});
    made.notes();
    const options = ['--launches', '10', '--time-budget', '3s'];
    const result = await made.perfwatch([...paired, ...options]);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toMatch(/10 rounds, the fewest .* take about 1\d s/);
    expect(made.notes()).toEqual([]);
  });

  it('ends the rounds after the fewest', async () => {
    const made = await twoCommits({ timeBudget: '4s', rounds: { minimum: 2, maximum: 1000 } });
    made.commit({ 'work.sh': `${noted('work')}${wavering}` });
    const result = await made.perfwatch(['run', '--against', 'HEAD~1', '--min-rounds', '1']);
    expect(result.exitCode).toBe(exitCodes.ok);
    const rounds = made.run().suites[0]?.launches.length ?? 0;
    expect(made.run().suites[0]?.state).toBe('measured');
    expect(rounds).toBeLessThan(20);
    expect(made.notes()).toHaveLength(2 * rounds);
    expect(result.err).toMatch(/round 1 of at most 1000, \d+(\.\d+)? m?s of the budget left/);
  });
});
