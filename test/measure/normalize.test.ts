import { describe, expect, it } from 'vitest';
import type {
  BenchmarkReading,
  DeclaredWork,
  LaunchReading,
  MetricReading,
} from '../../src/harnesses/harness.ts';
import { type NumberedReading, normalize } from '../../src/measure/normalize.ts';
import { measurementSchema } from '../../src/model/measurement.ts';

const reading = (...benchmarks: BenchmarkReading[]): LaunchReading => ({
  benchmarks,
  failure: null,
  notices: [],
});

function timed(samples: number[], name = 'parse', work?: DeclaredWork): BenchmarkReading {
  return {
    path: [name],
    params: {},
    state: 'measured',
    metrics: [{ metric: 'time', sampleKind: 'batch', samples }],
    ...(work ? { work } : {}),
  };
}

/** A launch that ended well. */
const complete = (launch: number, ...benchmarks: BenchmarkReading[]): NumberedReading => ({
  launch,
  isComplete: true,
  only: null,
  reading: reading(...benchmarks),
});

const normalized = (...readings: NumberedReading[]) =>
  normalize('rust', readings, '/repository').benchmarks;

/** Normalizes launches of one benchmark each. */
const launches = (...benchmarks: BenchmarkReading[]) =>
  normalized(...benchmarks.map((benchmark, launch) => complete(launch, benchmark)));

describe('samples that no measurement can be', () => {
  it.each([
    { what: 'NaN', samples: [1, Number.NaN], says: 'sample 2 of 2 of time is NaN' },
    { what: 'infinite', samples: [Number.POSITIVE_INFINITY], says: 'is Infinity' },
    { what: 'negative', samples: [1, 1, -0.5], says: 'sample 3 of 3 of time is -0.5' },
    { what: 'shorter than any clock', samples: [5e-324], says: 'is 5e-324' },
    { what: 'longer than the world', samples: [1e300], says: 'is 1e+300' },
    { what: 'all zero', samples: [0, 0, 0], says: '3 of 3 samples of time are zero' },
    { what: 'half zero', samples: [0, 1], says: '1 of 2 samples of time are zero' },
    { what: 'none', samples: [], says: 'there are no samples of time' },
  ])(
    '$what: the benchmark failed, in words, and its other launches are kept',
    ({ samples, says }) => {
      const [result] = launches(timed([2]), timed(samples), timed([3]));
      expect(result?.state).toBe('failed');
      expect(result?.message).toContain('In launch 2, ');
      expect(result?.message).toContain(says);
      expect(
        result?.measurements.flatMap((one) => one.launches.map(({ launch }) => launch)),
      ).toEqual([0, 2]);
    },
  );

  it('lets few zeros of a coarse timer pass', () => {
    const samples = [0, ...Array.from({ length: 19 }, () => 1)];
    const [result] = launches(timed(samples));
    expect(result?.state).toBe('measured');
    expect(result?.measurements[0]?.launches[0]?.samples).toEqual(samples);
  });

  it('lets CPU time be zero, which is counted in ticks', () => {
    const [result] = launches({
      path: ['a'],
      params: {},
      state: 'measured',
      metrics: [{ metric: 'user-time', sampleKind: 'call', samples: [0, 0] }],
    });
    expect(result?.state).toBe('measured');
  });

  it.each(['allocated', 'allocations'] as const)('lets %s be zero', (metric) => {
    const [result] = launches({
      path: ['a'],
      params: {},
      state: 'measured',
      metrics: [{ metric, sampleKind: 'batch', samples: [0] }],
    });
    expect(result).toMatchObject({
      state: 'measured',
      measurements: [{ metric, launches: [{ samples: [0] }] }],
    });
  });

  it('lets what only a harness knows be zero', () => {
    const told = { metric: 'gc.count', unit: '1', direction: null } as const;
    const [result] = launches({
      path: ['parse'],
      params: {},
      state: 'measured',
      metrics: [{ ...told, sampleKind: 'batch', samples: [0, 0] }],
    });
    expect(result).toMatchObject({ state: 'measured', measurements: [told] });
  });

  it('refuses a memory of zero', () => {
    const [result] = launches({
      path: ['a'],
      params: {},
      state: 'measured',
      metrics: [{ metric: 'memory', sampleKind: 'call', samples: [0] }],
    });
    expect(result?.message).toContain('samples of memory are zero');
  });
});

describe('two benchmarks with the same id', () => {
  it('fail, since their results cannot be told apart', () => {
    const results = normalized(
      complete(0, timed([1]), timed([2])),
      complete(1, timed([1]), timed([2])),
    );
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ id: 'rust/parse', state: 'failed' });
    expect(results[0]?.message).toContain('Two benchmarks of this suite have this same name');
  });

  it('is not what the same one in two launches is', () => {
    const [result] = launches(timed([1]), timed([2]));
    expect(result?.state).toBe('measured');
    expect(result?.measurements[0]?.launches.map(({ samples }) => samples)).toEqual([[1], [2]]);
  });
});

describe('a benchmark that is not in every launch', () => {
  it('failed, when a launch that ended well has it not; what was measured is kept', () => {
    const results = normalized(
      complete(0, timed([1]), timed([1], 'always')),
      complete(1, timed([1], 'always')),
      complete(2, timed([1]), timed([1], 'always')),
    );
    expect(results.map(({ id, state }) => [id, state])).toEqual([
      ['rust/always', 'measured'],
      ['rust/parse', 'failed'],
    ]);
    expect(results[1]?.message).toContain('missing from 1 of 3 launches');
    expect(results[1]?.measurements[0]?.launches).toHaveLength(2);
  });

  it('is no failure of its own, when that launch was ended from outside', () => {
    const cut = { launch: 1, isComplete: false, only: null, reading: reading() };
    const [result] = normalized(complete(0, timed([1])), cut);
    expect(result?.state).toBe('measured');
  });
});

describe('more samples than are kept', () => {
  it('are thinned, and their true count is told', () => {
    const samples = Array.from({ length: 12_345 }, (_, index) => index + 1);
    const [result] = launches(timed(samples, 'parse', { bytes: 100 }));
    const kept = result?.measurements[0]?.launches[0];
    expect(kept?.samples).toHaveLength(500);
    expect(kept?.sampleCount).toBe(12_345);
    const throughput = result?.measurements.find(({ metric }) => metric === 'throughput');
    expect(throughput?.launches[0]?.sampleCount).toBe(12_345);
    expect(throughput?.launches[0]?.samples).toHaveLength(500);
  });

  it('are left alone up to the limit, in their order', () => {
    const samples = Array.from({ length: 500 }, (_, index) => 500 - index);
    const [result] = launches(timed(samples));
    expect(result?.measurements[0]?.launches[0]?.samples).toEqual(samples);
    expect(result?.measurements[0]?.launches[0]?.sampleCount).toBe(500);
  });

  it('keep the count of whoever thinned them before', () => {
    const [result] = launches({
      path: ['a'],
      params: {},
      state: 'measured',
      metrics: [{ metric: 'time', sampleKind: 'call', samples: [1, 2], sampleCount: 90_000 }],
    });
    expect(result?.measurements[0]?.launches[0]?.sampleCount).toBe(90_000);
  });
});

describe('throughput', () => {
  it('follows from time and declared work, and says so', () => {
    const [result] = launches(timed([0.5, 0.25], 'parse', { bytes: 1000, elements: 10 }));
    expect(result?.measurements.slice(1)).toMatchObject([
      { unit: 'B/s', direction: 'higher-is-better', workPerIteration: 1000 },
      { unit: '1/s', direction: 'higher-is-better', workPerIteration: 10 },
    ]);
    expect(result?.measurements[1]?.launches[0]?.samples).toEqual([2000, 4000]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 5e-324])(
    'is left out where %d of work is declared',
    (bytes) => {
      const [result] = launches(timed([1], 'parse', { bytes }));
      expect(result?.measurements.map(({ metric }) => metric)).toEqual(['time']);
    },
  );

  it('is a number that a run file can hold, at the ends of what is accepted', () => {
    const [result] = launches(timed([1e-18], 'parse', { bytes: 1e18 }));
    const text = JSON.stringify(result?.measurements[1]);
    expect(measurementSchema.safeParse(JSON.parse(text)).success).toBe(true);
  });
});

describe('states', () => {
  const skipped: BenchmarkReading = {
    path: ['parse'],
    params: {},
    state: 'skipped',
    message: 'not on Windows',
  };
  const failed: BenchmarkReading = {
    path: ['parse'],
    params: {},
    state: 'failed',
    message: 'boom',
  };

  it.each([
    { what: 'skipped in all', of: [skipped, skipped], state: 'skipped', message: 'not on Windows' },
    { what: 'skipped in some', of: [skipped, timed([1])], state: 'measured', message: undefined },
    {
      what: 'failed in one',
      of: [timed([1]), failed, timed([1])],
      state: 'failed',
      message: 'boom',
    },
    { what: 'skipped after a failure', of: [failed, skipped], state: 'failed', message: 'boom' },
  ])('$what → $state', ({ of, state, message }) => {
    const [result] = launches(...of);
    expect(result?.state).toBe(state);
    expect(result?.message).toBe(message);
  });

  it('shorten a message of megabytes to its beginning and its end', () => {
    const message = `first ${'x'.repeat(5_000_000)} last`;
    const [result] = launches({ ...failed, message });
    expect(result?.message?.length).toBeLessThan(5000);
    expect(result?.message).toMatch(/^first .*left out.* last$/s);
  });
});

it('gives results sorted by id, whatever order launches tell them in', () => {
  const results = normalized(
    complete(0, timed([1], 'b'), timed([1], 'a')),
    complete(1, timed([1], 'c'), timed([1], 'a')),
  );
  expect(results.map(({ id }) => id)).toEqual(['rust/a', 'rust/b', 'rust/c']);
});

describe('where a benchmark stands', () => {
  const standing = (file: string, line = 3): BenchmarkReading => ({
    ...timed([1]),
    source: { file, line },
  });

  it('is told by a path below the repository', () => {
    const [result] = launches(standing('/repository/benches/test_a.py'), timed([1]));
    expect(result?.source).toEqual({ file: 'benches/test_a.py', line: 3 });
  });

  it('is told of one that failed, too', () => {
    const [result] = launches({
      ...standing('/repository/a.py'),
      state: 'failed',
      message: 'boom',
    });
    expect(result).toMatchObject({ state: 'failed', source: { file: 'a.py', line: 3 } });
  });

  it.each([
    { where: 'in another folder', file: '/elsewhere/a.py' },
    { where: 'in a folder that begins with the same name', file: '/repository-2/a.py' },
    { where: 'in the repository as a whole', file: '/repository' },
    { where: 'above it', file: '/repository/../a.py' },
    { where: 'in a file whose name breaks the line', file: '/repository/a\nb.py' },
    { where: 'in a file whose name turns the reading direction', file: '/repository/a\u202Eb.py' },
    { where: 'in a file with an endless name', file: `/repository/${'a'.repeat(1001)}` },
  ])('is left out $where', ({ file }) => {
    const [result] = launches(standing(file));
    expect(result?.state).toBe('measured');
    expect(result).not.toHaveProperty('source');
  });
});

describe('metrics that a harness tells', () => {
  const measured = (...metrics: MetricReading[]): BenchmarkReading => ({
    path: ['parse'],
    params: {},
    state: 'measured',
    metrics,
    work: { elements: 2 },
  });
  const samples = (...values: number[]) => ({ sampleKind: 'batch', samples: values }) as const;

  it('keep their unit and direction', () => {
    const one = measured(
      { metric: 'misses', unit: '1', direction: 'lower-is-better', ...samples(3) },
      { metric: 'score', unit: '1/s', direction: 'higher-is-better', ...samples(4) },
      { metric: 'gc.time', unit: 's', direction: null, ...samples(5) },
    );
    const [result] = launches(one, one);
    expect(result?.measurements).toMatchObject([
      { metric: 'misses', unit: '1', direction: 'lower-is-better', launches: [{}, {}] },
      { metric: 'score', unit: '1/s', direction: 'higher-is-better', launches: [{}, {}] },
      { metric: 'gc.time', unit: 's', direction: null, launches: [{}, {}] },
    ]);
  });

  it('have the direction of the table where they stand in it', () => {
    const [result] = launches(
      measured({ metric: 'memory', unit: 'B', direction: 'higher-is-better', ...samples(3) }),
    );
    expect(result?.measurements).toMatchObject([
      { metric: 'memory', direction: 'lower-is-better' },
    ]);
  });

  it.each([
    [Number.NaN, 'sample 1 of 1 of misses is NaN, which no measurement can be'],
    [-1, 'sample 1 of 1 of misses is -1, which no measurement can be'],
  ])('are left out where they are %d, and fail nothing', (bad, problem) => {
    const of = (value: number) =>
      measured(
        { metric: 'time', ...samples(1) },
        { metric: 'misses', unit: '1', direction: null, ...samples(value) },
      );
    const { benchmarks, notices } = normalize(
      'rust',
      [of(3), of(bad), of(0), of(bad)].map((one, launch) => complete(launch, one)),
      '/repository',
    );
    expect(benchmarks[0]?.state).toBe('measured');
    const launchesOf = (metric: string) =>
      benchmarks[0]?.measurements
        .find((one) => one.metric === metric)
        ?.launches.map(({ launch, samples: [value] }) => [launch, value]);
    expect(launchesOf('time')).toHaveLength(4);
    expect(launchesOf('misses')).toEqual([
      [0, 3],
      [2, 0],
    ]);
    expect(notices).toEqual([
      `misses of rust/parse is left out of 2 launches: in launch 2, ${problem}.`,
    ]);
  });

  it('fail the benchmark where there is nothing else of it', () => {
    const none = { metric: 'misses', unit: '1', direction: null } as const;
    const [result] = launches(measured({ ...none, ...samples(Number.NaN) }));
    expect(result).toMatchObject({ state: 'failed', measurements: [] });
    expect(result?.message).toContain('In launch 1, sample 1 of 1 of misses is NaN');
  });

  it('may be zero under the name of a known metric, in another unit', () => {
    const [result] = launches(
      measured({ metric: 'memory', unit: '1', direction: null, ...samples(0) }),
    );
    expect(result?.state).toBe('measured');
  });

  it('may be a throughput, which is then not computed', () => {
    const told = { metric: 'throughput', unit: '1/s', direction: 'higher-is-better' } as const;
    const [result] = launches(
      measured({ metric: 'time', ...samples(1) }, { ...told, ...samples(7) }),
    );
    expect(
      result?.measurements.map(({ metric, launches: [one] }) => [metric, one?.samples]),
    ).toEqual([
      ['time', [1]],
      ['throughput', [7]],
    ]);
    expect(result?.measurements[1]).not.toHaveProperty('workPerIteration');
  });
});
