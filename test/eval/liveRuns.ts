/**
 * `npm run eval -- --live-runs 20`: the gate on this machine as a user would meet it. Identical code
 * again and again must stay silent; 10 % more work in one benchmark of each language must be found;
 * and both sides together should take no longer than one default run of the three harnesses.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Report, reportSchema } from '../../src/model/report.ts';
import { runSchema } from '../../src/model/run.ts';
import type { Figure } from './figures.ts';
import { type LiveRepository, liveRepository } from './live.ts';

const isSeeded = (id: string) => id.includes('csv');

async function run(repository: LiveRepository, against: string): Promise<Report> {
  const { exitCode, output } = await repository.perfwatch('run', '--against', against, '--quiet');
  if (exitCode > 1) throw new Error(`a live run failed:\n${output}`);
  const file = join(repository.folder, '.perfwatch/report.json');
  return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const called = ({ comparisons }: Report, verdict: 'regressed' | 'improved') =>
  comparisons.filter((one) => one.verdict === verdict && one.metric === 'time').map(({ id }) => id);

/** Seconds that the launches of both sides took together, builds left out. */
function launchSeconds({ folder }: LiveRepository): number {
  return ['run.json', 'base.json']
    .map((name) => readFileSync(join(folder, '.perfwatch', name), 'utf8'))
    .flatMap((text) => runSchema.parse(JSON.parse(text)).suites)
    .flatMap(({ launches }) => launches.map(({ durationSeconds }) => durationSeconds))
    .reduce((sum, seconds) => sum + seconds, 0);
}

/** Seconds of one run of all three harnesses by themselves, as they are by default; builds left out. */
async function defaultRunSeconds({ folder }: LiveRepository): Promise<number> {
  // Node 20 does not read the TypeScript of the bench file by itself.
  const hooks = new URL('./register.mjs', import.meta.url).href;
  await execa('cargo', ['bench', '--locked', '--no-run'], { cwd: join(folder, 'rust') });
  const start = performance.now();
  await execa('cargo', ['bench', '--locked'], { cwd: join(folder, 'rust') });
  await execa(process.execPath, ['--import', hooks, 'bench/run.js'], { cwd: join(folder, 'node') });
  const python = join(folder, 'python/.venv/bin/python');
  const pytest = ['-m', 'pytest', '--benchmark-only', '-q', 'benches'];
  await execa(python, pytest, { cwd: join(folder, 'python') });
  return (performance.now() - start) / 1000;
}

const middle = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Runs all of it and tells as it goes. */
export async function liveFigures(count: number, tell: (text: string) => void): Promise<Figure[]> {
  const repository = await liveRepository(10);
  try {
    const defaultSeconds = await defaultRunSeconds(repository);
    tell(`one default run of the three harnesses took ${defaultSeconds.toFixed(0)} s`);
    const seconds: number[] = [];
    let alarms = 0;
    for (let index = 0; index < count; index += 1) {
      const report = await run(repository, 'HEAD');
      const changed = [...called(report, 'regressed'), ...called(report, 'improved')];
      if (changed.length > 0) alarms += 1;
      seconds.push(launchSeconds(repository));
      const { unchanged, inconclusive } = report.counts;
      tell(
        `A/A ${index + 1} of ${count}: ${changed.join(', ') || 'silent'}; ${unchanged} unchanged, ${inconclusive} inconclusive, ${(seconds.at(-1) ?? 0).toFixed(0)} s`,
      );
    }
    const changed = await run(repository, 'HEAD~1');
    const changedSeconds = launchSeconds(repository);
    const regressed = called(changed, 'regressed');
    const found = regressed.filter(isSeeded);
    const wrong = [...regressed.filter((id) => !isSeeded(id)), ...called(changed, 'improved')];
    tell(
      `+10 %: found ${found.join(', ')}; wrong: ${wrong.join(', ') || 'none'}; ${changedSeconds.toFixed(0)} s`,
    );
    return [
      {
        what: 'live A/A runs with any change',
        measured: `${alarms} of ${count}`,
        limit: 'none',
        isMet: alarms === 0,
      },
      {
        what: 'live +10 % in each language',
        measured: `${found.length} of 3 found, ${wrong.length} wrong`,
        limit: '3 found, none wrong',
        isMet: found.length === 3 && wrong.length === 0,
      },
      {
        what: 'launches of both sides until +10 % was found (A/A: the middle run)',
        measured: `${changedSeconds.toFixed(0)} s (${middle(seconds).toFixed(0)} s)`,
        limit: `one default run of the three harnesses: ${defaultSeconds.toFixed(0)} s`,
        isMet: changedSeconds <= defaultSeconds,
      },
    ];
  } finally {
    repository.remove();
  }
}
