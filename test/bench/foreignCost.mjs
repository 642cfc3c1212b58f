/**
 * What it costs to compare files of results: beside benchstat, and of files that are larger than memory
 * should be.
 *
 *   node test/bench/foreignCost.mjs
 *
 * PERFWATCH_BENCH_BYTES says how large the large files are: 256 MB unless it is set, 1e9 for a whole GB.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { writeGoText, writeManyCounts, writeManyLaunches, writeManyPoints } from './madeText.mjs';

const program = fileURLToPath(new URL('../../bin/perfwatch.js', import.meta.url));
const largeBytes = Number(process.env.PERFWATCH_BENCH_BYTES ?? 256e6);

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Lets perfwatch launch these commands in turns, and reads what each took, launch by launch.
 *
 * @returns by name of the command, seconds and peak memory (null where that cannot be measured)
 */
async function costsOf(folder, commands, launches) {
  const names = Object.keys(commands);
  const project = join(folder, 'project');
  const suites = { cost: { harness: 'command', commands, warmupRuns: 0, runs: 1 } };
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'perfwatch.config.json'), JSON.stringify({ launches, suites }));
  await execa(process.execPath, [program, 'run', '--quiet'], { cwd: project, stdio: 'ignore' });
  const run = JSON.parse(readFileSync(join(project, '.perfwatch/run.json'), 'utf8'));
  const { benchmarks } = run.suites[0];
  const valuesOf = (name, metric) =>
    benchmarks
      .find(({ path }) => path.at(-1) === name)
      ?.measurements.find((one) => one.metric === metric)
      ?.launches.map(({ samples }) => samples[0]);
  return Object.fromEntries(
    names.map((name) => [
      name,
      { seconds: valuesOf(name, 'time'), peakBytes: valuesOf(name, 'memory') ?? null },
    ]),
  );
}

const peakOf = ({ peakBytes }) => (peakBytes === null ? null : middle(peakBytes));

async function installedBenchstat(folder) {
  try {
    const name = 'golang.org/x/perf/cmd/benchstat@latest';
    await execa('go', ['install', name], { env: { GOBIN: folder } });
    return join(folder, 'benchstat');
  } catch {
    return null;
  }
}

/**
 * 10,000 benchmarks × 10 counts a side, as Go prints them, compared by perfwatch and by benchstat.
 *
 * @returns null where there is no Go to build benchstat with
 */
export async function besideBenchstat({ isTimeOnly }) {
  const folder = mkdtempSync(join(tmpdir(), 'perfwatch-benchstat-'));
  try {
    const benchstat = await installedBenchstat(folder);
    if (benchstat === null) return null;
    const files = ['old.txt', 'new.txt'].map((name) => join(folder, name));
    for (const [index, file] of files.entries()) {
      writeGoText(file, { benchmarks: 10_000, counts: 10, seed: index + 1, isTimeOnly });
    }
    const commands = {
      benchstat: [benchstat, ...files],
      perfwatch: [process.execPath, program, 'compare', ...files],
    };
    const costs = await costsOf(folder, commands, 7);
    const theirs = costs.benchstat.seconds;
    return {
      // Of launches next to each other, so that a busy machine is busy for both.
      wallRatio: middle(costs.perfwatch.seconds.map((seconds, launch) => seconds / theirs[launch])),
      extraBytes:
        peakOf(costs.perfwatch) === null ? null : peakOf(costs.perfwatch) - peakOf(costs.benchstat),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const writers = {
  'Go text': writeManyCounts,
  'Go text, launch by launch': writeManyLaunches,
  'k6 events': writeManyPoints,
};

/** How fast large files of lines are read, and in how much memory; by format. The best of several launches. */
export async function largeFileCost() {
  const folder = mkdtempSync(join(tmpdir(), 'perfwatch-large-'));
  try {
    const found = [];
    for (const [format, write] of Object.entries(writers)) {
      const file = join(folder, 'results');
      const bytes = write(file, largeBytes);
      const commands = { read: [process.execPath, program, 'compare', file] };
      const { read } = await costsOf(folder, commands, 5);
      found.push({
        format,
        bytesPerSecond: bytes / Math.min(...read.seconds),
        peakBytes: peakOf(read),
      });
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log('all metrics', await besideBenchstat({ isTimeOnly: false }));
  console.log('time alone', await besideBenchstat({ isTimeOnly: true }));
  console.log(await largeFileCost());
}
