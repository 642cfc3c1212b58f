/** What benchstat itself, built from the module proxy, reads in a report's Go benchmark format. Skipped without Go. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../src/measure/programs.ts';
import { benchmarkId } from '../../src/model/identity.ts';
import { benchmarkFormat } from '../../src/reporters/benchmarkFormat.ts';
import { timeRun } from '../analysis/runs.ts';
import { recordingsFolder } from '../formats/recordedFiles.ts';
import { readReport } from '../reporters/readReport.ts';
import { type Benchstat, installBenchstat } from '../support/benchstat.ts';
import { project } from '../support/project.ts';

const go = await findProgram('go', process);
const title = go ? 'benchstat' : 'benchstat: skipped, since go was not found';

/** Names that want to break something; as many stay apart. */
const hostile = [
  ...[
    'a/b',
    'a b',
    'a␣b',
    'a\u00A0b',
    'a=b',
    'a-8',
    'a-16',
    '-8',
    ' ',
    '',
    'Upper',
    '\\',
    '\\u{20}',
  ],
  ...['line\nbreak', '\u001B[31mred', '\u202Ereversed', '\uD800 half', 'emoji 👩‍🚀', '#', 'Unit'],
  ...['goos: plan9', '1 2 ns/op', 'x'.repeat(5000), '[n=1]', '%s', '::error::'],
];

describe.skipIf(go === null)(title, () => {
  let folder: string;
  let program: Benchstat;
  const file = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'perfwatch-benchstat-'));
    program = await installBenchstat(go ?? '', folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Rows of its tables, split at commas; and what it complains about. */
  async function benchstat(...argv: readonly string[]) {
    const { lines, warnings } = await program.csv(argv);
    const complaints = warnings.filter(
      (line) => !/need >= \d+ samples|all samples are equal/.test(line),
    );
    return { rows: lines.map((line) => line.split(',')), complaints };
  }

  it('compares the launches of two runs, benchmark by benchmark', async () => {
    const { perfwatch, write, path } = project();
    const launches = {
      old: { parse: [10, 11, 12, 13, 14, 15, 16], print: [4, 4.01, 3.99, 4.02, 3.98, 4.03, 3.97] },
      new: { parse: [20, 21, 22, 23, 24, 25, 26], print: [4, 4.01, 3.99, 4.02, 3.98, 4.03, 3.97] },
    };
    for (const [name, values] of Object.entries(launches)) {
      write(`${name}/run.json`, JSON.stringify(timeRun(values)));
      await perfwatch(['compare', name, name, '--reporter', `benchfmt=${name}.txt`]);
    }
    const { rows, complaints } = await benchstat(path('old.txt'), path('new.txt'));
    expect(complaints).toEqual([]);
    const row = (name: string) => rows.find(([first]) => first === name);
    expect(rows.some((cells) => cells[1] === 'sec/op')).toBe(true);
    expect(row('Parse')?.slice(1, 6)).toEqual([
      '13',
      expect.any(String),
      '23',
      expect.any(String),
      '+76.92%',
    ]);
    expect(row('Print')?.slice(1, 6)).toEqual([
      '4',
      expect.any(String),
      '4',
      expect.any(String),
      '~',
    ]);
  });

  it('reads each value of benchmarks with hostile names, and complains about nothing', async () => {
    const green = readReport('green');
    const ids = hostile.flatMap((name) => [
      benchmarkId({ suite: 'rust', path: [name], params: {} }),
      benchmarkId({ suite: 'Rust', path: ['a', name], params: { [name]: name, n: '-4' } }),
    ]);
    const measurements = ids.map((id, index) => ({
      id,
      suite: 'rust',
      metric: 'time' as const,
      unit: 's' as const,
      side: { value: index + 1, launches: 1 },
      spread: null,
    }));
    const text = benchmarkFormat.render(
      { ...green, comparisons: [], measurements },
      { columns: 80, color: false, details: false },
    );
    writeFileSync(file('hostile.txt'), text);
    const { rows, complaints } = await benchstat(file('hostile.txt'));
    expect(complaints).toEqual([]);
    const values = rows
      .filter(([name]) => name !== 'geomean')
      .map((cells) => Number(cells.at(-2)))
      .filter((value) => value > 0);
    expect(values.sort((a, b) => a - b)).toEqual(ids.map((_, index) => index + 1));
  });

  it('pairs what was imported from Go with what Go printed', async () => {
    const text = readFileSync(join(recordingsFolder, 'go', '1.26', 'new.txt'), 'utf8');
    const { perfwatch, write, path } = project(null, { 'go.txt': text });
    await perfwatch(['import', 'go.txt', '--reporter', 'benchfmt=imported.txt']);
    const { out } = await perfwatch(['compare', 'go.txt', '--format', 'benchfmt']);
    write('compared.txt', out);
    for (const file of ['imported.txt', 'compared.txt']) {
      const { rows, complaints } = await benchstat(path('go.txt'), path(file));
      expect(complaints).toEqual([]);
      const paired = rows.filter(([name]) => /^(?:Split|Fields)\b/.test(name ?? ''));
      // Two with five metrics, and one that only took time.
      expect(paired).toHaveLength(11);
      for (const [, before, , after] of paired) expect(after).toBe(before);
    }
  });

  it('knows parameters as keys', async () => {
    writeFileSync(
      file('mixed.txt'),
      benchmarkFormat.render(readReport('mixed'), { columns: 80, color: false, details: false }),
    );
    const { rows } = await benchstat('-col', '/n', '-filter', '.unit:sec/op', file('mixed.txt'));
    expect(rows.flat()).toEqual(expect.arrayContaining(['10', '100', '1000', '10000']));
  });
});
