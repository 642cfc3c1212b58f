/** Made runs of many benchmarks, for measuring what reads them. */

/** The same numbers each time: mulberry32. */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function benchmarkOf(suite, index, random, { launches, samplesPerLaunch }) {
  const name = `benchmark ${index}`;
  // The same on both sides, so that the comparison finds nothing and ends with exit code 0.
  const seconds = 1e-6 * (1 + (index % 97) / 97);
  return {
    suite,
    path: ['group', name],
    params: {},
    id: `${suite}/group/${name}`,
    state: 'measured',
    measurements: [
      {
        metric: 'time',
        unit: 's',
        direction: 'lower-is-better',
        sampleKind: 'batch',
        launches: Array.from({ length: launches }, (_, launch) => ({
          launch,
          sampleCount: samplesPerLaunch,
          samples: Array.from({ length: samplesPerLaunch }, () => seconds * (1 + 0.02 * random())),
        })),
      },
    ],
  };
}

/**
 * A run of one suite with so many benchmarks.
 *
 * @param seed runs with another one differ by noise only
 */
export function runOf(suite, count, seed, size) {
  const random = randomFrom(seed);
  const startedAt = '2026-01-01T00:00:00.000Z';
  return {
    schema: 'perfwatch/run',
    version: 1,
    id: `run-${seed}`,
    perfwatchVersion: '0.1.0',
    startedAt,
    durationSeconds: 60,
    state: 'complete',
    environment: {
      machine: { cpuModel: 'CPU', cpuCount: 2, os: 'linux', architecture: 'x64' },
      memoryBytes: 8e9,
      kernel: '6.1',
      loadAverage: 0,
      ci: null,
    },
    commit: null,
    launches: size.launches,
    filter: null,
    selection: null,
    suites: [
      {
        suite,
        harness: { name: 'criterion', version: '0.8.2' },
        toolchain: {},
        fingerprint: 'f00dfeed0001',
        state: 'measured',
        launchesPlanned: size.launches,
        launches: [{ launch: 0, startedAt, durationSeconds: 10, state: 'complete' }],
        benchmarks: Array.from({ length: count }, (_, index) =>
          benchmarkOf(suite, index, random, size),
        ),
        notices: [],
      },
    ],
  };
}
