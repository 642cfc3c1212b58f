/** `perfwatch comment` in a job of GitLab. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readReport } from '../reporters/readReport.ts';
import {
  type GitLabServer,
  gitlabToken,
  mergeRequest,
  project as projectId,
  startGitLabServer,
} from '../support/gitlab/server.ts';
import { leanPath, project } from '../support/project.ts';

let gitlab: GitLabServer;

beforeEach(async () => {
  gitlab = await startGitLabServer();
});

afterEach(async () => {
  expect(gitlab.violations).toEqual([]);
  await gitlab.stop();
});

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  PATH: leanPath,
  CI: 'true',
  GITLAB_CI: 'true',
  CI_API_V4_URL: gitlab.url,
  CI_PROJECT_ID: `${projectId}`,
  CI_MERGE_REQUEST_IID: `${mergeRequest}`,
  PERFWATCH_GITLAB_TOKEN: gitlabToken,
  ...more,
});

const measured = (name: 'mixed' | 'green') =>
  project(null, { '.perfwatch/report.json': JSON.stringify(readReport(name)) });

describe('perfwatch comment in GitLab', () => {
  it('writes one note, first that it is being measured, then the report', async () => {
    const { perfwatch } = measured('mixed');
    const env = environment();
    const starting = await perfwatch(['comment', '--starting'], { env });
    expect(starting).toEqual({ exitCode: 0, out: '', err: 'perfwatch: wrote a note\n' });
    expect(gitlab.notes[0]?.body).toContain('Measuring');
    const done = await perfwatch(['comment'], { env });
    expect(done).toEqual({ exitCode: 0, out: '', err: 'perfwatch: updated the note\n' });
    expect(gitlab.notes).toHaveLength(1);
    expect(gitlab.notes[0]?.body).toMatch(/^<!-- perfwatch /);
    expect(gitlab.notes[0]?.body).toContain('rust/rank/top_words[n=10000]');
  });

  it('begins none about nothing, when that is wanted', async () => {
    const { perfwatch } = measured('green');
    const result = await perfwatch(['comment', '--when', 'on-regression'], { env: environment() });
    expect(result).toEqual({ exitCode: 0, out: '', err: 'perfwatch: no note, as configured\n' });
    expect(gitlab.notes).toEqual([]);
  });

  it('keeps two configurations apart', async () => {
    const { perfwatch } = measured('green');
    await perfwatch(['comment', '--key', 'one--two'], { env: environment() });
    await perfwatch(['comment', '--key', 'one'], { env: environment() });
    expect(gitlab.notes).toHaveLength(2);
  });

  it.each([
    ['without a token', { PERFWATCH_GITLAB_TOKEN: '' }, /CI_JOB_TOKEN cannot write notes/],
    ['with a wrong token', { PERFWATCH_GITLAB_TOKEN: 'glpat-SECRET' }, /GitLab answered 401/],
    ['in a branch pipeline', { CI_MERGE_REQUEST_IID: '' }, /no merge request pipeline/],
  ])('%s warns in one line, with where the report is', async (_, more, says) => {
    const { perfwatch } = measured('mixed');
    const { exitCode, out, err } = await perfwatch(['comment'], { env: environment(more) });
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    expect(err).toMatch(/^perfwatch: no note \([^\n]+\); the report is in \S+report\.json\n$/);
    expect(err).toMatch(says);
    expect(err).not.toContain('SECRET');
    expect(gitlab.notes).toEqual([]);
  });
});
