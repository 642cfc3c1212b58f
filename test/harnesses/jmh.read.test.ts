/** What a launch of JMH left: results, and failures of which only its text tells. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProcessOutcome } from '../../src/harnesses/harness.ts';
import { failuresIn, parametersIn } from '../../src/harnesses/jmh/failures.ts';
import type { ListedBenchmark } from '../../src/harnesses/jmh/list.ts';
import { readLaunch } from '../../src/harnesses/jmh/read.ts';
import { requestOf, temporaryFolder, wordsOf } from './realLaunches.ts';

const listed = (name: string, params: Record<string, string> = {}, hasModes = false) => ({
  name,
  params: new Map(Object.entries(params)),
  hasModes,
});

const benchmarks: readonly ListedBenchmark[] = [
  listed('example.Fails.later', { other: 'x', kind: '1, 2, b' }, true),
  listed('example.Fails.halts'),
  listed('example.Fails.good'),
];

/** As JMH 1.37 printed it, shortened. */
const printed = `# WARNING: JMH lock is ignored by user request, make sure no other JMH instances are running
# JMH version: 1.37
# Benchmark mode: Average time, time/op
# Benchmark: example.Fails.good

# Run progress: 0.00% complete, ETA 00:00:00
# Fork: 1 of 1
Iteration   1: 144670276.152 ops/s

# JMH version: 1.37
# Benchmark mode: Throughput, ops/time
# Benchmark: example.Fails.later
# Parameters: (kind = 1, 2, other = x)

# Run progress: 10.00% complete, ETA 00:00:09
# Fork: 1 of 1
# Warmup Iteration   1: <failure>

java.lang.RuntimeException: later
second line
	at example.Fails.later(Fails.java:11)
	at java.base/java.lang.Thread.run(Thread.java:840)


# JMH version: 1.37
# Benchmark mode: Average time, time/op
# Benchmark: example.Fails.halts

# Run progress: 20.00% complete, ETA 00:00:06
# Fork: 1 of 1
# Warmup Iteration   1: <failure: VM prematurely exited before JMH had finished with it, explicit System.exit was called?>
<forked VM failed with exit code 3>
<stdout last='20 lines'>
</stdout>
<stderr last='20 lines'>
</stderr>

`;

it('failures are told with their parameters and the words of the exception', () => {
  expect(failuresIn(printed, benchmarks)).toEqual([
    {
      benchmark: 'example.Fails.later',
      params: { kind: '1, 2', other: 'x' },
      mode: 'thrpt',
      message: 'java.lang.RuntimeException: later second line',
    },
    {
      benchmark: 'example.Fails.halts',
      params: {},
      mode: 'avgt',
      message:
        'VM prematurely exited before JMH had finished with it, explicit System.exit was called?',
    },
  ]);
  expect(failuresIn(printed.replaceAll('\n', '\r\n'), benchmarks)).toEqual(
    failuresIn(printed, benchmarks),
  );
});

it('parameters end where the next one begins', () => {
  expect(parametersIn('a = x, b = 1, c = , a.b = 2', ['a', 'a.b', 'c'])).toEqual({
    a: 'x, b = 1',
    c: '',
    'a.b': '2',
  });
  expect(parametersIn('a = x', [])).toEqual({});
});

const result = (benchmark: string) => ({
  benchmark,
  mode: 'avgt',
  primaryMetric: { scoreUnit: 'us/op', rawData: [[2, 4]] },
});

const ended: ProcessOutcome = {
  exitCode: 0,
  ending: 'exited',
  durationSeconds: 1,
  stdout: printed,
  stderr: '',
};

async function reading(json: string | null, outcome: Partial<ProcessOutcome> = {}) {
  const folder = temporaryFolder();
  if (json !== null) writeFileSync(join(folder, 'jmh.json'), json);
  const outcomes = new Map([['jmh', { ...ended, ...outcome }]]);
  return readLaunch(benchmarks, requestOf({ folder }), outcomes);
}

const failures = {
  'example.Fails > later [kind=1, 2, other=x, jmh.mode=thrpt]':
    'failed: java.lang.RuntimeException: later second line',
  'example.Fails > halts':
    'failed: VM prematurely exited before JMH had finished with it, explicit System.exit was called?',
};

describe('a launch', () => {
  it('has its results beside what failed', async () => {
    const json = JSON.stringify([
      result('example.Fails.good'),
      result('example.Fails.later'),
      result('example.Fails.halts'),
    ]);
    const read = await reading(json);
    expect(wordsOf(read)).toEqual({
      'example.Fails > good': '2 time',
      'example.Fails > later [jmh.mode=avgt]': '2 time',
      ...failures,
    });
    expect(read.benchmarks[0]).toMatchObject({ metrics: [{ samples: [2e-6, 4e-6] }] });
    expect(read).toMatchObject({ failure: null, notices: [] });
  });

  it.each<[string, string | null, Partial<ProcessOutcome>, string | null]>([
    [
      'that failed',
      null,
      { exitCode: 1, stderr: 'ERROR: no such option' },
      'The jar of the benchmarks ended with exit code 1:\nERROR: no such option',
    ],
    ['that was ended', null, { exitCode: null, ending: 'timed-out' }, null],
    ['without a file', null, {}, 'The jar of the benchmarks ended well, but left no results.'],
    ['with an empty file', '', {}, 'The jar of the benchmarks ended well, but left no results.'],
    [
      'with another file',
      'hello',
      {},
      'The jar of the benchmarks ended well, but its results could not be read: it holds no JSON.',
    ],
    ['in which all failed', '[]', {}, null],
  ])('%s is told', async (_, json, outcome, failure) => {
    const read = await reading(json, outcome);
    expect(read.failure).toBe(failure);
    expect(wordsOf(read)).toEqual(failures);
  });

  it('that measured nothing is a failure', async () => {
    expect((await reading('[]', { stdout: '' })).failure).toBe(
      'The jar of the benchmarks ended well, but measured nothing.',
    );
  });

  it('that was not started has nothing', async () => {
    expect(await readLaunch(benchmarks, requestOf(), new Map())).toEqual({
      benchmarks: [],
      failure: null,
      notices: [],
    });
  });
});
