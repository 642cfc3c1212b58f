/** Both sides at once, on processors of their own: asked of this very machine. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../../src/errors.ts';
import { findDuet, parseProcessorList } from '../../../src/measure/pair/duet.ts';
import { commandSuite, leanPath } from '../../support/project.ts';
import { pathOf, pause, type Repository, repository, script } from '../../support/repository.ts';

describe('a list of processors', () => {
  it.each([
    ['0', [0]],
    ['0-3', [0, 1, 2, 3]],
    ['0-1,4,6-7\n', [0, 1, 4, 6, 7]],
    ['', []],
    ['none', []],
    ['3-1', []],
  ])('%j is %j', (text, processors) => {
    expect(parseProcessorList(text)).toEqual(processors);
  });
});

const linux = { env: process.env, platform: 'linux' } as const;

const status = () => readFileSync('/proc/self/status', 'utf8');
const allowed = () => parseProcessorList(/^Cpus_allowed_list:\s*(\S+)$/m.exec(status())?.[1] ?? '');

describe.skipIf(process.platform !== 'linux' || availableParallelism() < 2)('a duet', () => {
  it('finds two processors that this process may use', async () => {
    const duet = await findDuet(linux);
    if (duet.state !== 'possible') throw new Error(duet.reason);
    const [one, other] = duet.processors;
    expect(one).not.toBe(other);
    expect(allowed()).toEqual(expect.arrayContaining([one, other]));
    const siblings = `/sys/devices/system/cpu/cpu${one}/topology/thread_siblings_list`;
    expect(parseProcessorList(readFileSync(siblings, 'utf8'))).not.toContain(other);
    const pinned = await execa(duet.taskset, ['-c', String(other), 'cat', '/proc/self/status']);
    expect(pinned.stdout).toContain(`Cpus_allowed_list:\t${other}\n`);
  });

  it('is impossible for a process that may use one processor only', async () => {
    const before = allowed();
    const pin = (processors: readonly number[]) =>
      execa('taskset', ['-c', '-p', processors.join(), String(process.pid)]);
    await pin(before.slice(0, 1));
    try {
      expect(await findDuet(linux)).toEqual({
        state: 'impossible',
        reason: 'there is only one processor core to run on',
      });
    } finally {
      await pin(before);
    }
  });
});

describe('a duet is impossible', () => {
  it('without taskset, or on other systems', async () => {
    expect(await findDuet({ env: { PATH: leanPath }, platform: 'linux' })).toMatchObject({
      reason: expect.stringContaining('util-linux'),
    });
    expect(await findDuet({ ...linux, platform: 'darwin' })).toMatchObject({
      reason: expect.stringContaining('on Linux only'),
    });
  });
});

/** Says when it began and ended, which side it is, and on which processors it may run. */
const telling = `begin=$(/usr/bin/date +%s%N)
${pause(0.3)}
end=$(/usr/bin/date +%s%N)
echo "$SIDE $begin $end $(/usr/bin/grep Cpus_allowed_list /proc/self/status)" >>"$NOTES"
`;

async function twoSides(more: Record<string, unknown>) {
  const suite = (SIDE: string) =>
    commandSuite({ work: script('work.sh') }, { env: { SIDE }, ...more });
  const made = await repository({ suites: { cli: suite('base') } }, { 'work.sh': telling });
  made.configure({ suites: { cli: suite('candidate') } });
  return made;
}

interface Told {
  readonly side: string;
  readonly begin: number;
  readonly end: number;
  readonly processors: number[];
}

const toldBy = (made: Repository): Told[] =>
  made.notes().map((line) => {
    const [side = '', begin, end, , list = ''] = line.split(/\s+/);
    const processors = parseProcessorList(list);
    return { side, begin: Number(begin), end: Number(end), processors };
  });

const run = ['run', '--against', 'HEAD~1', '--launches', '3'];

describe.skipIf(process.platform !== 'linux' || availableParallelism() < 2)('pairing: duet', () => {
  it('runs both sides at the same time, on one processor each, and swaps them', async () => {
    const made = await twoSides({ pairing: 'duet' });
    expect((await made.perfwatch(run)).exitCode).toBe(exitCodes.ok);
    expect(made.run().pairing?.design).toBe('duet');
    expect(made.report().suites[0]?.notices.join()).not.toContain('duet');
    const told = toldBy(made);
    const [base, candidate] = ['base', 'candidate'].map((name) =>
      told.filter(({ side }) => side === name).sort((a, b) => a.begin - b.begin),
    );
    expect([base?.length, candidate?.length]).toEqual([3, 3]);
    for (const round of [0, 1, 2]) {
      const [one, other] = [base?.[round], candidate?.[round]];
      if (!one || !other) throw new Error(`round ${round} is missing`);
      expect(one.begin).toBeLessThan(other.end);
      expect(other.begin).toBeLessThan(one.end);
      expect([one.processors.length, other.processors.length]).toEqual([1, 1]);
      expect(one.processors).not.toEqual(other.processors);
    }
    // AB BA BA
    expect(base?.[1]?.processors).toEqual(candidate?.[0]?.processors);
    expect(base?.[2]?.processors).toEqual(base?.[1]?.processors);
  });

  it('is off where nobody asks for it', async () => {
    const made = await twoSides({});
    await made.perfwatch(run);
    expect(made.run().pairing?.design).toBe('alternating');
    const told = toldBy(made).sort((a, b) => a.begin - b.begin);
    for (const [index, { begin }] of told.entries()) {
      expect(begin).toBeGreaterThan(told[index - 1]?.end ?? 0);
    }
  });

  it('falls back to one after the other, and says why', async () => {
    const made = await twoSides({ pairing: 'duet' });
    const result = await made.perfwatch(run, { env: { PATH: await pathOf('git') } });
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(made.run().pairing?.design).toBe('alternating');
    expect(made.report().suites[0]?.notices).toContain(
      'Both sides ran one after the other, not as a duet: `taskset` was not found (package util-linux).',
    );
    expect(toldBy(made)).toHaveLength(6);
  });

  it('may not become a baseline, for both sides slow each other down', async () => {
    const made = await twoSides({ pairing: 'duet' });
    await made.perfwatch(run);
    const update = await made.perfwatch(['baseline', 'update']);
    expect(update.exitCode).toBe(exitCodes.usage);
    expect(update.err).toContain('both sides ran at once');
  });
});
