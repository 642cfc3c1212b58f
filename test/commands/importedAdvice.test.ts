/** What a report of results of others advises: nothing that perfwatch can do only where it measured. */
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { commandSuite, nodeCommand, project } from '../support/project.ts';

/** What Go prints of so many benchmarks, in ns, each `count` times. */
const goText = (times: Readonly<Record<string, number>>, count = 8) =>
  `goos: linux\n${Object.entries(times)
    .flatMap(([name, time]) =>
      Array.from(
        { length: count },
        (_, index) => `Benchmark${name} 100 ${time + index / 10} ns/op`,
      ),
    )
    .join('\n')}\n`;

const names = ['A', 'B', 'C', 'D', 'E', 'F'];
const all = (time: number) => goText(Object.fromEntries(names.map((name) => [name, time])));

/** What helps only where perfwatch launches, and keeps a baseline. */
const ofOwnRuns = /baseline update|perfwatch run|warmupSeconds|--launches|measure this again/;

describe('a report of two files', () => {
  const files = {
    'old.txt': goText({ A: 100, B: 100, Gone: 100 }),
    'new.txt': goText({ A: 100, B: 100 }),
    'slow.txt': all(110),
    'fast.txt': all(100),
    'few.txt': goText({ A: 100, B: 50 }, 2),
    'few2.txt': goText({ A: 104, B: 49 }, 2),
  };

  it.each(['terminal', 'markdown', 'html'])(
    'says in %s how to leave out what is gone',
    async (reporter) => {
      const { perfwatch } = project(null, files);
      const { out, exitCode } = await perfwatch([
        ...['compare', 'old.txt', 'new.txt', '--reporter', reporter],
      ]);
      expect(exitCode).toBe(exitCodes.failed);
      expect(out).not.toMatch(ofOwnRuns);
      expect(out.replaceAll(/\s+/g, ' ')).toMatch(
        /If it was removed on purpose, leave it out: npx perfwatch compare OLD NEW --filter .{1,8}NOT id:.{1,8}ID/,
      );
      const told = await perfwatch([
        'compare',
        'old.txt',
        'new.txt',
        '--filter',
        'NOT id:"go/Gone"',
      ]);
      expect(told).toMatchObject({
        exitCode: exitCodes.ok,
        out: expect.not.stringContaining('Gone'),
      });
    },
  );

  it('says how to tell where most moved together, or too little was measured', async () => {
    const { perfwatch } = project(null, files);
    for (const [base, candidate] of [
      ['fast.txt', 'slow.txt'],
      ['slow.txt', 'fast.txt'],
      ['few.txt', 'few2.txt'],
    ] as const) {
      for (const reporter of ['terminal', 'markdown', 'html', 'json']) {
        const { out } = await perfwatch([
          ...['compare', base, candidate, '--reporter', reporter, '--details'],
        ]);
        expect(out).not.toMatch(ofOwnRuns);
      }
    }
    const { out } = await perfwatch(['compare', 'fast.txt', 'slow.txt', '--reporter', 'terminal']);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'measured in turns, several times, and compared by `npx perfwatch compare "old/*" "new/*" --paired`, both sides tell.',
    );
  });
});

describe('import', () => {
  it('does not speak of a baseline that nobody can keep', async () => {
    const { perfwatch } = project(null, { 'new.txt': goText({ A: 100 }) });
    const { out } = await perfwatch(['import', 'new.txt', '--reporter', 'terminal']);
    expect(out).toContain('There is no configuration here, and so no baseline.');
    expect(out).not.toContain('baseline update');
  });

  it('is kept as a baseline, which what is gone is removed from', async () => {
    const { perfwatch } = project(
      { suites: { cli: commandSuite({ work: nodeCommand('0') }) } },
      { 'old.txt': goText({ A: 100, B: 100 }), 'new.txt': goText({ A: 100 }) },
    );
    await perfwatch(['import', 'old.txt']);
    const first = await perfwatch(['baseline', 'update']);
    expect(first.out).toContain('npx perfwatch import FILES && npx perfwatch baseline update');
    const gone = await perfwatch(['import', 'new.txt', '--reporter', 'terminal']);
    expect(gone.exitCode).toBe(exitCodes.failed);
    expect(gone.out).toContain('npx perfwatch baseline update --accept "removed"');
    await perfwatch(['baseline', 'update', '--accept', 'removed']);
    expect((await perfwatch(['import', 'new.txt'])).exitCode).toBe(exitCodes.ok);
  });
});
