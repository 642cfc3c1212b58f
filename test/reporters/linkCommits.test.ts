import { expect, it } from 'vitest';
import { linkCommits } from '../../src/reporters/linkCommits.ts';
import { readReport } from './readReport.ts';

const report = readReport('mixed');
const sha = 'a1b2c3d'.padEnd(40, '0');
const base = { title: 'main', commits: [sha] };
const url = 'https://git.test/octo/demo';

it('links what is named, once, with the whole name in the address', () => {
  expect(linkCommits('x compared with main (a1b2c3d)', { ...report, base }, url)).toBe(
    `x compared with main ([a1b2c3d](${url}/commit/${sha}))`,
  );
});

it('changes nothing without an address, and within longer names', () => {
  expect(linkCommits('a1b2c3d', { ...report, base }, undefined)).toBe('a1b2c3d');
  expect(linkCommits('a1b2c3d0 x-ba1b2c3d', { ...report, base }, url)).toBe('a1b2c3d0 x-ba1b2c3d');
});

it('puts nothing into an address that is no name of a commit', () => {
  const hostile = { title: 'main', commits: ['a1b2c3d](https://evil.test)'] };
  expect(linkCommits('main (a1b2c3d)', { ...report, base: hostile }, url)).toBe('main (a1b2c3d)');
});
