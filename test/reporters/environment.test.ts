import { expect, test } from 'vitest';
import type { Environment } from '../../src/model/environment.ts';
import type { Report } from '../../src/model/report.ts';
import { environmentOf, machineTitle, reproduction } from '../../src/reporters/environment.ts';
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

const green = readReport('green');
const measuredOn = (environment: Partial<Environment>): Report => ({
  ...green,
  run: { ...green.run, environment: { ...green.run.environment, ...environment } },
});
const nothing = { cpuModel: 'unknown', cpuCount: null, os: 'unknown', architecture: 'unknown' };

test('what is known of the machine is told, and nothing else', () => {
  const told = (environment: Partial<Environment>) =>
    environmentOf(measuredOn({ ci: null, loadAverage: null, ...environment }))
      .filter(([label]) => label !== 'Harnesses' && label !== 'perfwatch')
      .map(([label, text]) => `${label}: ${text}`);
  expect(told({ machine: nothing, memoryBytes: null, kernel: 'unknown' })).toEqual([]);
  const machine = { ...nothing, cpuModel: 'AMD EPYC', os: 'debian 12' };
  expect(told({ machine, memoryBytes: 8e9, kernel: '6.1' })).toEqual([
    'CPU: AMD EPYC',
    'Memory: 7.45 GiB',
    'System: debian 12, kernel 6.1',
  ]);
  const counted = { ...nothing, cpuCount: 1, architecture: 'arm64' };
  expect(told({ machine: counted, memoryBytes: null, kernel: 'unknown' })).toEqual([
    'CPU: 1 logical processor',
    'System: arm64',
  ]);
});

test('a machine has a title whatever is known of it', () => {
  const titleOf = (of: object) => machineTitle(measuredOn({ machine: { ...nothing, ...of } }));
  expect(titleOf({ cpuModel: 'AMD EPYC', cpuCount: 2 })).toBe('on AMD EPYC × 2');
  expect(titleOf({ cpuModel: 'AMD EPYC' })).toBe('on AMD EPYC');
  expect(titleOf({})).toBe('on an unknown CPU');
});
