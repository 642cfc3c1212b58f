/** Paired runs of real Rust, Node and Python benchmarks, by the package as it is installed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { type Report, reportSchema } from '../../src/model/report.ts';
import { runSchema } from '../../src/model/run.ts';
import { type LiveRepository, liveRepository } from '../eval/live.ts';
import { commit, emptyRepository, git, stateOf } from '../measure/base/repositories.ts';
import { type BuiltPackage, buildPackage } from '../support/package.ts';
import { temporaryFolder } from '../support/project.ts';
import { until } from '../support/waiting.ts';

let built: BuiltPackage;
let live: LiveRepository;
let cache: string;

beforeAll(async () => {
  built = await buildPackage();
  live = await liveRepository(40);
  cache = join(live.folder, '..', `${live.folder.split('/').at(-1)}-cache`);
});

afterAll(() => {
  built?.remove();
  live?.remove();
});

const start = (folder: string, ...argv: readonly string[]) =>
  built.start(['run', '--quiet', ...argv], {
    cwd: folder,
    env: { ...process.env, PERFWATCH_CACHE: cache },
  });

const reportIn = (folder: string): Report =>
  reportSchema.parse(JSON.parse(readFileSync(join(folder, '.perfwatch/report.json'), 'utf8')));

const regressed = ({ comparisons }: Report) =>
  comparisons
    .filter(({ metric, verdict }) => metric === 'time' && verdict === 'regressed')
    .map(({ id }) => id)
    .sort();

describe('three languages side by side with the commit before', () => {
  it('40 % more work in one benchmark of each is found in each; 1', async () => {
    const before = await live.git('status', '--porcelain');
    const { exitCode, err } = await start(
      live.folder,
      '--against',
      'HEAD~1',
      '--time-budget',
      '3m',
    ).ended;
    const report = reportIn(live.folder);
    expect(regressed(report)).toEqual(['node/csv', 'python/x', 'rust/csv/parse']);
    expect({ exitCode, err }).toEqual({ exitCode: exitCodes.regressed, err: expect.any(String) });
    expect(await live.git('status', '--porcelain')).toBe(before);
    expect((await live.git('worktree', 'list')).split('\n')).toHaveLength(1);
    console.log(JSON.stringify(report.run.durationSeconds), report.comparisons.map((c) => [c.id, c.metric, c.verdict, c.base?.launches, c.effect?.ratio].join(' ')).join('\n'));
  });
});
