/** docs/reports.md tells of all reporters, and its commands work. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ReporterName, reporters } from '../../src/reporters/index.ts';
import { project } from '../support/project.ts';
import { readReport } from './readReport.ts';

const text = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8');
const rows = [
  ...text.matchAll(/^\| `(?<name>[\w-]+)` +\| (?<readBy>.+?) +\| `(?<ending>\.\w+)` +\|$/gm),
].map(({ groups }) => groups ?? {});

/** How the file of each reporter ends in its name, and begins. */
const files: Readonly<Record<ReporterName, readonly [ending: string, firstLine: RegExp]>> = {
  terminal: ['.txt', /^✗ 3 regressed · 1 failed/],
  markdown: ['.md', /^## \S+ 3 regressed · \S+ 1 failed/],
  json: ['.json', /^\{$/],
  html: ['.html', /^<!doctype html>$/i],
  junit: ['.xml', /^<\?xml version="1\.0" encoding="UTF-8"\?>$/],
  csv: ['.csv', /^id,suite,metric,unit,.+\r$/],
  benchfmt: ['.txt', /^Unit \S+ better=(?:lower|higher)$/],
  'github-action-benchmark': ['.json', /^\[$/],
  'github-action-benchmark-bigger': ['.json', /^\[$/],
  bencher: ['.json', /^\{$/],
  // The only ending that node_exporter's textfile collector reads.
  openmetrics: ['.prom', /^# TYPE perfwatch_run gauge$/],
  'gitlab-metrics': ['.txt', /^# TYPE perfwatch_benchmarks gauge$/],
};

describe('docs/reports.md', () => {
  it('has a row for each reporter, in the order of the registry', () => {
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(reporters));
    for (const { readBy } of rows) expect(readBy).toMatch(/\w{3}/);
  });

  it.each(rows)('is right about the file of $name', ({ name, ending = '' }) => {
    const options = { columns: 80, color: false, details: false };
    const written = reporters[name as ReporterName].render(readReport('mixed'), options);
    const [expected, firstLine] = files[name as ReporterName];
    expect(ending).toBe(expected);
    expect(written.split('\n')[0]).toMatch(firstLine);
    if (ending === '.json') expect(() => JSON.parse(written)).not.toThrow();
  });

  it('shows lines that are written', () => {
    const options = { columns: 80, color: false, details: false };
    const all = Object.values(reporters).flatMap((reporter) =>
      reporter.render(readReport('mixed'), options).split('\n'),
    );
    const shown = [...text.matchAll(/^```text\n(.*?)^```/gms)].flatMap((match) =>
      (match[1] ?? '').trim().split('\n'),
    );
    expect(shown.length).toBeGreaterThan(1);
    for (const line of shown) expect(all).toContain(line);
  });

  it('tells commands that work', async () => {
    const report = readFileSync(
      new URL('../../fixtures/reports/mixed.report.json', import.meta.url),
      'utf8',
    );
    const { perfwatch, exists } = project(null, { '.perfwatch/report.json': report });
    const commands = [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap((match) =>
      (match[1] ?? '').trim().split('\n'),
    );
    expect(commands.length).toBeGreaterThan(2);
    for (const command of commands) {
      const [npx, program, ...argv] = command.split(' ');
      expect([npx, program]).toEqual(['npx', 'perfwatch']);
      expect(await perfwatch(argv), command).toMatchObject({ exitCode: 0, err: '' });
      for (const [, file = ''] of command.matchAll(/[\w-]=([^,\s]+)/g)) {
        expect(exists(file), file).toBe(true);
      }
    }
  });
});
