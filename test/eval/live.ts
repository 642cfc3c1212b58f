/** Launches of the fixture projects on this very machine, recorded by perfwatch itself. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { type Run, runSchema } from '../../src/model/run.ts';
import { makeRepository } from '../demo/repository.mjs';
import type { Call, Draw, Trial } from './rule.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Of a repository with the three projects, where the last commit slows "csv" of each language. */
export interface LiveRepository {
  readonly folder: string;
  git(...gitArguments: readonly string[]): Promise<string>;
  perfwatch(...commandLine: readonly string[]): Promise<{ exitCode: number; output: string }>;
  remove(): void;
}

/**
 * Makes a repository of the fixture projects with two commits: as they are, and with so many per cent
 * more work in "csv" of each language. Installed packages are copied from the fixtures.
 */
export async function liveRepository(percent: number): Promise<LiveRepository> {
  await execa(process.execPath, [join(root, 'test/demo/demo.mjs'), '--setup-only']);
  const { folder, env, git, commit, remove } = await makeRepository();
  await commit('as it is', null);
  await commit(`${percent} % more work in csv`, `csv=${percent}`);
  return {
    folder,
    git,
    async perfwatch(...commandLine) {
      const result = await execa(
        process.execPath,
        [join(root, 'bin/perfwatch.js'), ...commandLine],
        { cwd: folder, env, reject: false, all: true },
      );
      return { exitCode: result.exitCode ?? 1, output: result.all ?? '' };
    },
    remove,
  };
}

const readRun = (file: string): Run => runSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** Launches of one benchmark by round; null where a round lacks one. */
function launchesOf(run: Run, id: string): (readonly number[] | null)[] {
  const benchmark = run.suites.flatMap(({ benchmarks }) => benchmarks).find((one) => one.id === id);
  const time = benchmark?.measurements.find(({ metric }) => metric === 'time');
  const byLaunch = new Map(time?.launches.map(({ launch, samples }) => [launch, samples]));
  return Array.from({ length: run.launches }, (_, round) => byLaunch.get(round) ?? null);
}

export interface LiveRecording {
  /** All rounds of each benchmark. */
  readonly trials: readonly Trial[];
  readonly truth: readonly Call[];
  readonly rounds: number;
}

/** Measures so many rounds of the working tree against a commit and reads every launch. */
export async function recordLive(
  repository: LiveRepository,
  against: string,
  rounds: number,
  isSlower: (id: string) => boolean,
): Promise<LiveRecording> {
  const options = ['--against', against, '--launches', String(rounds), '--quiet'];
  const { exitCode, output } = await repository.perfwatch('run', ...options);
  if (exitCode > 1) throw new Error(`the live run failed:\n${output}`);
  const candidate = readRun(join(repository.folder, '.perfwatch/run.json'));
  const base = readRun(join(repository.folder, '.perfwatch/base.json'));
  const ids = candidate.suites.flatMap(({ benchmarks }) => benchmarks.map(({ id }) => id));
  const trials = ids.map((id): Trial => {
    const [before, after] = [launchesOf(base, id), launchesOf(candidate, id)];
    const whole = before.flatMap((launch, round) => {
      const other = after[round];
      return launch && other ? [{ base: launch, candidate: other }] : [];
    });
    return {
      base: whole.map((round) => round.base),
      candidate: whole.map((round) => round.candidate),
    };
  });
  return { trials, truth: ids.map((id) => (isSlower(id) ? 'regressed' : null)), rounds };
}

/** Draws runs of distinct rounds in time order, as from the recorded launches. */
export function liveDraw({ trials, truth, rounds }: LiveRecording): Draw {
  return (launches, random) => {
    const pool = Array.from({ length: rounds }, (_, round) => round);
    const drawn = Array.from({ length: Math.min(launches, rounds) }, () => {
      const [round = 0] = pool.splice(Math.floor(random() * pool.length), 1);
      return round;
    }).sort((a, b) => a - b);
    const pick = (side: Trial['base']) =>
      drawn.flatMap((round) => (side[round] ? [side[round]] : []));
    return {
      trials: trials.map(({ base, candidate }) => ({
        base: pick(base),
        candidate: pick(candidate),
      })),
      truth,
    };
  };
}
