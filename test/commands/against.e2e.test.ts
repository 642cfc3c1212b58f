/** Paired runs of real Rust, Node and Python benchmarks, by the built package as a process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { type Report, reportSchema } from '../../src/model/report.ts';
import { makeRepository, type ProjectsRepository } from '../demo/repository.mjs';
import { isAlive, until } from '../support/waiting.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

let repository: ProjectsRepository;

beforeAll(async () => {
  await execa(process.execPath, [join(root, 'test/demo/demo.mjs'), '--setup-only']);
  repository = await makeRepository();
  await repository.commit('as it is', null);
  await repository.commit('twice the work', 'csv=100');
});

afterAll(() => repository?.remove());

function start(...argv: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'bin/perfwatch.js'), 'run', '--quiet', ...argv], {
    cwd: repository.folder,
    env: { ...process.env, ...repository.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function run(...argv: readonly string[]) {
  const child = start(...argv);
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const exitCode = await new Promise((resolve) => child.on('close', resolve));
  return { exitCode, err };
}

const report = (): Report =>
  reportSchema.parse(
    JSON.parse(readFileSync(join(repository.folder, '.perfwatch/report.json'), 'utf8')),
  );

const idsOf = (verdict: string) =>
  report()
    .comparisons.filter((one) => one.metric === 'time' && one.verdict === verdict)
    .map(({ id }) => id)
    .sort();

/** What git would show the user. */
const state = async () => [
  await repository.git('status', '--porcelain'),
  await repository.git('worktree', 'list'),
  await repository.git('branch', '--all'),
  await repository.git('rev-parse', 'HEAD'),
];

describe('three languages side by side with another commit', () => {
  it('what got slower is found in each of them, and the repository is as before', async () => {
    const before = await state();
    const { exitCode, err } = await run('--against', 'HEAD~1', '--threshold', '20%');
    expect(err).toBe('');
    expect(exitCode).toBe(exitCodes.regressed);
    expect(idsOf('regressed')).toEqual([
      'node/bench/wordrank/csv',
      'python/benches/test_wordrank.py/test_csv',
      'rust/wordrank/csv/parse',
    ]);
    expect(report().run.pairing?.base).toMatch(/^HEAD~1 \([0-9a-f]{7}\)$/);
    expect(await state()).toEqual(before);
  });

  it('after a kill in mid-run, the next run leaves everything as it was before', async () => {
    const before = await state();
    const killed = start('--against', 'HEAD~1', '--suite', 'node');
    const cache = repository.env.PERFWATCH_CACHE ?? '';
    const isLaunching = () =>
      existsSync(join(repository.folder, '.perfwatch/.perfwatch-staging/raw/base/node/launch-1'));
    await until(isLaunching);
    killed.kill('SIGKILL');
    await until(() => killed.pid !== undefined && !isAlive(killed.pid));
    expect(await repository.git('worktree', 'list')).not.toBe(before[1]);
    // Also a run that compares with no commit at all tidies up.
    const { exitCode, err } = await run('--no-against', '--suite', 'node', '--launches', '2');
    expect(exitCode).toBe(exitCodes.ok);
    expect(err).toContain('removed a checkout');
    expect(await state()).toEqual(before);
    const [own = ''] = readdirSync(cache);
    expect(readdirSync(join(cache, own))).not.toContain('base');
  });

  it('a benchmark that has another name now keeps its past by `renames`', async () => {
    const file = join(repository.folder, 'node/bench/wordrank.bench.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace("add('csv'", "add('comma separated'"));
    const configuration = join(repository.folder, 'perfwatch.config.json');
    const renames = { 'node/bench/wordrank/csv': 'node/bench/wordrank/comma separated' };
    const text = JSON.parse(readFileSync(configuration, 'utf8'));
    writeFileSync(configuration, JSON.stringify({ ...text, renames }));
    const { exitCode } = await run('--against', 'HEAD~1', '--suite', 'node');
    await repository.git('checkout', '--', '.');
    expect(exitCode).toBe(exitCodes.regressed);
    expect(idsOf('regressed')).toEqual(['node/bench/wordrank/comma separated']);
    expect(report().counts).toMatchObject({ added: 0, missing: 0, failed: 0 });
  });

  it('a base that does not compile is a failure with the compiler’s words', async () => {
    appendFileSync(join(repository.folder, 'rust/src/lib.rs'), '\nfn broken( {}\n');
    await repository.commit('broken', 'csv=100');
    await repository.git('revert', '--no-edit', 'HEAD');
    const { exitCode } = await run('--against', 'HEAD~1', '--suite', 'rust', '--launches', '2');
    expect(exitCode).toBe(exitCodes.failed);
    const [suite] = report().suites;
    expect(suite?.state).toBe('failed');
    expect(suite?.message).toContain('The base of suite "rust"');
    expect(suite?.message).toContain('error');
    expect(suite?.message).toContain('fn broken(');
  });
});
