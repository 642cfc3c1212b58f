import { describe, expect, it, test } from 'vitest';
import { gitlabMetrics } from '../../src/reporters/gitlabMetrics.ts';
import { goldenFile, readReport, reportNames } from './readReport.ts';

const options = { columns: 80, color: false, details: false };
const render = (name: (typeof reportNames)[number]) =>
  gitlabMetrics.render(readReport(name), options);

/** Of the grammar of OpenMetrics 1.0, what a gauge with one label may be. */
const metadata = /^# (TYPE|UNIT|HELP) ([a-z_]+) (.+)$/;
const sample = /^([a-z_]+)\{[a-z]+="((?:[^"\\\n]|\\["\\n])*)"\} (\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;

interface Sample {
  readonly family: string;
  readonly label: string;
  readonly value: string;
}

/** The samples, from a text that is checked to be OpenMetrics. */
function samplesOf(text: string): Sample[] {
  const lines = text.split('\n');
  expect(lines.slice(-2)).toEqual(['# EOF', '']);
  const closed = new Set<string>();
  let current = '';
  return lines.slice(0, -2).flatMap((line) => {
    const [, word, described, rest] = metadata.exec(line) ?? [];
    if (word === 'TYPE') {
      closed.add(current);
      current = described ?? '';
      expect(closed, 'each family comes once').not.toContain(current);
    }
    if (word === 'UNIT') expect(current.endsWith(`_${rest}`)).toBe(true);
    if (word !== undefined) {
      expect(described).toBe(current);
      return [];
    }
    const [, family = '', label = '', value = ''] = sample.exec(line) ?? [];
    expect(family, line).toBe(current);
    return [{ family, label, value }];
  });
}

/** How GitLab reads it: a `#` ends a line, words are split as in a shell, and two of them count. */
function gitlabReads(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*$/, ''))
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const words = line.match(/(?:[^\s"\\]|"(?:[^"\\]|\\.)*"|\\.)+/g) ?? [];
      expect(words, 'a name and a value').toHaveLength(2);
      return words[0] ?? '';
    });
}

describe('the metrics for GitLab', () => {
  test.each(reportNames)('%s are OpenMetrics with no sample told twice', (name) => {
    const samples = samplesOf(render(name));
    const names = samples.map(({ family, label }) => `${family} ${label}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(reportNames)('%s are read by GitLab, row by row', (name) => {
    const text = render(name);
    expect(gitlabReads(text)).toHaveLength(samplesOf(text).length);
  });

  it('are what people see here', async () => {
    await expect(render('mixed')).toMatchFileSnapshot(goldenFile('mixed.metrics.txt'));
  });

  it('hold every value that was measured, in base units', () => {
    const report = readReport('mixed');
    const measured = [
      ...report.measurements.map(({ id, metric }) => `${id} ${metric}`),
      ...report.comparisons
        .filter(({ candidate }) => candidate !== null)
        .map(({ id, metric }) => `${id} ${metric}`),
    ];
    const values = samplesOf(render('mixed')).filter(
      ({ family }) => family !== 'perfwatch_benchmarks',
    );
    expect(values).toHaveLength(new Set(measured).size);
    expect(values).toContainEqual({
      family: 'perfwatch_time_seconds',
      label: 'rust/rank/top_words[n=10000]',
      value: '0.00171',
    });
  });

  it('escape names, so that two benchmarks never become one', () => {
    const report = readReport('green');
    const [first] = report.comparisons;
    if (!first) throw new Error('the fixture has a comparison');
    const ids = ['a/#1', 'a/"1"', 'a/\\\\1', "a/'1' $x `y`", 'a/{b="c"} 1'];
    const text = gitlabMetrics.render(
      { ...report, comparisons: ids.map((id) => ({ ...first, id })), measurements: [] },
      options,
    );
    expect(text).toContain('{benchmark="a/\\\\u{23}1"}');
    expect(text).toContain('{benchmark="a/\\"1\\""}');
    expect(text).toContain('{benchmark="a/\\\\\\\\1"}');
    expect(new Set(gitlabReads(text)).size).toBe(samplesOf(text).length);
  });

  it('count exactly what is counted, and round what is noisy', () => {
    const report = readReport('green');
    const [first] = report.comparisons;
    if (!first) throw new Error('the fixture has a comparison');
    const of = (metric: 'instructions' | 'memory', unit: '1' | 'B', value: number) => ({
      ...first,
      metric,
      unit,
      candidate: { value, launches: 5 },
    });
    const comparisons = [
      of('instructions', '1', 123_456_789),
      of('memory', 'B', 123_456_789),
      { ...first, unit: 's' as const, candidate: { value: 1.23456e-9, launches: 5 } },
    ];
    const samples = samplesOf(gitlabMetrics.render({ ...report, comparisons }, options));
    expect(samples).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ family: 'perfwatch_instructions', value: '123456789' }),
        expect.objectContaining({ family: 'perfwatch_memory_bytes', value: '123000000' }),
        expect.objectContaining({ family: 'perfwatch_time_seconds', value: '1.23e-9' }),
      ]),
    );
  });
});
