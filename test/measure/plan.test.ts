import { expect, it } from 'vitest';
import { planLaunches } from '../../src/measure/plan.ts';

it('launches the suites in turn, and those with fewer launches are done earlier', () => {
  const plan = planLaunches([
    { name: 'a', launches: 1 },
    { name: 'b', launches: 3 },
    { name: 'c', launches: 2 },
  ]);
  expect(plan.map(({ suite, launch }) => `${suite}${launch}`)).toEqual([
    'a0',
    'b0',
    'c0',
    'b1',
    'c1',
    'b2',
  ]);
});

it('plans nothing where nothing is ready', () => {
  expect(planLaunches([])).toEqual([]);
});
