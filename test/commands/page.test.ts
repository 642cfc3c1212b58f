/** The HTML report as a command makes it: with the launches that are there. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { exitCodes } from '../../src/errors.ts';
import { reportSchema } from '../../src/model/report.ts';
import type { Run } from '../../src/model/run.ts';
import { timeRun } from '../analysis/runs.ts';
import { type Project, project, smallProject } from '../support/project.ts';

const fast: Run = { ...timeRun({ parse: [1, 1.01, 0.99, 1, 1.02] }), id: 'fast' };
const slow: Run = { ...timeRun({ parse: [2, 2.01, 1.99, 2, 2.02] }), id: 'slow' };

const sideSchema = z.tuple([z.literal([2, 6]), z.string(), z.number().nullable()]);
const pictureSchema = z.tuple(
  [z.string(), z.array(z.unknown()), sideSchema, sideSchema],
  z.tuple([z.int(), z.string(), z.string()]),
);
const picturesSchema = z.array(pictureSchema.nullable());

/** How many launches of both sides the page draws, comparison by comparison; null without pictures. */
function drawn(page: string): (readonly [base: number, candidate: number] | null)[] | null {
  const text = /id="pictures">([^<]*)</.exec(page)?.[1];
  if (text === undefined) return null;
  const launches = ([digits, all]: z.infer<typeof sideSchema>) => all.length / digits;
  return picturesSchema
    .parse(JSON.parse(text))
    .map((picture) => picture && [launches(picture[2]), launches(picture[3])]);
}

/** Two runs of before and after, the latter with its report beside it. */
async function compared(): Promise<Project> {
  const made = project();
  made.write('fast/run.json', JSON.stringify(fast));
  made.write('slow/run.json', JSON.stringify(slow));
  const { out } = await made.perfwatch(['compare', 'fast', 'slow', '--json']);
  made.write('slow/report.json', out);
  return made;
}

describe('the page', () => {
  it('of a comparison draws both runs', async () => {
    const { perfwatch, read } = await compared();
    const shown = await perfwatch(['compare', 'fast', 'slow', '--reporter', 'html']);
    expect(shown).toMatchObject({ exitCode: exitCodes.regressed, err: '' });
    expect(drawn(shown.out)).toEqual([[5, 5]]);
    await perfwatch(['compare', 'fast', 'slow', '--json', '--reporter', 'html=page.html']);
    expect(read('page.html')).toBe(shown.out);
  });

  it('of a run draws it and the baseline', async () => {
    const { perfwatch, read } = smallProject();
    await perfwatch(['run', '--reporter', 'html=first.html']);
    expect(drawn(read('first.html'))).toBeNull();
    await perfwatch(['baseline', 'update']);
    await perfwatch(['run', '--reporter', 'html=second.html']);
    const launches = drawn(read('second.html')) ?? [];
    expect(launches.length).toBeGreaterThan(0);
    for (const sides of launches) expect(sides?.every((count) => count > 0)).toBe(true);
  });

  it('of a run tells the history that a baseline of several runs holds', async () => {
    const { perfwatch, read } = smallProject();
    for (const [index, page] of ['first.html', 'second.html', 'third.html'].entries()) {
      // Each command counts its ids anew, and runs of one id are one run.
      await perfwatch(['run', '--reporter', `html=${page}`], {}, ({ uniqueId }) => {
        for (let id = 0; id < index; id += 1) uniqueId();
      });
      if (index < 2) await perfwatch(['baseline', 'update', '--accept', 'only noise']);
    }
    await perfwatch(['merge', '.perfwatch', '-o', 'all', '--reporter', 'html=merged.html']);
    expect(read('second.html')).not.toContain('id="runs"');
    for (const page of ['third.html', 'merged.html']) {
      const [, lists = ''] = /id="runs">([^<]*)</.exec(read(page)) ?? [];
      expect(JSON.parse(lists)).toEqual([
        [expect.stringMatching(/^[\d-]+ [\d:]+ UTC$/), expect.stringMatching(/ UTC$/)],
      ]);
    }
  });

  it('of a report draws the run beside it', async () => {
    const { perfwatch, read } = await compared();
    for (const place of ['slow', 'slow/report.json']) {
      const argv = ['report', place, '--reporter', 'html', '--output-file', 'page.html'];
      expect(await perfwatch(argv)).toEqual({ exitCode: exitCodes.ok, out: '', err: '' });
      expect(drawn(read('page.html'))).toEqual([[0, 5]]);
    }
  });

  it('of a run that was measured side by side draws both sides', async () => {
    const { perfwatch, write, read } = await compared();
    const pairing: Run['pairing'] = {
      side: 'candidate',
      with: 'fast',
      base: 'main',
      design: 'alternating',
      looks: [5],
    };
    write('slow/run.json', JSON.stringify({ ...slow, pairing }));
    write('slow/base.json', JSON.stringify({ ...fast, pairing: { ...pairing, side: 'base' } }));
    const report = reportSchema.parse(JSON.parse(read('slow/report.json')));
    write('slow/report.json', JSON.stringify({ ...report, run: { ...report.run, pairing } }));
    const argv = ['report', 'slow', '--reporter', 'html'];
    expect(drawn((await perfwatch(argv)).out)).toEqual([[5, 5]]);
    write('slow/base.json', JSON.stringify({ ...fast, id: 'other' }));
    expect(drawn((await perfwatch(argv)).out)).toEqual([[0, 5]]);
  });

  it.each([
    { what: 'no run', run: null },
    { what: 'another run', run: JSON.stringify({ ...fast, id: 'other' }) },
  ])('draws nothing where there is $what', async ({ run }) => {
    const { perfwatch, write, read } = await compared();
    write('alone/report.json', read('slow/report.json'));
    if (run !== null) write('alone/run.json', run);
    const { exitCode, out } = await perfwatch(['report', 'alone', '--reporter', 'html']);
    expect(exitCode).toBe(exitCodes.ok);
    expect(out).toContain('rust/</i>parse');
    expect(drawn(out)).toBeNull();
  });

  it('names a run that is damaged, which other reporters never read', async () => {
    const { perfwatch, write, path } = await compared();
    write('slow/run.json', '{"schema":"perfwatch/run","ver');
    const result = await perfwatch(['report', 'slow', '--reporter', 'html']);
    expect(result).toMatchObject({ exitCode: exitCodes.usage, out: '' });
    expect(result.err).toContain(path('slow/run.json'));
    expect((await perfwatch(['report', 'slow', '--json'])).exitCode).toBe(exitCodes.ok);
  });

  it('links commits where the job names its repository', async () => {
    const { perfwatch, write } = await compared();
    const sha = 'a1b2c3d4'.repeat(5);
    const commit = { sha, dirty: false, branch: null, committedAt: fast.startedAt };
    write('slow/run.json', JSON.stringify({ ...slow, commit }));
    const env = { GITHUB_SERVER_URL: 'https://git.test', GITHUB_REPOSITORY: 'octo/demo' };
    const argv = ['compare', 'fast', 'slow', '--reporter', 'html'];
    expect((await perfwatch(argv, { env })).out).toContain(
      `https://git.test/octo/demo/commit/${sha}`,
    );
    expect((await perfwatch(argv)).out).not.toContain('href=');
  });
});
