/**
 * `npm run bench`: perfwatch measures itself, compares with its baseline, and then shows how it
 * stands to its own limits, as ratios from this one session. Ends with 1 when a limit is missed.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { bundleBytes, firstLineSeconds } from './actionCost.mjs';
import { besideBenchstat, largeFileCost } from './foreignCost.mjs';
import { pageCost } from './pageCost.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const program = join(root, 'bin/perfwatch.js');
const hook = join(root, 'test/bench/recordUsage.mjs');

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Launch by launch, the middle sample of a metric of a benchmark. */
function launchValues(run, id, metric) {
  const benchmarks = run.suites.flatMap((suite) => suite.benchmarks);
  const measurement = benchmarks
    .find((benchmark) => benchmark.id === id)
    ?.measurements.find((candidate) => candidate.metric === metric);
  if (!measurement) throw new Error(`${id} has no ${metric}: the run is in .perfwatch/`);
  return measurement.launches.map(({ samples }) => middle(samples));
}

const value = (run, id, metric) => middle(launchValues(run, id, metric));

/** The middle of the ratios of launches that ran side by side. */
function ratio(run, of, to) {
  const below = launchValues(run, to, 'time');
  return middle(launchValues(run, of, 'time').map((above, launch) => above / below[launch]));
}

/** Runs a Node program and returns what that process itself used, its children left out. */
async function usageOf(folder, ...nodeArguments) {
  const file = join(folder, 'usage.json');
  const env = { NODE_OPTIONS: `--import=${hook}`, PERFWATCH_USAGE_FILE: file };
  await execa(process.execPath, nodeArguments, { cwd: folder, env, stdio: 'ignore' });
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * What a run costs besides what it launches: of programs that only sleep, for a short and for a long
 * time, so that what is used while a launch measures is told apart from start and end.
 */
async function ownCost() {
  const folder = mkdtempSync(join(tmpdir(), 'perfwatch-bench-'));
  const launches = 5;
  const costOf = async (seconds) => {
    const sleep = [process.execPath, join(root, 'test/bench/sleepingSuite.mjs'), String(seconds)];
    const suites = {
      sleep: { harness: 'command', commands: { sleep }, warmupRuns: 0, runs: launches },
    };
    writeFileSync(join(folder, 'perfwatch.config.json'), JSON.stringify({ launches, suites }));
    const started = performance.now();
    const usage = await usageOf(folder, program, 'run', '--quiet');
    const wallSeconds = (performance.now() - started) / 1000;
    const run = JSON.parse(readFileSync(join(folder, '.perfwatch/run.json'), 'utf8'));
    // What the sleeping programs themselves took, by the samples: nothing of perfwatch is in it.
    const time = run.suites[0].benchmarks[0].measurements.find(({ metric }) => metric === 'time');
    const samples = time.launches.flatMap((launch) => launch.samples);
    return { ...usage, wallSeconds, programSeconds: samples.reduce((sum, one) => sum + one, 0) };
  };
  try {
    const bare = await usageOf(folder, '-e', '0');
    const short = await costOf(0.2);
    const long = await costOf(4);
    return {
      wallRatio: long.wallSeconds / long.programSeconds,
      cpuShare: (long.cpuSeconds - short.cpuSeconds) / (long.programSeconds - short.programSeconds),
      extraBytes: long.peakBytes - bare.peakBytes,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What joining 20 shards of 500 benchmarks each takes. */
async function mergeCost() {
  const folder = mkdtempSync(join(tmpdir(), 'perfwatch-merge-'));
  try {
    const shards = join(folder, 'shards');
    await execa(process.execPath, [
      join(root, 'test/bench/makeShards.mjs'),
      shards,
      '20',
      '500',
      '7',
    ]);
    const usages = [];
    for (let launch = 0; launch < 5; launch += 1) {
      const started = performance.now();
      const usage = await usageOf(folder, program, 'merge', shards, '--reporter', 'markdown');
      usages.push({ ...usage, wallSeconds: (performance.now() - started) / 1000 });
    }
    return {
      wallSeconds: middle(usages.map((usage) => usage.wallSeconds)),
      peakBytes: middle(usages.map((usage) => usage.peakBytes)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `npm install` of the packed package puts on the disk, its dependencies included. */
async function installedBytes() {
  const folder = mkdtempSync(join(tmpdir(), 'perfwatch-size-'));
  try {
    await execa('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    await execa('npm', ['install', '--omit=dev', `./${tarball}`], { cwd: folder });
    return readdirSync(join(folder, 'node_modules'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { exitCode } = await execa(process.execPath, [program, 'run', ...process.argv.slice(2)], {
  cwd: root,
  reject: false,
  stdio: 'inherit',
});
const run = JSON.parse(readFileSync(join(root, '.perfwatch/run.json'), 'utf8'));
const cost = await ownCost();
const merge = await mergeCost();
const actionStarts = [];
for (let launch = 0; launch < 9; launch += 1) {
  actionStarts.push(await firstLineSeconds(join(root, 'bin/action.js')));
}
const packageBytes = await installedBytes();
const page = await pageCost();
const asBenchstat = [
  ['10,000 Go benchmarks', await besideBenchstat({ isTimeOnly: false })],
  ['10,000 Go benchmarks, time alone', await besideBenchstat({ isTimeOnly: true })],
];
const largeFiles = await largeFileCost();

const times = (number) => `${number.toFixed(2)} ×`;
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
const rate = (bytesPerSecond) => `${(bytesPerSecond / 1e6).toFixed(0)} MB/s`;
const small = 'compare/1000 benchmarks';
const large = 'compare/10000 benchmarks';

const rows = [
  [
    'perfwatch --version, to node -e 0',
    ratio(run, 'start/perfwatch --version', 'start/node -e 0'),
    1.3,
    times,
  ],
  [
    'perfwatch --help, to node -e 0',
    ratio(run, 'start/perfwatch --help', 'start/node -e 0'),
    1.6,
    times,
  ],
  [
    'compare 1,000 benchmarks',
    value(run, small, 'time'),
    1,
    (seconds) => `${seconds.toFixed(2)} s`,
  ],
  ['compare 1,000 benchmarks, peak memory', value(run, small, 'memory'), 200e6, megabytes],
  ['compare 10,000 benchmarks, to 1,000', ratio(run, large, small), 12, times],
  ['compare 10,000 benchmarks, peak memory', value(run, large, 'memory'), 1e9, megabytes],
  ['run, whole wall time to what it launched', cost.wallRatio, 1.05, times],
  [
    'run, own CPU while a launch measures',
    cost.cpuShare,
    0.01,
    (share) => `${(share * 100).toFixed(2)} %`,
  ],
  ['run, peak memory above a bare Node', cost.extraBytes, 50e6, megabytes],
  [
    'merge 20 shards of 500 benchmarks',
    merge.wallSeconds,
    2,
    (seconds) => `${seconds.toFixed(2)} s`,
  ],
  ['merge 20 shards of 500 benchmarks, memory', merge.peakBytes, 300e6, megabytes],
  [
    'the action, until its first line',
    middle(actionStarts),
    0.15,
    (seconds) => `${Math.round(seconds * 1000)} ms`,
  ],
  [
    'the action’s bundle',
    bundleBytes(join(root, 'dist')),
    3e6,
    (bytes) => `${(bytes / 1e6).toFixed(2)} MB`,
  ],
  ['installed package with its dependencies', packageBytes, 30e6, megabytes],
  ['HTML report of 5,000 benchmarks', page.bytes, 5e6, (bytes) => `${(bytes / 1e6).toFixed(2)} MB`],
  // Where there is a browser.
  ...(page.openSeconds === null
    ? []
    : [
        [
          'HTML report of 5,000 benchmarks, opened',
          page.openSeconds,
          1,
          (seconds) => `${Math.round(seconds * 1000)} ms`,
        ],
      ]),
  // Where there is Go.
  ...asBenchstat.flatMap(([title, cost]) =>
    cost === null
      ? []
      : [
          [`compare ${title}, to benchstat`, cost.wallRatio, 0.5, times],
          ...(cost.extraBytes === null
            ? []
            : [[`${title}, memory beyond benchstat`, cost.extraBytes, 100e6, megabytes]]),
        ],
  ),
  ...largeFiles.flatMap(({ format, bytesPerSecond, peakBytes }) => [
    [`compare a large file of ${format}`, bytesPerSecond, 150e6, rate, 'at least'],
    ...(peakBytes === null
      ? []
      : [[`compare a large file of ${format}, memory`, peakBytes, 300e6, megabytes]]),
  ]),
];

console.log('\nLimits of perfwatch itself, from this session:');
let missed = false;
for (const [title, measured, limit, format, bound = 'at most'] of rows) {
  const held = bound === 'at most' ? measured <= limit : measured >= limit;
  missed ||= !held;
  console.log(
    `  ${held ? 'held  ' : 'MISSED'}  ${title.padEnd(54)} ${format(measured).padStart(8)}   ${bound} ${format(limit)}`,
  );
}
process.exitCode = exitCode !== 0 ? exitCode : missed ? 1 : 0;
