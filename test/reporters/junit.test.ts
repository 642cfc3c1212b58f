import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Report } from '../../src/model/report.ts';
import { junit } from '../../src/reporters/junit.ts';
import { readReport, reportNames } from './readReport.ts';
import { readXml, type XmlElement } from './readXml.ts';

const options = { columns: 80, color: false, details: false };
const read = (report: Report) => readXml(junit.render(report, options));

const childrenNamed = (element: XmlElement, name: string) =>
  element.children.filter((child) => child.name === name);
const casesOf = (root: XmlElement) =>
  childrenNamed(root, 'testsuite').flatMap((suite) => childrenNamed(suite, 'testcase'));
const caseNamed = (root: XmlElement, name: string) =>
  casesOf(root).find(({ attributes }) => attributes.name === name);

const green = readReport('green');
const [unchanged] = green.comparisons;
if (!unchanged) throw new Error('the fixture has a comparison');

/** A report of these comparisons alone, each with what is said of it. */
const reportOf = (comparisons: readonly Partial<Comparison>[]): Report => ({
  ...green,
  comparisons: comparisons.map((one) => ({ ...unchanged, ...one })),
  measurements: [],
  suites: [],
});

describe.each(reportNames)('%s', (name) => {
  const report = readReport(name);
  const root = read(report);

  it('has a case for each benchmark, and for each suite that is not whole', () => {
    const ids = new Set([...report.comparisons, ...report.measurements].map(({ id }) => id));
    const broken = report.suites.filter(({ state }) => state !== 'measured');
    const names = casesOf(root).map(({ attributes }) => attributes.name);
    const visible = (text: string) => text.replaceAll(/[\u0000-\u0008\u000E-\u001F]/g, '\uFFFD');
    expect(names.toSorted()).toEqual(
      [...ids, ...broken.map(({ suite }) => suite)].map(visible).sort(),
    );
  });

  it('counts what it holds', () => {
    const counts = (cases: readonly XmlElement[]) => ({
      tests: String(cases.length),
      failures: String(cases.filter((one) => childrenNamed(one, 'failure').length > 0).length),
      errors: '0',
      skipped: String(cases.filter((one) => childrenNamed(one, 'skipped').length > 0).length),
    });
    const { skipped: _, ...ofAll } = counts(casesOf(root));
    expect(root.attributes).toMatchObject(ofAll);
    for (const suite of childrenNamed(root, 'testsuite')) {
      expect(suite.attributes).toMatchObject(counts(childrenNamed(suite, 'testcase')));
    }
  });

  it('fails for what the run fails for', () => {
    const failing = casesOf(root).flatMap((one) => childrenNamed(one, 'failure'));
    expect(failing.length > 0).toBe(['regressed', 'failed'].includes(report.outcome));
    for (const { attributes } of failing) expect(attributes.message).toMatch(/\S/);
  });
});

test.each([
  ['regressed', 'failure'],
  ['failed', 'failure'],
  ['missing', 'failure'],
  ['improved', 'system-out'],
  ['incomparable', 'system-out'],
  ['inconclusive', 'system-out'],
  ['added', undefined],
  ['unchanged', undefined],
] as const)('%s is told as %s', (verdict, expected) => {
  const [only] = casesOf(read(reportOf([{ verdict }])));
  expect(only?.children.map(({ name }) => name)).toEqual(expected ? [expected] : []);
  if (expected) expect(only?.children[0]?.text).toContain(verdict);
});

test('an accepted regression passes, and says why it was accepted', () => {
  const accepted = { reason: 'Needed (#12).' };
  const [only] = casesOf(read(reportOf([{ verdict: 'regressed', accepted }])));
  expect(only?.children.map(({ name }) => name)).toEqual(['system-out']);
  expect(only?.children[0]?.text).toContain('accepted (Needed (#12).)');
});

test('one case tells of all metrics of a benchmark, and fails for the worst', () => {
  const memory = { metric: 'memory', unit: 'B', verdict: 'regressed' } as const;
  const { attributes, children } = caseNamed(
    read(reportOf([memory, { verdict: 'inconclusive' }])),
    unchanged.id,
  ) ?? { children: [] };
  expect(attributes).toMatchObject({ classname: unchanged.suite });
  expect(children).toHaveLength(1);
  expect(children[0]?.attributes).toMatchObject({
    type: 'regressed',
    message: expect.stringMatching(/^peak memory regressed: /),
  });
  expect(children[0]?.text).toMatch(/^peak memory regressed: .*\ntime inconclusive: /);
});

test.each([
  ['skipped', 'skipped'],
  ['failed', 'failure'],
  ['incomplete', 'failure'],
] as const)('a suite that is %s is a case of its own: %s', (state, expected) => {
  const suites = [{ ...green.suites[0], suite: 'web', state, message: 'node is missing.' }];
  const report = { ...reportOf([]), suites } as Report;
  const [only, ...others] = casesOf(read(report));
  expect(others).toEqual([]);
  expect(only?.attributes).toMatchObject({ name: 'web', classname: 'web' });
  expect(only?.children).toMatchObject([
    { name: expected, attributes: { message: 'node is missing.' } },
  ]);
});

describe('a skipped suite', () => {
  const [measured] = green.suites;
  if (!measured) throw new Error('the fixture has a suite');
  const skipped = {
    ...measured,
    suite: 'web',
    state: 'skipped' as const,
    message: 'node is missing.',
  };
  const failed = { ...reportOf([]), outcome: 'failed' as const, suites: [measured, skipped] };
  const toldOf = (report: Report) => caseNamed(read(report), 'web')?.children;

  it('fails where nothing else explains that the run failed', () => {
    expect(toldOf(failed)).toMatchObject([
      { name: 'failure', attributes: { type: 'skipped', message: 'node is missing.' } },
    ]);
    expect(read(failed).attributes).toMatchObject({ tests: '1', failures: '1' });
    const accepted = { reason: 'Needed (#12).' };
    const { comparisons } = reportOf([{ verdict: 'regressed', accepted }]);
    expect(toldOf({ ...failed, comparisons })).toMatchObject([{ name: 'failure' }]);
  });

  it.each<[string, Partial<Report>]>([
    ['a suite', { suites: [skipped, { ...measured, state: 'failed' }] }],
    ['a suite that was cut short', { suites: [{ ...measured, state: 'incomplete' }, skipped] }],
    ['a benchmark', { comparisons: reportOf([{ verdict: 'missing' }]).comparisons }],
  ])('is skipped where %s failed', (_, more) => {
    const report = { ...failed, ...more };
    expect(toldOf(report)).toMatchObject([{ name: 'skipped' }]);
    expect(read(report).attributes.failures).toBe('1');
  });

  it('is skipped where it was allowed to be missing', () => {
    expect(toldOf({ ...failed, outcome: 'undecided' })).toMatchObject([{ name: 'skipped' }]);
  });
});

test('a case stands where the benchmark does', () => {
  const source = { file: 'bench/a.bench.js', line: 12 };
  const [only] = casesOf(read(reportOf([{ source }])));
  expect(only?.attributes).toMatchObject({ file: source.file, line: '12' });
});

test('times are seconds, without exponents', () => {
  const seconds = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(seconds, (value) => {
      const [only] = casesOf(read(reportOf([{ candidate: { value: value + 0, launches: 1 } }])));
      const time = only?.attributes.time ?? '';
      expect(time).toMatch(/^\d+(\.\d+)?$/);
      // Beyond a hundred digits after the point, nothing is left.
      expect(Math.abs(Number(time) - value)).toBeLessThanOrEqual(Math.max(1e-5 * value, 1e-100));
    }),
  );
});

test('whatever names and messages hold, it is XML, and says it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  fc.assert(
    fc.property(text, text, (id, reason) => {
      const root = read(reportOf([{ id, suite: id, verdict: 'failed', reason }]));
      const expected = id.replaceAll(
        /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu,
        '\uFFFD',
      );
      expect(casesOf(root)[0]?.attributes).toMatchObject({ name: expected, classname: expected });
    }),
  );
});
