import { expect, test } from 'vitest';
import { reproduction } from '../../src/reporters/environment.ts';
import { analysedReports } from './analysedReports.ts';
import { readReport } from './readReport.ts';

test('a paired run is measured again against the same commit', () => {
  expect(reproduction(analysedReports.paired())).toEqual([
    'git checkout 4edeb1e9c0a4b6f0d2b7f3a85c61e97d20f4b8a1  # and its local changes',
    'npx perfwatch@0.1.0 run --against f93cc5b2d07e15c4a9b86f3d1e70c2a45b98d6e3',
  ]);
});

test('a run with a stored baseline by itself, with its filter as one word of a shell', () => {
  expect(reproduction(readReport('mixed')).at(-1)).toBe('npx perfwatch@0.1.0 run');
  expect(reproduction(readReport('hostile')).at(-1)).toMatch(/ run --filter '/);
});
