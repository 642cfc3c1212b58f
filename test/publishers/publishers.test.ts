/** Where a report goes besides the terminal; the toolkit of GitHub reads its own environment. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BuiltPackage, buildPackage } from '../support/package.ts';
import { leanPath, smallProject } from '../support/project.ts';

let built: BuiltPackage;

beforeAll(async () => {
  built = await buildPackage();
});

afterAll(() => built.remove());

it('the summary of a job gets the report, behind what is there', async () => {
  const { folder, write, read, path } = smallProject();
  write('summary.md', 'before\n');
  const env = { PATH: leanPath, GITHUB_STEP_SUMMARY: path('summary.md') };
  const result = await built.start(['run', '--quiet'], { cwd: folder, env }).ended;
  expect(result).toMatchObject({ exitCode: 0, err: '' });
  expect(read('summary.md').trimEnd()).toBe(`before\n${read('.perfwatch/report.md')}`.trimEnd());
});

it('a summary that cannot be written is a warning that names where the report is', async () => {
  const { folder, path, read } = smallProject();
  const env = { PATH: leanPath, GITHUB_STEP_SUMMARY: path('missing', 'summary.md') };
  const result = await built.start(['run', '--quiet'], { cwd: folder, env }).ended;
  expect(result.exitCode).toBe(0);
  expect(result.err).toMatch(
    /^perfwatch: the report could not be written to the job summary of GitHub Actions \([^\n]+\); it is in \S+report\.md\n$/,
  );
  expect(read('.perfwatch/report.md')).toContain('cli/work');
});

it('a summary that is full already stays as it is: GitHub would show nothing of a larger one', async () => {
  const { folder, path, read, write } = smallProject();
  const full = 'x'.repeat(1024 * 1024 - 10);
  write('summary.md', full);
  const env = { PATH: leanPath, GITHUB_STEP_SUMMARY: path('summary.md') };
  const result = await built.start(['run', '--quiet'], { cwd: folder, env }).ended;
  expect(result.exitCode).toBe(0);
  expect(result.err).toMatch(
    /leaves no room in the 1 MiB of a summary\); it is in \S+report\.md\n$/,
  );
  expect(read('summary.md')).toBe(full);
});

it('in a plain step of a workflow, it is said which step keeps the artifact folder', async () => {
  const { folder } = smallProject();
  const env = { PATH: leanPath, GITHUB_ACTIONS: 'true' };
  const result = await built.start(['run'], { cwd: folder, env }).ended;
  expect(result.err).toContain('`uses: actions/upload-artifact` with `path: .perfwatch`');
  const quiet = await built.start(['run', '--quiet'], { cwd: folder, env }).ended;
  expect(quiet.err).toBe('');
});
