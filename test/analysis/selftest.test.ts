import { describe, expect, it } from 'vitest';
import { changed, foundFrom, type Way } from '../../src/analysis/selftest/alone.ts';
import { decisionsOf, gate } from '../../src/analysis/selftest/decisions.ts';
import { shuffled, uniformSource } from '../../src/analysis/selftest/randomSource.ts';
import { pairedRecording, splitInTwo } from '../../src/analysis/selftest/recording.ts';
import { storedRecording } from '../../src/analysis/selftest/storedRecording.ts';
import { blindRows, isJumpy, isPassed, selfTest } from '../../src/analysis/selftest.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { exitCodes } from '../../src/errors.ts';
import type { Rule } from '../../src/model/rule.ts';
import { defaultRule } from '../../src/model/rule.ts';
import { normalSource } from '../stats/random.ts';
import { alike, type Noise, recordingOf, sidesOf } from './recordings.ts';
import { benchmark, measurement, run, suiteResult, timeRun } from './runs.ts';

const test = (noise: Noise, rule: Rule = defaultRule, mustDetect: number | null = null) =>
  selfTest({ recording: recordingOf(noise), rule, mustDetect });

describe('a gate on a quiet machine', () => {
  const result = test({ rounds: 20, spreads: alike(6, 0.01), drift: 0.1 });

  it('turns red for small changes of each benchmark alone, and not without one', () => {
    expect(result.rows).toHaveLength(6);
    for (const { redFrom, improvedFrom, detected } of result.rows) {
      // Half of the changes of exactly the threshold are estimated above it.
      expect(redFrom).toBe(0.05);
      expect(improvedFrom).toBe(0.05);
      expect(detected).toBe(20);
    }
    expect(result.unchanged).toEqual({ runs: 40, red: 0, recordedIsRed: false });
    expect(isPassed(result)).toBe(true);
  });

  it('sees the whole get slower, and carries findings to the exit code', () => {
    expect(result.together.redFrom).toBeLessThanOrEqual(0.05);
    expect(result.together.improvedFrom).toBeLessThanOrEqual(0.05);
    expect(result.exitCodes.runs).toBeGreaterThan(10);
    expect(result.exitCodes.red).toBe(result.exitCodes.runs);
  });

  it('gives the same answer each time', () => {
    expect(test({ rounds: 20, spreads: alike(6, 0.01), drift: 0.1 })).toEqual(result);
  });
});

describe('what is found of a benchmark alone is what its run ends with', () => {
  const sizes = [0.02, 0.05, 0.1, 0.2, 0.5];

  it.each([
    { spread: 0.02, rounds: 12 },
    { spread: 0.06, rounds: 20 },
    { spread: 0.15, rounds: 6 },
  ])('with a spread of $spread and $rounds rounds', ({ spread, rounds }) => {
    const recording = recordingOf({ rounds, spreads: alike(5, spread), seed: rounds });
    const uniform = uniformSource(3);
    let [missed, helped] = [0, 0];
    for (let draw = 0; draw < 6; draw += 1) {
      const trial = recording.draw(uniform);
      const judged = decisionsOf(trial, defaultRule);
      const wayOf = (index: number): Way => (index % 2 === 0 ? 'slower' : 'faster');
      const found = foundFrom(trial, defaultRule, sizes, wayOf);
      for (const [index, one] of judged.entries()) {
        for (const size of sizes) {
          const way = wayOf(index);
          const alone = changed(trial, [{ judged: one, way, size }]);
          const { report, exitCode } = gate(alone, defaultRule);
          const isTold =
            way === 'slower' ? exitCode === exitCodes.regressed : report.counts.improved > 0;
          const from = found[index] ?? null;
          if (from === null || size < from) helped += isTold ? 1 : 0;
          else missed += isTold ? 0 : 1;
        }
      }
    }
    expect(missed).toBe(0);
    // Of the 150 runs, some are red since another benchmark came out beyond the threshold by chance.
    expect(helped).toBeLessThanOrEqual(3);
  });
});

describe('a gate that cannot turn red', () => {
  it('is blind for a benchmark whose launches lie far apart, and for that one only', () => {
    const result = test({ rounds: 20, spreads: { quiet: 0.01, calm: 0.01, wild: 0.6 } });
    expect(blindRows(result).map(({ id }) => id)).toEqual(['rust/wild']);
    expect(isJumpy(result)).toBe(false);
    expect(isPassed(result)).toBe(false);
  });

  it('is blind with two launches', () => {
    const result = test({ rounds: 2, spreads: alike(4, 0.02) });
    expect(blindRows(result)).toHaveLength(4);
    expect(result.rows.every(({ redFrom }) => redFrom === null || redFrom > 0.2)).toBe(true);
  });

  it('is blind where every launch gives the same tick of a timer', () => {
    const sides = {
      base: timeRun({ tick: [1, 1, 1, 1] }),
      candidate: timeRun({ tick: [1, 1, 1, 1] }),
    };
    const recording = pairedRecording(sides, [4]);
    expect(selfTest({ recording, rule: defaultRule, mustDetect: null }).rows).toMatchObject([
      { redFrom: null, improvedFrom: null, detected: 0 },
    ]);
  });

  it('is blind below what it could detect, when more is asked of it', () => {
    const noise = { rounds: 10, spreads: alike(4, 0.04) };
    expect(isPassed(test(noise, defaultRule, 0.5))).toBe(true);
    expect(isPassed(test(noise, defaultRule, 0.02))).toBe(false);
  });

  it('need not see a fifth where the threshold is nearly that', () => {
    const rule = { ...defaultRule, threshold: 0.25 };
    const result = test({ rounds: 20, spreads: alike(3, 0.01) }, rule);
    expect(result.rows.map(({ mustDetect }) => mustDetect)).toEqual([0.75, 0.75, 0.75]);
    expect(isPassed(result)).toBe(true);
  });
});

it('sees counts that always agree as soon as they leave the threshold', () => {
  const counted = () =>
    run([
      suiteResult('rust', [
        benchmark('rust', 'alloc', [measurement([4096, 4096, 4096, 4096, 4096], 'memory')]),
      ]),
    ]);
  const recording = pairedRecording({ base: counted(), candidate: counted() }, [5]);
  const result = selfTest({ recording, rule: defaultRule, mustDetect: null });
  expect(result.rows).toMatchObject([{ metric: 'memory', redFrom: 0.03 }]);
  // One step of the sizes more, where 1 / 1.03 comes out a rounding error above the threshold.
  expect(result.rows[0]?.improvedFrom).toBeLessThanOrEqual(0.05);
  expect(isPassed(result)).toBe(true);
});

it('does not pass where identical code differs between its sides', () => {
  const { base, candidate } = sidesOf({ rounds: 20, spreads: alike(3, 0.01) });
  const slower = run(
    candidate.suites.map((suite) => ({
      ...suite,
      benchmarks: suite.benchmarks.map((one) => ({
        ...one,
        measurements: one.measurements.map((measured) => ({
          ...measured,
          launches: measured.launches.map((launch) => ({
            ...launch,
            samples: launch.samples.map((sample) => sample * 1.1),
          })),
        })),
      })),
    })),
  );
  const recording = pairedRecording({ base, candidate: slower }, [20]);
  const result = selfTest({ recording, rule: defaultRule, mustDetect: null });
  expect(result.unchanged.recordedIsRed).toBe(true);
  expect(isJumpy(result)).toBe(true);
  expect(isPassed(result)).toBe(false);
});

describe('trials of a paired recording', () => {
  const valuesOf = (one: ReturnType<typeof timeRun>) =>
    one.suites[0]?.benchmarks[0]?.measurements[0]?.launches.map(({ samples }) => samples[0]);

  it('keep the launches of a round together, on either side', () => {
    const sides = {
      base: timeRun({ a: [1, 2, 3, 4] }),
      candidate: timeRun({ a: [10, 20, 30, 40] }),
    };
    const recording = pairedRecording(sides, [4]);
    const uniform = uniformSource(1);
    let swaps = 0;
    for (let draw = 0; draw < 50; draw += 1) {
      const trial = recording.draw(uniform);
      const base = trial.base[0]?.benchmarks[0]?.metrics[0]?.launches ?? [];
      const candidate = valuesOf(trial.run) ?? [];
      const pairs = base.map((value, index) => [value ?? 0, candidate[index] ?? 0]);
      swaps += pairs.filter(([before = 0, after = 0]) => before > after).length;
      const sorted = pairs.map((pair) => pair.toSorted((a, b) => a - b)).sort();
      expect(sorted).toEqual([
        [1, 10],
        [2, 20],
        [3, 30],
        [4, 40],
      ]);
    }
    expect(swaps).toBeGreaterThan(70);
    expect(swaps).toBeLessThan(130);
  });

  it('leave out rounds of which one side is missing, and rounds that a run would not have', () => {
    const base = timeRun({ a: [1, 2, 3, 4, 5] });
    const candidate = timeRun({ a: [1, 2, 3, 4, 5] });
    const launches = candidate.suites[0]?.benchmarks[0]?.measurements[0]?.launches ?? [];
    launches.splice(1, 1);
    expect(pairedRecording({ base, candidate }, [3]).depth).toBe(3);
    const { run: drawn } = pairedRecording({ base, candidate }, [5]).draw(uniformSource(2));
    expect(valuesOf(drawn)?.toSorted()).toEqual([1, 3, 4, 5]);
  });

  it('split one side in the order A B B A', () => {
    const { base, candidate } = splitInTwo(timeRun({ a: [0.1, 1, 2, 3, 4, 5, 6] }));
    expect(valuesOf(base)).toEqual([0.1, 3, 4]);
    expect(valuesOf(candidate)).toEqual([1, 2, 5]);
  });
});

describe('a baseline', () => {
  const stored = (runs: number, spreadOfRuns: number) => {
    const normal = normalSource(4);
    return Array.from({ length: runs }, (_, index) => {
      const shift = Math.exp(spreadOfRuns * normal());
      const names = Object.keys(alike(6, 0));
      const values = names.map((name) => [
        name,
        Array.from({ length: 5 }, () => shift * Math.exp(0.005 * normal())),
      ]);
      const startedAt = `2026-01-0${index + 1}T00:00:00.000Z`;
      return summarizeRun({
        ...timeRun(Object.fromEntries(values)),
        id: `run ${index}`,
        startedAt,
      });
    }).flat();
  };

  it('of quiet runs can turn red, each run judged by the others', () => {
    const recording = storedRecording(stored(8, 0.002));
    expect(recording?.depth).toBe(8);
    if (!recording) return;
    const result = selfTest({ recording, rule: defaultRule, mustDetect: null });
    expect(isPassed(result)).toBe(true);
    // All together could be the machine, which a stored run does not tell from the code.
    expect(result.exitCodes.red).toBe(result.exitCodes.runs);
  });

  it('of runs that lie far apart is blind', () => {
    const recording = storedRecording(stored(5, 0.2));
    expect(recording).not.toBeNull();
    if (!recording) return;
    const result = selfTest({ recording, rule: defaultRule, mustDetect: null });
    expect(blindRows(result)).toHaveLength(6);
  });

  it('of fewer than three runs in one environment tells nothing', () => {
    const entries = stored(3, 0.01);
    expect(storedRecording(entries.slice(1))).toBeNull();
    const [first, ...others] = entries;
    if (!first) throw new Error('no entries');
    expect(storedRecording([{ ...first, fingerprint: 'other' }, ...others])).toBeNull();
    expect(storedRecording([{ ...first, location: 'median' }, ...others])).toBeNull();
    expect(storedRecording([])).toBeNull();
  });
});

it('shuffles so that every order is about as frequent', () => {
  const uniform = uniformSource(9);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw += 1) {
    const order = shuffled(['a', 'b', 'c'], uniform).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  // Binomial with n = 6000 and p = 1/6: a standard deviation of 29.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
