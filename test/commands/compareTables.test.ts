import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { project } from '../support/project.ts';

/** What `go test -bench` prints: ten lines of each, times in ns. */
function goText(times: Readonly<Record<string, number>>, more = ''): string {
  const lines = Object.entries(times).flatMap(([name, time]) =>
    Array.from(
      { length: 10 },
      (_, index) =>
        `Benchmark${name}-8   \t 1000\t  ${(time * (1 + ((index * 7) % 10) / 1000)).toFixed(2)} ns/op\t  3 allocs/op`,
    ),
  );
  return `goos: linux\ngoarch: amd64\npkg: example.com/parser\ncpu: AMD EPYC\n${lines.join('\n')}\n${more}PASS\n`;
}

const old = goText({ Parse: 100, 'Scan/n=10': 200, 'Scan/n=1000': 3000, Old: 5 });
const now = goText({ Parse: 140, 'Scan/n=10': 200, 'Scan/n=1000': 2000, New: 5 });

const twoFiles = (files: Readonly<Record<string, string>> = {}) =>
  project(null, { 'old.txt': old, 'new.txt': now, ...files });

describe('compare of files of results', () => {
  it('says what changed, and shows every row', async () => {
    const { exitCode, out, err } = await twoFiles().perfwatch(['compare', 'old.txt', 'new.txt']);
    expect(err).toBe('');
    expect(out).toMatchInlineSnapshot(`
      "1 slower · 2 missing · 1 faster · 4 unchanged

      time · go · example.com/parser
                      old.txt         new.txt
      Parse            100 ns ±0.3 %   141 ns ±0.3 %  +40.0 %  ✗ slower
      Scan[n=10]       201 ns ±0.3 %   201 ns ±0.3 %    0.0 %  = unchanged
      Scan[n=1000]    3.01 µs ±0.3 %  2.01 µs ±0.3 %  −33.3 %  ✓ faster
      Old             5.02 ns ±0.3 %                           ! missing
      New                             5.02 ns ±0.3 %           + added
      geometric mean   132 ns          130 ns          −2.3 %

      allocations · go · example.com/parser
                      old.txt  new.txt
      Parse                 3        3  0.0 %  = unchanged
      Scan[n=10]            3        3  0.0 %  = unchanged
      Scan[n=1000]          3        3  0.0 %  = unchanged
      Old                   3                  ! missing
      New                            3         + added
      geometric mean     3.00     3.00  0.0 %

        ! What was repeated was repeated in one process: two launches of the same code differ by more than
        that, so verdicts are surer than they should be. Give several files a side, each of another
        launch: "old/*" "new/*".
        ! 2 of 10 results are in old.txt only, 2 of 10 results are in new.txt only: there is nothing to
        compare them with.
      "
    `);
    expect(exitCode).toBe(exitCodes.regressed);
  });

  it('names what was skipped, which has no row', async () => {
    const skip = '--- SKIP: BenchmarkGpu\n    a_test.go:9: needs a GPU\n';
    const { err } = await twoFiles({ 'new.txt': goText({ Parse: 140 }, skip) }).perfwatch([
      ...['compare', 'old.txt', 'new.txt'],
    ]);
    expect(err).toBe(
      'new.txt: 1 benchmark was skipped: go/example.com/parser/Gpu (a_test.go:9: needs a GPU).\n',
    );
  });

  it('filters, sorts, chooses units and draws', async () => {
    const { exitCode, out } = await twoFiles().perfwatch([
      ...['compare', 'old.txt', 'new.txt', '--filter', 'name~Scan AND metric:time AND n>=10'],
      ...['--sort', '-change', '--unit', 'us', '--plot'],
    ]);
    expect(out).toMatchInlineSnapshot(`
      "1 faster · 1 unchanged

      time · go · example.com/parser
                        old.txt           new.txt                               ±25 %
      Scan[n=10]      0.2009 µs ±0.3 %  0.2009 µs ±0.3 %    0.0 %  = unchanged  ······─●─······
      Scan[n=1000]     3.014 µs ±0.3 %   2.009 µs ±0.3 %  −33.3 %  ✓ faster     ◂······│·······
      geometric mean  0.7781 µs         0.6353 µs         −18.4 %

        ! What was repeated was repeated in one process: two launches of the same code differ by more than
        that, so verdicts are surer than they should be. Give several files a side, each of another
        launch: "old/*" "new/*".
      "
    `);
    expect(exitCode).toBe(exitCodes.ok);
  });

  it('takes any number of sides, and sides from labels', async () => {
    const { perfwatch } = twoFiles({
      'both.txt': `branch: main\n${old}\nbranch: mine\n${now}`,
    });
    const three = await perfwatch([
      ...['compare', 'old.txt', 'new.txt', 'old.txt', '--filter', 'metric:time', '--format', 'csv'],
    ]);
    const columns = three.out
      .split('\r\n')
      .filter((line) => line.startsWith('time,s,go example.com/parser,Parse,'))
      .map((line) => [line.split(',')[4], line.split(',').at(-1)].join(' '));
    expect(columns).toEqual(['old.txt ', 'new.txt slower', 'old.txt unchanged']);
    const one = await perfwatch([
      ...['compare', 'both.txt', '--col', 'branch', '--row', 'name', '--filter', 'metric:time'],
    ]);
    expect(one.out).toContain('mine');
    expect(one.out).toMatch(/Parse +100 ns ±0\.3 % +141 ns ±0\.3 % +\+40\.0 % {2}✗ slower/);
    // Which of the branches was to be faster, nobody said.
    expect(one.exitCode).toBe(exitCodes.ok);
  });

  it('takes the files of a side for launches', async () => {
    const launches = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].flatMap((number) => [
        [`old/${number}.txt`, goText({ Parse: 100 + number / 10 })],
        [`new/${number}.txt`, goText({ Parse: 130 + number / 10 })],
      ]),
    );
    const { perfwatch } = project(null, launches);
    const { out } = await perfwatch(['compare', 'old', 'new/*.txt', '--format', 'json']);
    const { tables, warnings } = JSON.parse(out);
    expect(warnings).toEqual([]);
    expect(tables[0].rows[0].cells[1]).toMatchObject({
      values: { length: 6 },
      valuesAre: 'launches',
      change: { verdict: 'slower' },
    });
  });

  it('reads packed files, UTF-16 and standard input', async () => {
    const { perfwatch, path } = twoFiles();
    writeFileSync(path('old.txt.gz'), gzipSync(old));
    writeFileSync(
      path('old16.txt'),
      Buffer.from(`\uFEFF${old.replaceAll('\n', '\r\n')}`, 'utf16le'),
    );
    const plain = await perfwatch(['compare', 'old.txt', 'new.txt', '--format', 'csv']);
    const named = (text: string) =>
      text.replaceAll(/old(?:\.txt\.gz|16\.txt)|standard input/g, 'old.txt');
    for (const file of ['old.txt.gz', 'old16.txt', '-']) {
      const other = await perfwatch(['compare', file, 'new.txt', '--format', 'csv'], {
        stdin: old,
      });
      expect(named(other.out)).toBe(plain.out);
    }
  });

  it('shows Markdown and Go’s format', async () => {
    const { perfwatch } = twoFiles();
    const markdown = await perfwatch(['compare', 'old.txt', 'new.txt', '--format', 'markdown']);
    expect(markdown.out).toContain('**1 slower, 2 missing, 1 faster, 4 unchanged**');
    expect(markdown.out).toMatch(
      /\| `Parse` \| 100\sns\s±0\.3\s% \| 141\sns\s±0\.3\s% \| ✗\s\+40\.0\s%\sslower \|/,
    );
    const text = await perfwatch(['compare', 'old.txt', 'new.txt', '--format', 'benchfmt']);
    expect(text.out.split('\n').slice(0, 9)).toEqual([
      'Unit sec/op better=lower',
      'Unit allocs/op better=lower',
      '',
      'from: old.txt',
      'goos: linux',
      'goarch: amd64',
      'pkg: example.com/parser',
      'cpu: AMD EPYC',
      'BenchmarkParse-8 1 1e-7 sec/op',
    ]);
  });

  it('gives a report where one is asked for', async () => {
    const { perfwatch } = twoFiles();
    const { exitCode, out, err } = await perfwatch(['compare', 'old.txt', 'new.txt', '--json']);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ schema: 'perfwatch/report', outcome: 'regressed' });
    expect(exitCode).toBe(exitCodes.regressed);
    for (const reporter of ['markdown', 'html', 'terminal']) {
      const shown = await perfwatch(['compare', 'old.txt', 'new.txt', '--reporter', reporter]);
      // Others have measured, and how long it took is not known.
      expect(shown.out).not.toMatch(/measure this again|took \d|go unknown/);
    }
  });

  it('tells what failed, in every form, and is no success then', async () => {
    const failing = goText({ Parse: 100 }, '--- FAIL: BenchmarkQuit\n');
    const { perfwatch } = twoFiles({ 'fine.txt': goText({ Parse: 100 }), 'fail.txt': failing });
    const shown = async (...argv: string[]) => perfwatch(['compare', ...argv]);
    const table = await shown('fine.txt', 'fail.txt');
    expect(table.out).toMatch(
      /^1 failed · 2 unchanged\n\n {2}✗ go\/.*Quit failed: fail\.txt.*\n\n/,
    );
    expect(table.exitCode).toBe(exitCodes.failed);
    const markdown = await shown('fine.txt', 'fail.txt', '--format', 'markdown');
    expect(markdown.out).toMatch(
      /^\*\*1 failed, 2 unchanged\*\*\n\n- ✗ `go\/.*Quit` failed: fail\.txt/,
    );
    const csv = await shown('fine.txt', 'fail.txt', '--format', 'csv');
    expect(csv.out).toMatch(/,,,go\/[^,]*Quit,fail\.txt,,,,,,,,failed\r\n$/);
    const json = await shown('fail.txt', 'fail.txt', '--format', 'json');
    expect(JSON.parse(json.out).failures).toMatchObject([
      { side: 'fail.txt', id: expect.stringMatching(/Quit$/), count: 1 },
      { side: 'fail.txt', id: expect.stringMatching(/Quit$/), count: 1 },
    ]);
    // What a filter leaves out is none of the question.
    const parse = await shown('fine.txt', 'fail.txt', '--filter', 'name:Parse');
    expect(parse).toMatchObject({ exitCode: exitCodes.ok, out: expect.stringMatching(/^2 unch/) });
    const time = await shown('fine.txt', 'fail.txt', '--filter', 'metric:time');
    expect(time).toMatchObject({
      exitCode: exitCodes.failed,
      out: expect.stringMatching(/^1 failed/),
    });
    const worse = await shown('fail.txt', 'new.txt');
    expect(worse.exitCode).toBe(exitCodes.regressed);
  });

  it('is no success where something is missing, or there is nothing to compare', async () => {
    const { perfwatch } = twoFiles({
      'less.txt': goText({ Parse: 100 }),
      'more.txt': goText({ Parse: 100, Scan: 3 }),
      'other.txt': goText({ Other: 3 }),
    });
    const shown = async (...argv: string[]) => {
      const { exitCode, out } = await perfwatch(['compare', ...argv]);
      return [exitCode, out.split('\n')[0]];
    };
    expect(await shown('more.txt', 'less.txt')).toEqual([3, '2 missing · 2 unchanged']);
    expect(await shown('less.txt', 'more.txt')).toEqual([0, '2 unchanged']);
    expect(await shown('less.txt', 'other.txt')).toEqual([3, 'nothing to compare · 2 missing']);
    expect(await shown('more.txt', 'other.txt', '--filter', 'side:other.txt')).toEqual([
      3,
      'nothing to compare',
    ]);
    // One side is shown, and was not to be compared.
    expect(await shown('less.txt', '--col', 'side')).toEqual([0, 'time · go · example.com/parser']);
  });

  it('leaves out plots, then spreads, where the terminal is too narrow', async () => {
    const { perfwatch } = twoFiles();
    const at = async (columns: number) => {
      const { out } = await perfwatch(
        [
          'compare',
          'old.txt',
          'new.txt',
          '--plot',
          '--no-color',
          '--filter',
          'name~Scan metric:time',
        ],
        { isTerminal: true, columns },
      );
      return out.split('\n').slice(3, 6);
    };
    expect((await at(90)).join('')).toMatch(/±0\.3 %.*│/);
    const narrower = (await at(75)).join('');
    expect(narrower).toContain('±0.3 %');
    expect(narrower).not.toContain('│');
    const narrowest = await at(60);
    expect(narrowest.join('')).not.toContain('±');
    expect(Math.max(...narrowest.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it('finds names by their ends, and says what names look like', async () => {
    const { perfwatch } = twoFiles();
    const found = await perfwatch(['compare', 'old.txt', 'new.txt', '--filter', 'name:Parse']);
    expect(found.out).toContain('1 slower · 1 unchanged');
    const none = await perfwatch(['compare', 'old.txt', 'new.txt', '--filter', 'name:Pars']);
    expect(none.err).toContain('One that there is: "example.com/parser/Parse" is a name');
  });

  it('says the same of a file that is named twice only once', async () => {
    const { perfwatch } = twoFiles({
      'odd.txt': goText({ Parse: 100 }, 'BenchmarkScan 12 interrupted\n'),
    });
    const { err } = await perfwatch(['compare', 'odd.txt', 'odd.txt']);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('tells what it could not read, and where', async () => {
    const { perfwatch } = twoFiles({
      'odd.txt': goText({ Parse: 100 }, 'BenchmarkScan 12 interrupted\nBenchmarkBad 10 -5 ns/op\n'),
    });
    const { err } = await perfwatch(['compare', 'odd.txt', 'new.txt']);
    expect(err).toBe(
      'not read: odd.txt, line 16: a value is negative\nnot read: odd.txt, line 15: a line begins like a result and does not go on like one\n',
    );
  });

  it.each<[string, readonly string[], string]>([
    ['nothing there', ['none.txt', 'new.txt'], 'There is nothing at none.txt.'],
    ['an empty file', ['empty.txt', 'new.txt'], 'empty.txt is empty.'],
    [
      'an unknown file',
      ['letter.txt', 'new.txt'],
      'What letter.txt holds is of no format that is known: it is text that begins with "Dear reader,".',
    ],
    [
      'a folder without results',
      ['letters', 'new.txt'],
      'None of the 1 files of letters is of a format',
    ],
    ['an unknown format', ['old.txt', 'new.txt', '--from', 'go2'], 'There is no format "go2".'],
    [
      'the wrong format',
      ['old.txt', 'new.txt', '--from', 'pytest-benchmark'],
      'old.txt, line 1 could not be read as pytest-benchmark',
    ],
    [
      'a filter that keeps nothing',
      ['old.txt', 'new.txt', '--filter', 'name:x'],
      'No result matches',
    ],
    [
      'a metric that is not there',
      ['old.txt', 'new.txt', '--lower-is-better', 'tiem'],
      'None of these results has the metric "tiem" that --lower-is-better names. There are: time, allocations.',
    ],
    [
      'a unit that nothing is in',
      ['old.txt', 'new.txt', '--unit', 'MiB'],
      'None of these results can be shown in --unit MiB.',
    ],
    ['standard input twice', ['-', '-'], 'Standard input is named twice'],
    ['an empty folder', ['nothing', 'new.txt'], 'The folder nothing holds no files.'],
    ['a broken filter', ['old.txt', 'new.txt', '--filter', 'name:'], 'at character 6'],
    [
      'an unknown field',
      ['old.txt', 'new.txt', '--col', 'size'],
      'None of these results has a "size".',
    ],
    [
      'a report and tables',
      ['old.txt', 'new.txt', '--json', '--plot'],
      '--json and --plot cannot be used here',
    ],
    [
      'a report of three',
      ['old.txt', 'new.txt', 'old.txt', '--json'],
      '--json cannot be used here',
    ],
  ])('refuses %s', async (_, argv, problem) => {
    const { perfwatch, path } = twoFiles({
      'empty.txt': ' \n',
      'letter.txt': 'Dear reader,\n',
      'letters/one.txt': 'Dear reader,\n',
    });
    mkdirSync(path('nothing'));
    const { exitCode, out, err } = await perfwatch(['compare', ...argv]);
    expect({ exitCode, out }).toEqual({ exitCode: exitCodes.usage, out: '' });
    expect(err).toContain(problem);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('import', () => {
  it('makes a run of files, which can become the baseline and is compared with it', async () => {
    const configuration = { suites: { cli: { harness: 'command', commands: { a: 'true' } } } };
    const files = Object.fromEntries(
      [1, 2, 3, 4, 5].flatMap((number) => [
        [`old/${number}.txt`, goText({ Parse: 100 + number / 50 })],
        [`new/${number}.txt`, goText({ Parse: 150 + number / 50 })],
      ]),
    );
    const { perfwatch, run, report } = project(configuration, files);
    const first = await perfwatch(['import', 'old', '--suite', 'parser']);
    expect(first.exitCode).toBe(exitCodes.ok);
    expect(first.err).toContain('1.txt: go, 1 benchmark in 10 rows\n');
    expect(run().suites[0]).toMatchObject({
      suite: 'parser',
      harness: { name: 'go', version: 'unknown' },
      launchesPlanned: 5,
      benchmarks: [{ id: 'parser/example.com/parser/Parse', state: 'measured' }],
    });
    expect((await perfwatch(['baseline', 'update'])).exitCode).toBe(exitCodes.ok);
    const second = await perfwatch(['import', 'new', '--suite', 'parser', '--quiet']);
    expect(second.exitCode).toBe(exitCodes.regressed);
    expect(report().comparisons[0]).toMatchObject({ verdict: 'regressed', metric: 'time' });
    // Of another suite, nothing is known, and nothing of this one is missing.
    const other = await perfwatch(['import', 'new', '--suite', 'other', '--json', '--quiet']);
    expect(JSON.parse(other.out).comparisons).toEqual([]);
    expect(other.exitCode).toBe(exitCodes.ok);
  });

  it('reads standard input once', async () => {
    const { exitCode, err } = await twoFiles().perfwatch(['import', '-', '-'], { stdin: old });
    expect(exitCode).toBe(exitCodes.usage);
    expect(err).toContain('once');
  });

  it('says that repeats of one process are no launches', async () => {
    const { perfwatch } = twoFiles();
    const { exitCode, out, err } = await perfwatch(['import', '-'], { stdin: old });
    expect(exitCode).toBe(exitCodes.ok);
    expect(err).toContain('standard input: go, 4 benchmarks in 40 rows\n');
    expect(out).toContain('What was repeated was repeated in one process');
  });
});
