/** Parts of a run joined: what it says, and which sets are refused. */
import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import type { Report } from '../../src/model/report.ts';
import type { Run } from '../../src/model/run.ts';
import { benchmark, run as madeRun, measurement, suiteResult } from '../analysis/runs.ts';
import { normalSource } from '../stats/random.ts';
import { commandSuite, nodeCommand, type Project, project } from '../support/project.ts';
import { pause, repository, script } from '../support/repository.ts';
import { partOf, planOf, runFile, type Sides, writeParts } from './parts.ts';

const suite = (code = '0') => commandSuite({ work: nodeCommand(code) });
const configuration = { launches: 1, suites: { a: suite(), b: suite(), c: suite() } };

const suitesOf = ({ suites }: { suites: readonly { suite: string }[] }) =>
  suites.map((one) => one.suite);

/** What a report decides, without who measured it and when. */
function decisionsOf({ run, base, suites, ...decided }: Report) {
  return { ...decided, base, suites: suites.toSorted((x, y) => (x.suite < y.suite ? -1 : 1)) };
}

async function measureShards(made: Project, count: number, more: readonly string[] = []) {
  for (let index = 1; index <= count; index += 1) {
    const output = ['-o', `shards/${index}`];
    await made.perfwatch(['run', '--shard', `${index}/${count}`, ...output, ...more]);
  }
}

describe('perfwatch merge', () => {
  it('joins measured shards into one run and one report, also of those with nothing to do', async () => {
    const made = project(configuration);
    await measureShards(made, 4);
    const result = await made.perfwatch(['merge', 'shards', '--json']);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(result.err).toBe('Report: .perfwatch/report.md\n');
    expect(suitesOf(made.run()).sort()).toEqual(['a', 'b', 'c']);
    expect(made.run()).toMatchObject({ selection: null, pairing: null, plan: { shard: null } });
    expect(made.report()).toMatchObject({ outcome: 'no-baseline', run: { shard: null } });
    expect(result.out).toBe(made.read('.perfwatch/report.json'));
    expect(made.exists('.perfwatch/report.md')).toBe(true);
    const span = made.run().durationSeconds;
    const starts = [1, 2, 3, 4].map((one) => made.read(`shards/${one}/run.json`));
    const parts = starts.map((text): Run => JSON.parse(text));
    expect(span).toBeGreaterThan(Math.max(...parts.map((one) => one.durationSeconds)));
  });

  it('gives a run that can become the baseline, and is compared with it', async () => {
    const made = project(configuration);
    await measureShards(made, 2);
    await made.perfwatch(['merge', 'shards']);
    expect((await made.perfwatch(['baseline', 'update'])).exitCode).toBe(exitCodes.ok);
    expect(suitesOf({ suites: made.baseline('main').entries })).toEqual(['a', 'b', 'c']);
    const again = await made.perfwatch(['merge', 'shards']);
    expect(again.out).toContain('baseline main');
    const before = made.read('baselines/main.json');
    await made.perfwatch(['baseline', 'update']);
    expect(made.read('baselines/main.json')).toBe(before);
  });

  it('joins runs of single suites that are all there is', async () => {
    const made = project(configuration);
    for (const name of ['c', 'a', 'b']) await made.perfwatch(['run', '--suite', name, '-o', name]);
    const result = await made.perfwatch(['merge', 'b', 'c', 'a', '-o', 'merged', '--json']);
    expect(result.exitCode).toBe(exitCodes.ok);
    expect(suitesOf(JSON.parse(result.out))).toEqual(['a', 'b', 'c']);
    const two = await made.perfwatch(['merge', 'b', 'a', '-o', 'merged']);
    expect(two).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(two.err).toContain('Missing: suite "c".');
    const wanted = ['--suite', 'a', '--suite', 'b'];
    expect((await made.perfwatch(['merge', 'b', 'a', ...wanted])).exitCode).toBe(exitCodes.ok);
    expect(made.run().selection).toEqual(['a', 'b']);
  });

  it('fails for what failed in a part, with the same exit code', async () => {
    const suites = { a: suite(), b: suite('process.exit(1)') };
    const made = project({ launches: 1, suites });
    await measureShards(made, 2);
    expect((await made.perfwatch(['merge', 'shards'])).exitCode).toBe(exitCodes.failed);
    expect(made.report().counts.failed).toBe(1);
  });

  it('publishes the summary of the whole', async () => {
    const made = project(configuration);
    await measureShards(made, 2);
    made.write('summary.md', '');
    const env = { PATH: '', GITHUB_STEP_SUMMARY: made.path('summary.md') };
    process.env.GITHUB_STEP_SUMMARY = env.GITHUB_STEP_SUMMARY;
    try {
      await made.perfwatch(['merge', 'shards'], { env });
    } finally {
      delete process.env.GITHUB_STEP_SUMMARY;
    }
    expect(made.read('summary.md')).toContain(made.read('.perfwatch/report.md').trim());
  });
});

/** Both sides of three suites with a few real changes and noise, measured side by side. */
function pairedSides(change = 1.03): Sides {
  const normal = normalSource(7);
  const looks = [5, 7, 10];
  const side = (changed: number): Run['suites'] =>
    ['x', 'y', 'z'].map((name) =>
      suiteResult(
        name,
        Array.from({ length: 12 }, (_, index) => {
          const values = Array.from({ length: 10 }, () => {
            const factor = index < 3 ? changed : 1;
            return 1e-3 * factor * Math.exp(0.01 * normal());
          });
          const launches = values.map((value, launch) => ({
            launch,
            sampleCount: 24,
            // A fifth of them far out, which is worth a warning.
            samples: Array.from(
              { length: 24 },
              (_, sample) => value * (sample % 5 === 4 ? 2 : 1 + 0.01 * normal()),
            ),
          }));
          const measurements = [
            measurement([], 'time', { launches }),
            measurement([], 'user-time', { launches }),
          ];
          const source = { file: `benches/${name}.py`, line: index + 1 };
          return benchmark(name, `b${index}`, measurements, { source });
        }),
      ),
    );
  const pairing = { base: 'main (f93cc5b)', design: 'alternating' as const, looks };
  const plan = planOf(['x', 'y', 'z']);
  return {
    run: madeRun(side(change), {
      plan,
      pairing: { ...pairing, side: 'candidate', with: 'other' },
    }),
    base: madeRun(side(1), {
      id: 'other',
      plan,
      pairing: { ...pairing, side: 'base', with: 'run-1' },
    }),
  };
}

describe('a merge of paired runs', () => {
  it('decides what one run over all suites decides from the same launches', async () => {
    const sides = pairedSides();
    const made = project({ suites: { x: suite(), y: suite(), z: suite() }, threshold: '1%' });
    made.write('whole/run.json', runFile(sides.run));
    if (sides.base) made.write('whole/base.json', runFile(sides.base));
    writeParts(made, 'shards', sides);
    const merged = await made.perfwatch(['merge', 'shards', '--json']);
    const whole = await made.perfwatch(['compare', 'whole/base.json', 'whole', '--json']);
    const [own, other]: Report[] = [merged, whole].map(({ out }) => JSON.parse(out));
    if (!own || !other) throw new Error('there are two reports');
    const { base, ...decided } = decisionsOf(own);
    const { base: otherBase, ...otherDecided } = decisionsOf(other);
    expect(decided).toEqual(otherDecided);
    expect(base?.title).toBe('main (f93cc5b)');
    expect(otherBase?.title).toBe('whole/base.json');
    expect(decided.counts.regressed).toBeGreaterThan(0);
    expect(decided.comparisons.map(({ source }) => source)).not.toContain(undefined);
    expect(decided.warnings).not.toHaveLength(0);
    expect(decided.measurements).not.toHaveLength(0);
    expect(merged.exitCode).toBe(exitCodes.regressed);
    // The samples themselves are all there, too.
    expect(made.run().suites).toEqual(sides.run.suites);
    const again = await made.perfwatch(['compare', '.perfwatch/base.json', '.perfwatch', '--json']);
    const third: Report = JSON.parse(again.out);
    expect(third.comparisons).toEqual(own.comparisons);
  });

  it('finds what became slower in shards that were measured side by side', async () => {
    const files = { 'one.sh': pause(0.02), 'two.sh': pause(0.02) };
    const made = await repository(
      {
        threshold: '50%',
        suites: {
          one: commandSuite({ sleep: script('one.sh') }),
          two: commandSuite({ sleep: script('two.sh') }),
        },
      },
      files,
    );
    made.commit({ 'one.sh': pause(0.1) });
    const against = ['--against', 'HEAD~1', '--launches', '5'];
    // Beside the repository's own files, as a job that downloads artifacts has them.
    for (const part of ['1', '2', '3']) {
      const output = ['-o', made.path('.perfwatch', part)];
      await made.perfwatch(['run', '--shard', `${part}/3`, ...against, ...output]);
    }
    const result = await made.perfwatch(['merge', '.perfwatch']);
    expect(result.exitCode).toBe(exitCodes.regressed);
    expect(made.verdicts()).toMatchObject({ 'one/sleep': 'regressed' });
    expect(made.run().pairing?.with).toBe(made.base().id);
    expect(made.base().pairing?.with).toBe(made.run().id);
    expect(made.report().base?.title).toMatch(/^HEAD~1 \(/);
  });

  it('is interrupted when a part was', async () => {
    const made = project({ suites: { x: suite() } });
    const sides = pairedSides(1);
    writeParts(made, 'shards', sides);
    const { run } = partOf(sides, 'y', { index: 2, count: 3 });
    made.write('shards/shard-2/run.json', runFile({ ...run, state: 'interrupted' }));
    expect((await made.perfwatch(['merge', 'shards'])).exitCode).toBe(exitCodes.failed);
    expect(made.run().state).toBe('interrupted');
  });

  it('says on which machine each suite was measured where they differ', async () => {
    const made = project({ suites: { x: suite() } });
    const sides = pairedSides();
    writeParts(made, 'shards', sides);
    const { run } = partOf(sides, 'y', { index: 2, count: 3 });
    const machine = { ...run.environment.machine, cpuModel: 'Another CPU' };
    const environment = { ...run.environment, machine };
    made.write('shards/shard-2/run.json', runFile({ ...run, environment }));
    await made.perfwatch(['merge', 'shards']);
    const { suites } = made.report();
    expect(suites.map((one) => one.machine?.cpuModel)).toEqual([
      undefined,
      'Another CPU',
      undefined,
    ]);
    expect(suites[1]?.notices.join()).toContain('Measured on another machine');
    await made.perfwatch(['baseline', 'update', '--accept', 'a test']);
    const models = made.baseline('main').entries.map((entry) => entry.machine.cpuModel);
    expect(models).toEqual(['Test CPU', 'Another CPU', 'Test CPU']);
  });
});

type Change = (run: Run) => Run;
const commitOf = (sha: string) => ({
  sha: sha.repeat(40),
  branch: null,
  dirty: false,
  committedAt: '2026-01-01T00:00:00Z',
});

describe('a set of runs that do not belong together', () => {
  /** Three shards, the second of which is different. */
  async function merge(change: Change, which: 'run' | 'base' = 'run') {
    const made = project({ suites: { x: suite() } });
    const sides = pairedSides();
    writeParts(made, 'shards', sides);
    const part = partOf(sides, 'y', { index: 2, count: 3 })[which];
    if (part) made.write(`shards/shard-2/${which}.json`, runFile(change(part)));
    const result = await made.perfwatch(['merge', 'shards']);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toMatch(/^perfwatch: [^\n]+\n$/);
    expect(made.exists('.perfwatch/run.json')).toBe(false);
    return result.err;
  }

  const planned = (run: Run, more: Partial<NonNullable<Run['plan']>>): Run => ({
    ...run,
    plan: run.plan && { ...run.plan, ...more },
  });

  it.each<[string, Change, string]>([
    ['another commit', (run) => ({ ...run, commit: commitOf('a') }), 'different commits'],
    [
      'another configuration',
      (run) => planned(run, { digest: 'e'.repeat(64) }),
      'different configurations',
    ],
    [
      'another number of shards',
      (run) => planned(run, { shard: { index: 2, count: 4 } }),
      'one is of 3 shards, the other of 4',
    ],
    ['one side only', (run) => ({ ...run, pairing: null }), 'only one of them'],
    [
      'another base',
      (run) => ({ ...run, pairing: run.pairing && { ...run.pairing, base: 'v1 (abc)' } }),
      'side by side with different commits',
    ],
    [
      'other rounds',
      (run) => ({ ...run, pairing: run.pairing && { ...run.pairing, looks: [3] } }),
      'different rounds',
    ],
    [
      'another version',
      (run) => ({ ...run, perfwatchVersion: '0.2.0' }),
      'different versions of perfwatch',
    ],
    ['no plan', (run) => ({ ...run, plan: null }), 'does not tell what it is a part of'],
    [
      'the same shard',
      (run) => planned(run, { shard: { index: 1, count: 3 } }),
      'more than one measurement of shard 1 of 3',
    ],
    [
      'the same suite',
      (run) => ({ ...run, suites: run.suites.map((one) => ({ ...one, suite: 'x' })) }),
      'more than one measurement of suite "x"',
    ],
    ['no suite', (run) => ({ ...run, suites: [] }), 'Missing: suite "y".'],
  ])('is refused: %s', async (_, change, says) => {
    expect(await merge(change)).toContain(says);
  });

  it.each<[string, Change, string]>([
    ['of another run', (run) => ({ ...run, id: 'another' }), 'were not measured side by side'],
    [
      'of another commit',
      (run) => ({ ...run, commit: commitOf('b') }),
      'their other sides are of different commits',
    ],
  ])('is refused: another side %s', async (_, change, says) => {
    expect(await merge(change, 'base')).toContain(says);
  });

  it('is no set: patches of perfwatch differ in their last number only', async () => {
    const made = project({ suites: { x: suite() } });
    const sides = pairedSides();
    writeParts(made, 'shards', sides);
    const { run } = partOf(sides, 'y', { index: 2, count: 3 });
    made.write('shards/shard-2/run.json', runFile({ ...run, perfwatchVersion: '0.1.9' }));
    expect((await made.perfwatch(['merge', 'shards'])).exitCode).not.toBe(exitCodes.usage);
  });

  it('names the shards and suites that are missing', async () => {
    const made = project({ suites: { x: suite() } });
    writeParts(made, 'shards', pairedSides());
    const result = await made.perfwatch(['merge', 'shards/shard-2']);
    expect(result.exitCode).toBe(exitCodes.usage);
    expect(result.err).toContain('Missing: shard 1 of 3, shard 3 of 3, suite "x", suite "z".');
  });
});

describe('what merge is given', () => {
  const shards = () => {
    const made = project({ suites: { x: suite() } });
    writeParts(made, 'shards', pairedSides());
    return made;
  };
  const whole = runFile(pairedSides().run);

  it.each([
    ['is cut', whole.slice(0, 2000), 'not whole JSON'],
    ['is empty', '', 'empty'],
    ['is another file', '{"schema":"perfwatch/report","version":1}', 'a perfwatch/report file'],
    ['is newer', '{"schema":"perfwatch/run","version":2,"suites":[]}', 'format version 2'],
    ['holds another key behind its suites', whole.replace(/\]\}\n$/, '],"x":[]}\n'), 'whole JSON'],
    ['was written by others', JSON.stringify(JSON.parse(whole), null, 1), 'not as perfwatch wrote'],
    ['has wrong numbers', whole.replace('"sampleCount":24', '"sampleCount":-24'), 'suites.0.'],
  ])('is refused when it %s', async (_, text, says) => {
    const made = shards();
    made.write('shards/shard-2/run.json', text);
    const result = await made.perfwatch(['merge', 'shards']);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toMatch(/^perfwatch: [^\n]*shard-2[^\n]+\n$/);
    expect(result.err).toContain(says);
  });

  it('is refused without its other side', async () => {
    const made = shards();
    made.write('only/run.json', made.read('shards/shard-1/run.json'));
    const result = await made.perfwatch(['merge', 'only', 'shards/shard-2', 'shards/shard-3']);
    expect(result.exitCode).toBe(exitCodes.usage);
    expect(result.err).toContain(`There is no run at ${made.path('only/base.json')}`);
  });

  it('is not read through links', async () => {
    const made = shards();
    made.write('linked/note', '');
    symlinkSync(made.path('shards/shard-1/run.json'), made.path('linked/run.json'));
    symlinkSync(made.path('shards/shard-1'), made.path('linked/shard-1'), 'junction');
    const result = await made.perfwatch(['merge', 'linked']);
    expect(result.exitCode).toBe(exitCodes.usage);
    expect(result.err).toContain('There is no run in');
  });

  it('is never overwritten', async () => {
    const made = shards();
    const before = made.read('shards/shard-1/run.json');
    const result = await made.perfwatch(['merge', 'shards', '-o', 'shards/shard-1']);
    expect(result.exitCode).toBe(exitCodes.usage);
    expect(result.err).toContain('is one of the parts');
    expect(made.read('shards/shard-1/run.json')).toBe(before);
  });

  it('is judged without a configuration, too', async () => {
    const made = project();
    writeParts(made, 'shards', pairedSides());
    const result = await made.perfwatch(['merge', 'shards', '--threshold', '1%']);
    expect(result.exitCode).toBe(exitCodes.regressed);
    expect(made.exists('.perfwatch/base.json')).toBe(true);
  });
});
