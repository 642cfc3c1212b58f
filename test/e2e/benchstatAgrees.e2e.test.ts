/**
 * Do `compare` and benchstat tell the same of benchstat's own test data? Every median, delta and geometric
 * mean, one by one. Skipped without Go.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findProgram } from '../../src/measure/programs.ts';
import { type Benchstat, installBenchstat } from '../support/benchstat.ts';
import {
  type BenchstatColumn,
  type BenchstatTable,
  benchstatTables,
} from '../support/benchstatTables.ts';
import { project } from '../support/project.ts';

const go = await findProgram('go', process);
const title = go ? 'compare agrees with benchstat' : 'skipped, since go was not found';

const comparison = z.object({
  tables: z.array(
    z.object({
      columns: z.array(z.string()),
      group: z.array(z.string()),
      rows: z.array(
        z.object({
          title: z.string(),
          cells: z.array(
            z
              .object({
                value: z.number(),
                change: z.object({ ratio: z.number().nullable() }).nullable(),
              })
              .nullable(),
          ),
        }),
      ),
      means: z.array(z.object({ value: z.number().nullable(), ratio: z.number().nullable() })),
    }),
  ),
});
type OurTable = z.infer<typeof comparison>['tables'][number];

interface Case {
  /** Below the folder of its module. */
  readonly folder: string;
  readonly files: readonly string[];
  /** Options of benchstat, and ours that mean the same. */
  readonly theirs?: readonly string[];
  readonly ours?: readonly string[];
}

const own = 'cmd/benchstat/testdata';
const byNote = { folder: own, theirs: ['-col', 'note'], ours: ['--col', 'note'] };

const cases: Readonly<Record<string, Case>> = {
  'two files': { folder: own, files: ['old.txt', 'new.txt'] },
  'several benchmarks in one row': {
    folder: own,
    files: ['new.txt'],
    theirs: ['-row', '.name'],
    ours: ['--row', 'name', '--col', 'side'],
  },
  'a part of the name as columns': {
    folder: own,
    files: ['new.txt'],
    theirs: ['-col', '/format'],
    ours: ['--col', 'format'],
  },
  'a filter': {
    folder: own,
    files: ['old.txt', 'new.txt'],
    theirs: ['-filter', '/format:json goos:linux'],
    ours: ['--filter', 'format:json AND goos:linux'],
  },
  'files that differ in a line of their configuration, which is ignored': {
    folder: own,
    files: ['crc-old.txt', 'crc-new.txt'],
    theirs: ['-ignore', 'note'],
  },
  'tables by a line of the configuration': {
    folder: own,
    files: ['crc-old.txt', 'crc-new.txt'],
    ours: ['--group-by', 'suite,note'],
  },
  'rows and columns by parts of the name': {
    folder: own,
    files: ['crc-new.txt'],
    theirs: ['-filter', '/align:0', '-row', '/size', '-col', '/poly'],
    ours: ['--filter', 'align:0', '--row', 'size', '--col', 'poly'],
  },
  'exact units': { ...byNote, files: ['units.txt'] },
  'zeros and differences that nobody sees': { ...byNote, files: ['zero.txt'] },
  'single values': { ...byNote, files: ['smallSample.txt'] },
  'benchmarks that only one side has': { ...byNote, files: ['issue19565.txt'] },
  'a number at the end of a name': { ...byNote, files: ['issue19634.txt'] },
  'many packages': {
    folder: 'benchfmt/testdata/bent',
    files: ['20200101T213604.Base.stdout', '20200101T213604.Tip.stdout'],
    // We have one table for all of them, with the package in front of the name.
    theirs: ['-row', 'pkg,.fullname'],
  },
  'units that are made up': {
    folder: 'benchfmt/testdata/bent',
    files: ['20200101T213604.Base.build', '20200101T213604.Tip.build'],
  },
  'all metrics of the testing package': {
    folder: 'benchproc/testdata',
    files: ['suffixarray.bench'],
    theirs: ['-col', '/bits'],
    ours: ['--col', 'bits'],
  },
};

/** Both add and multiply in their own order, so that the last digits of a double may differ. */
const isSame = (ours: number | null, theirs: number | null) =>
  ours === null || theirs === null
    ? ours === theirs
    : Math.abs(ours - theirs) <= 1e-12 * Math.abs(theirs);

/** Whether a ratio is printed like this; `~` prints none. */
function isPrintedAs(ratio: number | null, delta: string): boolean {
  if (delta === '~') return true;
  if (delta === '?') return ratio === null;
  const percent = Number(delta.replace('%', ''));
  return ratio !== null && Math.abs((ratio - 1) * 100 - percent) <= 0.005 + 1e-9;
}

/** `Name/key=value/part-8` as we call it: parameters behind it, no GOMAXPROCS. */
function ourName(name: string): string {
  const parts = name.replace(/-\d+$/, '').split(/[/ ]/);
  const params = parts.filter((part) => part.includes('=')).sort();
  const path = parts.filter((part) => !part.includes('=')).join('/');
  return params.length === 0 ? path : `${path}[${params}]`;
}

/** One number of ours and how far it is from the first column; nulls where there is nothing. */
interface OurCell {
  readonly value: number | null;
  readonly ratio: number | null;
}

const nothing: OurCell = { value: null, ratio: null };

function* disagreements(
  ours: readonly OurCell[],
  theirs: BenchstatTable,
  of: readonly BenchstatColumn[],
  columns: readonly string[],
) {
  const base = of[0]?.value ?? null;
  for (const [index, title] of columns.entries()) {
    const { value, ratio } = ours[index] ?? nothing;
    // Columns of numbers have a name here: `bits=32`.
    const place = theirs.titles.indexOf(title.replace(/^bits=/, ''));
    const { value: expected, delta } = of[place] ?? { value: null, delta: null };
    if (!isSame(value, expected)) yield `${title}: ${value}, not ${expected}`;
    if (delta !== null && !isPrintedAs(ratio, delta))
      yield `${title}: ratio ${ratio}, not ${delta}`;
    if (delta === null && ratio !== null) yield `${title}: ratio ${ratio}, not none`;
    // What it prints as `~` follows from its medians.
    if (
      delta === '~' &&
      base !== null &&
      base > 0 &&
      expected !== null &&
      !isSame(ratio, expected / base)
    ) {
      yield `${title}: ratio ${ratio}, not ${expected / base}`;
    }
  }
}

/** Each row in which a number differs, with both. */
function differences(ours: OurTable, theirs: BenchstatTable): string[] {
  const [, ...group] = ours.group;
  const found = theirs.rows.flatMap(({ name, columns }, index) => {
    const row = ours.rows[index];
    const title = [...group, row?.title].join('/');
    if (!`/${title}`.endsWith(`/${ourName(name)}`)) return [`${title} in place of ${name}`];
    const cells = (row?.cells ?? []).map((cell) => ({
      value: cell?.value ?? null,
      ratio: cell?.change?.ratio ?? null,
    }));
    return [...disagreements(cells, theirs, columns, ours.columns)].map(
      (what) => `${name}: ${what}`,
    );
  });
  // We do not repeat a single row as its mean.
  if (theirs.rows.length < 2) return found;
  return [
    ...found,
    ...[...disagreements(ours.means, theirs, theirs.means, ours.columns)].map(
      (what) => `geometric mean of ${theirs.unit}: ${what}`,
    ),
  ];
}

describe.skipIf(go === null)(title, () => {
  let folder: string;
  let benchstat: Benchstat;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'perfwatch-benchstat-'));
    benchstat = await installBenchstat(go ?? '', folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.entries(cases))(
    '%s',
    async (_, { folder: below, files, theirs = [], ours = [] }) => {
      const { perfwatch } = project();
      const cwd = join(benchstat.module, below);
      const { lines } = await benchstat.csv([...theirs, ...files], cwd);
      const expected = benchstatTables(lines);
      const { out } = await perfwatch(['compare', ...files, ...ours, '--format', 'json'], { cwd });
      const { tables } = comparison.parse(JSON.parse(out));
      expect(expected).not.toEqual([]);
      expect(tables.map(({ rows }) => rows.length)).toEqual(
        expected.map(({ rows }) => rows.length),
      );
      expect(
        tables.flatMap((table, index) => {
          const of = expected[index];
          return of ? differences(table, of) : [];
        }),
      ).toEqual([]);
    },
  );
});
