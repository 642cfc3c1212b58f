import { expect, test } from 'vitest';
import { comparedWith, oneRunSentence } from '../../src/reporters/comparedWith.ts';
import { analysedReports } from './analysedReports.ts';
import { readReport } from './readReport.ts';

test.each([
  [
    'mixed',
    [
      '4edeb1e compared with baseline main (a1b2c3d)',
      '10 launches',
      'threshold ±3 %',
      '95 % intervals',
      'took 5 min 12 s',
    ],
  ],
  ['no-baseline', ['4edeb1e', '10 launches', 'took 5 min 12 s']],
] as const)('in %s', (name, expected) => {
  expect(comparedWith(readReport(name))).toEqual(expected);
});

test('outside of git', () => {
  const report = readReport('green');
  const outside = { ...report, run: { ...report.run, commit: null } };
  expect(comparedWith({ ...outside, base: { title: 'run.json', commits: [] } })[0]).toBe(
    'This run compared with run.json',
  );
});

test('a run that was named, and its commit if it is known', () => {
  const report = readReport('green');
  const base = { title: 'old.json', commits: [] };
  const first = (run: typeof report.run) => comparedWith({ ...report, run, base })[0];
  const named = { ...report.run, title: 'new.json' };
  expect(first({ ...named, commit: null })).toBe('new.json compared with old.json');
  expect(first(named)).toBe('new.json (4edeb1e) compared with old.json');
});

test('side by side: what with what, how many rounds, and how small a change they show', () => {
  const report = analysedReports.paired();
  expect(comparedWith(report)).toEqual([
    'Working tree compared side by side with main (f93cc5b)',
    '5 to 20 rounds',
    'threshold ±3 %',
    expect.stringMatching(/^typically detects changes of ±[\d.]+ % and more$/),
    '95 % intervals',
    'took 5 min 12 s',
  ]);
  const { commit } = report.run;
  const committed = { ...report.run, commit: commit && { ...commit, dirty: false } };
  expect(comparedWith({ ...report, run: committed })[0]).toBe(
    '4edeb1e compared side by side with main (f93cc5b)',
  );
  expect(comparedWith(analysedReports['drift-shared']())[1]).toBe('20 rounds, both sides at once');
  expect(oneRunSentence(report)).toBeNull();
});

test('the detectable change is that of the median time', () => {
  const report = analysedReports.paired();
  const [one] = report.comparisons;
  if (!one) throw new Error('the report has comparisons');
  const times = [0.9, 0.05, 0.04].map((detectable) => ({ ...one, detectable }));
  const memory = [0.5, 0.6, 0.7].map((detectable) => ({
    ...one,
    metric: 'memory' as const,
    detectable,
  }));
  expect(comparedWith({ ...report, comparisons: [...memory, ...times] })).toContain(
    'typically detects changes of ±5 % and more',
  );
});

test('a stored baseline tells how many runs it has', () => {
  const report = analysedReports.accepted();
  expect(comparedWith(report).slice(0, 3)).toEqual([
    '4edeb1e compared with baseline main (393cc5b and 3 older)',
    '4 stored runs',
    '10 launches',
  ]);
  expect(oneRunSentence(report)).toBeNull();
});

test('a single stored run tells once how little it shows', () => {
  const report = analysedReports['one-run']();
  const phrases = comparedWith(report).join();
  expect(phrases).not.toContain('stored run');
  expect(phrases).not.toContain('detects');
  expect(oneRunSentence(report)).toMatch(
    /^With one run to compare with, typically only changes of about ±[\d.]+ % and more are detected\.$/,
  );
  expect(oneRunSentence(readReport('no-baseline'))).toBeNull();
});
