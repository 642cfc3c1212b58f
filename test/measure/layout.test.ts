import { expect, it } from 'vitest';
import { layoutPadding } from '../../src/measure/layout.ts';
import { nodeCommand, project } from '../support/project.ts';

const lengthOf = (folder: string) => layoutPadding(folder).PERFWATCH_PADDING?.length ?? -1;
const folders = Array.from({ length: 400 }, (_, launch) => `/raw/base/rust/launch-${launch + 1}`);

it('a launch always gets the same padding, and launches spread evenly over a page', () => {
  const lengths = folders.map(lengthOf);
  expect(folders.map(lengthOf)).toEqual(lengths);
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const inQuarter = lengths.filter((length) => Math.floor(length / 1024) === quarter);
    expect(inQuarter.length).toBeGreaterThan(70);
  }
});

it('neither side gets more of it', () => {
  const total = (side: string) =>
    folders.reduce((sum, folder) => sum + lengthOf(folder.replace('base', side)), 0);
  expect(Math.abs(total('base') / total('head') - 1)).toBeLessThan(0.1);
});

it('the processes of a launch have it in their environment, each launch another one', async () => {
  const script = "require('fs').appendFileSync('seen', process.env.PERFWATCH_PADDING.length + ' ')";
  const { perfwatch, read } = project({
    suites: {
      cli: {
        harness: 'command',
        launches: 3,
        runs: 3,
        warmupRuns: 0,
        commands: { work: nodeCommand(script) },
      },
    },
  });
  await perfwatch(['run', '--quiet']);
  const lengths = read('seen').trim().split(' ');
  expect(lengths).toHaveLength(3);
  expect(new Set(lengths).size).toBe(3);
});
