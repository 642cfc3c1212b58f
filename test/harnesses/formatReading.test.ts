/** What files of results say of benchmarks becomes what a launch says, and nothing is lost on the way. */
import { expect, it } from 'vitest';
import type { BenchmarkName, Metric, Results } from '../../src/formats/format.ts';
import { FileResults } from '../../src/formats/results.ts';
import { benchmarksOf } from '../../src/harnesses/formatReading.ts';

const time: Metric = { name: 'time', unit: 's', direction: 'lower-is-better' };
const parse: BenchmarkName = { path: ['parser', 'parse'], params: { n: '10' } };

function readingOf(fill: (results: Results) => void, file = 'bench.json') {
  const results = new FileResults();
  fill(results);
  return results.reading(file, 'format');
}

it('takes all processes of a file as one launch, and all metrics with their meaning', () => {
  const reading = readingOf((results) => {
    const series = results.series(parse, time, 'call');
    series.add(1);
    series.nextLaunch();
    series.add(2);
    const score: Metric = { name: 'score', unit: '1', direction: null };
    results.series(parse, score, 'figure').add(0);
  });
  expect(benchmarksOf([reading])).toEqual({
    benchmarks: [
      {
        path: ['parser', 'parse'],
        params: { n: '10' },
        state: 'measured',
        metrics: [
          {
            metric: 'time',
            unit: 's',
            direction: 'lower-is-better',
            sampleKind: 'call',
            samples: [1, 2],
            sampleCount: 2,
          },
          {
            metric: 'score',
            unit: '1',
            direction: null,
            sampleKind: 'batch',
            samples: [0],
            sampleCount: 1,
          },
        ],
      },
    ],
    notices: [],
  });
});

it('keeps what failed and what was skipped', () => {
  const reading = readingOf((results) => {
    results.failed(parse, 'no input');
    results.skipped({ path: ['other'] }, 'not on this machine');
  });
  expect(benchmarksOf([reading]).benchmarks).toEqual([
    { path: ['parser', 'parse'], params: { n: '10' }, state: 'failed', message: 'no input' },
    { path: ['other'], params: {}, state: 'skipped', message: 'not on this machine' },
  ]);
});

it('tells what it leaves out', () => {
  const first = readingOf((results) => {
    results.series(parse, time, 'call').add(1);
    results.series(parse, time, 'figure').add(7);
    results.series(parse, { ...time, name: 'wait' }, 'call').add(1);
    results.passOver('its unit is not known: furlongs', 3);
    results.passOver('its unit is not known: furlongs', 9);
    results.passOver('a value is negative');
    results.notice('It was measured without forks.');
  });
  const second = readingOf((results) => results.series(parse, time, 'call').add(2), 'again.json');
  const { benchmarks, notices } = benchmarksOf([first, second]);
  expect(benchmarks).toMatchObject([{ metrics: [{ samples: [1] }, { metric: 'wait' }] }]);
  expect(notices).toEqual([
    'It was measured without forks.',
    'Not read, 2 times (the first: bench.json, line 3): its unit is not known: furlongs.',
    'Not read (bench.json): a value is negative.',
    'parser/parse[n=10] has time twice: time in s (call) is read, time in s (figure) is not.',
    'parser/parse[n=10] is there more than once in the results of a launch: the first is read.',
  ]);
});

it('keeps throughputs of two units apart', () => {
  const reading = readingOf((results) => {
    const throughput = { name: 'throughput', direction: 'higher-is-better' } as const;
    results.series(parse, { ...throughput, unit: 'B/s' }, 'batch').add(8);
    results.series(parse, { ...throughput, unit: '1/s' }, 'batch').add(2);
  });
  expect(benchmarksOf([reading])).toMatchObject({
    benchmarks: [
      {
        metrics: [
          { unit: 'B/s', samples: [8] },
          { unit: '1/s', samples: [2] },
        ],
      },
    ],
    notices: [],
  });
});
