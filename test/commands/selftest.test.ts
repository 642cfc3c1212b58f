import { describe, expect, it } from 'vitest';
import type { Sides } from '../../src/analysis/selftest/recording.ts';
import { selfTest } from '../../src/analysis/selftest.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { selfTestText } from '../../src/commands/actions/selftestText.ts';
import { exitCodes } from '../../src/errors.ts';
import { defaultRule } from '../../src/model/rule.ts';
import { displayWidth } from '../../src/text.ts';
import { alike, recordingOf, sidesOf } from '../analysis/recordings.ts';
import { timeRun } from '../analysis/runs.ts';
import { type Project, smallProject } from '../support/project.ts';

function record({ write }: Project, folder: string, { base, candidate }: Sides): void {
  write(`${folder}/run.json`, JSON.stringify(candidate));
  write(`${folder}/base.json`, JSON.stringify(base));
}

const quiet = sidesOf({ rounds: 20, spreads: alike(4, 0.01) });
const noisy = sidesOf({ rounds: 6, spreads: { calm: 0.01, quiet: 0.01, wild: 0.8 } });

const commit = (sha: string, dirty = false) => ({
  sha: sha.repeat(40),
  branch: 'main',
  dirty,
  committedAt: '2026-01-01T00:00:00Z',
});
const withCommits = ({ base, candidate }: Sides, before: string, after: string, dirty = false) => ({
  base: { ...base, commit: commit(before) },
  candidate: { ...candidate, commit: commit(after, dirty) },
});

describe('perfwatch selftest', () => {
  it('passes on a quiet calibration, and writes nothing', async () => {
    const here = smallProject();
    record(here, '.perfwatch/calibration', quiet);
    const before = here.list();
    const result = await here.perfwatch(['selftest']);
    expect(result).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(result.out).toMatchInlineSnapshot(`
      "✓ The gate turns red from +5 % on for all 4 benchmarks; never without a change.
      Tested with the calibration of 2026-01-01 (20 rounds), threshold ±3 %: each
      benchmark alone is made worse and better by known amounts, 20 times each way;
      what nine of ten trials tell counts as found.

                              red from  better from        must be red
        rust/work 0                5 %        4.8 %  20 of 20 at +20 %
        rust/work 1                5 %        4.8 %  20 of 20 at +20 %
        rust/work 2                5 %        4.8 %  20 of 20 at +20 %
        rust/work 3                5 %        4.8 %  20 of 20 at +20 %
        all of them together       5 %        2.9 %

      Exit code 1 for 20 of 20 runs with a single change that was found.
      "
    `);
    expect(here.list()).toEqual(before);
  });

  it('fails where the gate is blind, and says what to do', async () => {
    const here = smallProject();
    record(here, '.perfwatch/calibration', noisy);
    const result = await here.perfwatch(['selftest']);
    expect(result).toMatchObject({ exitCode: exitCodes.failed, err: '' });
    expect(result.out).toMatchInlineSnapshot(`
      "✗ The gate is blind: +20 % goes unnoticed for 1 of 3 benchmarks.
      Tested with the calibration of 2026-01-01 (6 rounds), threshold ±3 %: each
      benchmark alone is made worse and better by known amounts, 20 times each way;
      what nine of ten trials tell counts as found.

                              red from  better from        must be red
        rust/wild                never        never   0 of 20 at +20 %
        rust/quiet                10 %        9.1 %  20 of 20 at +20 %
        rust/calm                  5 %        4.8 %  20 of 20 at +20 %
        all of them together       5 %        4.8 %

      Exit code 1 for 13 of 13 runs with a single change that was found.

      More rounds make smaller changes visible (\`rounds.maximum\`); \`npx perfwatch
      calibrate\` says how many, and which benchmarks to mend.
      "
    `);
  });

  it('fails where less is seen than is asked for', async () => {
    const here = smallProject();
    record(here, '.perfwatch/calibration', quiet);
    const result = await here.perfwatch(['selftest', '--must-detect', '1%']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('+1 % goes unnoticed for 4 of 4 benchmarks');
  });

  it('uses the last run side by side without a calibration, split in two where the code differed', async () => {
    const here = smallProject();
    const tested = async (sides: Sides) => {
      record(here, '.perfwatch', sides);
      return (await here.perfwatch(['selftest'])).out.replaceAll(/\s+/g, ' ');
    };
    expect(await tested(withCommits(quiet, 'a', 'a'))).toContain('the same commit (20 rounds)');
    expect(await tested(withCommits(quiet, 'a', 'b'))).toContain('split in two (10 rounds)');
    expect(await tested(withCommits(quiet, 'a', 'a', true))).toContain('split in two (10 rounds)');
  });

  it('uses a baseline where it is deep enough', async () => {
    const here = smallProject();
    const entries = [1, 2, 3, 4].flatMap((day) =>
      summarizeRun({
        ...timeRun({ a: [1, 1.01, 0.99, 1.02, 1] }),
        startedAt: `2026-01-0${day}T00:00:00.000Z`,
      }),
    );
    const baseline = { schema: 'perfwatch/baseline', version: 2, name: 'main' };
    here.write('baselines/main.json', JSON.stringify({ ...baseline, entries }));
    expect((await here.perfwatch(['selftest'])).out).toContain('baseline main (4 runs)');
    here.write('baselines/main.json', JSON.stringify({ ...baseline, entries: entries.slice(2) }));
    expect((await here.perfwatch(['selftest'])).err).toContain('fewer than three runs');
  });

  it('says what to record where there is nothing, too little or nothing to compare', async () => {
    const here = smallProject();
    const nothing = await here.perfwatch(['selftest']);
    expect(nothing).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(nothing.err).toContain('npx perfwatch calibrate');
    record(here, '.perfwatch/calibration', sidesOf({ rounds: 1, spreads: { a: 0.1 } }));
    expect((await here.perfwatch(['selftest'])).err).toContain('no recorded launches');
    record(here, '.perfwatch/calibration', quiet);
    const ignored = smallProject({ benchmarks: [{ match: 'rust/**', ignore: true }] });
    record(ignored, '.perfwatch/calibration', quiet);
    expect((await ignored.perfwatch(['selftest'])).err).toContain('nothing that could be compared');
  });

  it('does not take a damaged recording for none', async () => {
    const here = smallProject();
    record(here, '.perfwatch/calibration', quiet);
    here.write('.perfwatch/calibration/base.json', '{"schema":"perfwatch/run"');
    const result = await here.perfwatch(['selftest']);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toContain('base.json');
  });
});

describe('the text', () => {
  const hostile = {
    'a\u001B[31m\nb': 0.01,
    ['long '.repeat(60)]: 0.01,
    '\u202Eright to left': 0.01,
    ['日本語の長い名前のベンチマーク'.repeat(4)]: 0.01,
  };
  const recording = recordingOf({ rounds: 10, spreads: hostile });
  const result = selfTest({ recording, rule: defaultRule, mustDetect: null });

  it.each([40, 80, 120])('of hostile names fits into %i columns', (width) => {
    const text = selfTestText(result, 'calibration of \u001B[2J', width, false);
    expect(text).not.toMatch(/[\u001B\u202E]/);
    for (const line of text.split('\n').filter((line) => !line.includes('all of them'))) {
      expect(displayWidth(line), line).toBeLessThanOrEqual(Math.max(width, 64));
    }
  });

  it('cuts what is seen well, never what is not', () => {
    const [row] = result.rows;
    if (!row) throw new Error('no row');
    const many = (count: number, detected: number) =>
      Array.from({ length: count }, (_, index) => ({ ...row, id: `b${index}`, detected }));
    const linesOf = (rows: typeof result.rows, details = false) =>
      selfTestText({ ...result, rows }, 'x', 80, details).match(/^ {2}b\d+ /gm)?.length;
    expect(linesOf(many(100, 20))).toBe(40);
    expect(linesOf(many(100, 20), true)).toBe(100);
    expect(linesOf(many(100, 0))).toBe(100);
  });
});
