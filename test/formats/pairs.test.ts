/** `perfwatch compare` on real results of every format: both sides of each recording. */
import { dirname, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import { exitCodes } from '../../src/errors.ts';
import { formats } from '../../src/formats/index.ts';
import { fakeIo } from '../support/io.ts';
import { recordings, recordingsFolder } from './recordedFiles.ts';

const all = recordings();
const pairs = all
  .filter(({ side }) => side === 'old')
  .map((old) => ({
    ...old,
    other: all.find(({ side, path }) => side === 'new' && dirname(path) === dirname(old.path)),
  }));

describe('perfwatch compare', () => {
  it('is tried on every format', () => {
    expect(new Set(pairs.map(({ format }) => format))).toEqual(
      new Set(formats.map(({ name }) => name)),
    );
  });

  it.each(pairs)('compares $format $version', async ({ format, path, other }) => {
    const io = fakeIo({ cwd: recordingsFolder });
    const sides = [path, other?.path ?? ''].map((one) => relative(recordingsFolder, one));
    const exitCode = await main(['compare', ...sides, '--format', 'json'], io);
    const { tables, counts, failures, missing } = JSON.parse(io.out());
    const otherwise = failures.length + missing > 0 ? exitCodes.failed : exitCodes.ok;
    const isWorse = counts.slower + counts.worse > 0;
    expect(exitCode).toBe(isWorse ? exitCodes.regressed : otherwise);
    const cells = tables.flatMap(
      ({ group, rows }: { group: string[]; rows: { cells: unknown[] }[] }) => {
        expect(group[0]).toBe(format);
        return rows.flatMap((row) => row.cells);
      },
    );
    const changes = cells.filter(
      (cell: { change: { verdict: string } | null } | null) => cell?.change,
    );
    expect(changes.length).toBeGreaterThan(0);
  });
});
