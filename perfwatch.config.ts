import { defineConfig } from 'perfwatch';

const runs = '.perfwatch/bench-runs';
const perfwatch = ['node', 'bin/perfwatch.js'] as const;
const compareRuns = (count: number): [string, ...string[]] => [
  ...perfwatch,
  'compare',
  `${runs}/${count}/base.json`,
  `${runs}/${count}/candidate.json`,
  '--reporter',
  'json',
];

/** perfwatch measures itself: `npm run bench`. */
export default defineConfig({
  launches: 5,
  threshold: '5%',
  suites: {
    core: {
      harness: 'tinybench',
      files: ['test/bench/*.bench.ts'],
      measurementSeconds: 1.5,
      warmupSeconds: 0.5,
    },
    start: {
      harness: 'command',
      commands: {
        'node -e 0': ['node', '-e', '0'],
        'perfwatch --version': [...perfwatch, '--version'],
        'perfwatch --help': [...perfwatch, '--help'],
      },
      warmupRuns: 2,
      runs: 40,
    },
    compare: {
      harness: 'command',
      prepare: ['node', 'test/bench/makeRuns.mjs', runs, '1000', '10000'],
      commands: {
        '1000 benchmarks': compareRuns(1000),
        '10000 benchmarks': compareRuns(10000),
      },
      warmupRuns: 0,
      runs: 10,
    },
  },
});
