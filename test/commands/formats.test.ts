import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { exitCodes } from '../../src/errors.ts';
import { formats } from '../../src/formats/index.ts';
import { project } from '../support/project.ts';

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('perfwatch formats', () => {
  it('lists every format with its title and what it is recognised by, aligned', async () => {
    const { exitCode, out, err } = await project().perfwatch(['formats'], { columns: 100 });
    expect({ exitCode, err }).toEqual({ exitCode: exitCodes.ok, err: '' });
    const lines = out.split('\n');
    const starts = formats.map(({ name, title }) => {
      const line = lines.find((one) => one.startsWith(`  ${name} `)) ?? '';
      expect(oneLine(out)).toContain(oneLine(` ${name} ${title} recognised by `));
      return line.length - line.slice(name.length + 2).trimStart().length;
    });
    expect(new Set(starts).size).toBe(1);
    for (const { looksFor } of formats) expect(oneLine(out)).toContain(oneLine(`by ${looksFor}`));
    expect(lines[0]).toMatch(new RegExp(`^${formats.length} formats\\. .*its content tells`));
  });

  it.each([40, 59, 60, 80, 200])(
    'breaks no word and exceeds no line of %i columns',
    async (columns) => {
      const { out } = await project().perfwatch(['formats'], { columns });
      const tooLong = out
        .split('\n')
        .filter((line) => line.length > Math.min(columns, 100) && line.trim().includes(' '));
      expect(tooLong).toEqual([]);
      for (const { title } of formats) expect(oneLine(out)).toContain(oneLine(title));
      expect(out).not.toMatch(/ \n/);
    },
  );

  it('tells programs all there is to know', async () => {
    const { exitCode, out } = await project().perfwatch(['formats', '--json']);
    expect(exitCode).toBe(exitCodes.ok);
    const told = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(out));
    expect(told.map(({ name }) => name)).toEqual(formats.map(({ name }) => name));
    expect(told.find(({ name }) => name === 'go')).toMatchObject({
      recognisedBy:
        'a line like "BenchmarkName 100 12.5 ns/op", lines "goos: " and "goarch: ", or objects with "Action" and "Package"',
      launchedBy: 'go',
    });
    expect(told.find(({ name }) => name === 'pyperf')).toMatchObject({ launchedBy: null });
  });
});
