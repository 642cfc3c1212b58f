import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../src/api/compareRuns.ts';
import { render } from '../../src/api/render.ts';
import { reportSchema } from '../../src/model/report.ts';
import { type ReporterName, reporters } from '../../src/reporters/index.ts';
import { timeRun } from '../analysis/runs.ts';
import { project } from '../support/project.ts';

const base = timeRun({ parse: [1, 1.01, 0.99, 1, 1.02] });
const compared = compareRuns(base, timeRun({ parse: [2, 2.01, 1.99, 2, 2.02] }));
/** As it comes out of a file. */
const report = reportSchema.parse(compared);
const names = Object.keys(reporters) as ReporterName[];

describe('render', () => {
  it.each(names)('writes what `perfwatch report --reporter %s` does', async (name) => {
    const { perfwatch } = project(null, { 'report.json': JSON.stringify(report) });
    const { out } = await perfwatch(['report', 'report.json', '--reporter', name]);
    expect(render(report, name)).toBe(out);
    expect(out).toMatch(/[^\n]\n$/);
  });

  it('shows details, links and as many columns as there are', () => {
    expect(render(report, 'markdown', { details: true })).not.toBe(render(report, 'markdown'));
    const commit = { sha: 'a'.repeat(40), branch: 'main', dirty: false, committedAt: '' };
    const committed = { ...report, run: { ...report.run, commit } };
    const repositoryUrl = 'https://git.example/shop';
    const address = `${repositoryUrl}/commit/${commit.sha}`;
    expect(render(committed, 'markdown', { repositoryUrl })).toContain(address);
    expect(render(committed, 'markdown')).not.toContain(address);
    const widest = (columns: number) =>
      Math.max(
        ...render(report, 'terminal', { columns })
          .split('\n')
          .map(({ length }) => length),
      );
    expect(widest(60)).toBeLessThanOrEqual(60);
  });

  it('shows long names whole unless they are longer than a line may be', () => {
    const widest = (length: number) => {
      const [first] = report.comparisons;
      if (!first) throw new Error('the runs have a benchmark');
      const id = `rust/${'x'.repeat(length)}`;
      const text = render({ ...report, comparisons: [{ ...first, id }] }, 'terminal');
      return {
        isWhole: text.includes(id),
        width: Math.max(...text.split('\n').map((one) => one.length)),
      };
    };
    expect(widest(150).isWhole).toBe(true);
    expect(widest(1000)).toEqual({ isWhole: false, width: 300 });
  });

  it('is colourless unless asked, and only a terminal has colours', () => {
    expect(render(report, 'terminal')).not.toContain('\u001B');
    expect(render(report, 'terminal', { color: true })).toContain('\u001B[');
    expect(render(report, 'json', { color: true })).toBe(render(report, 'json'));
  });

  it('refuses a reporter that does not exist', () => {
    for (const name of ['pdf', 'constructor']) {
      const rendering = () => render(report, name as ReporterName);
      expect(rendering).toThrow(`reporter cannot be "${name}". Choose among: terminal, `);
      expect(rendering).toThrow(expect.objectContaining({ code: 'option-invalid' }));
    }
  });
});
