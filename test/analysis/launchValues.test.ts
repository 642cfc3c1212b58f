import { describe, expect, it } from 'vitest';
import { historyOfBase, launchesOfBase, launchesOfRun } from '../../src/analysis/launchValues.ts';
import { renamed } from '../../src/analysis/renamed.ts';
import { locationOf, reduceRun, summarizeRun } from '../../src/analysis/summarize.ts';
import { measuredKey } from '../../src/model/launchValues.ts';
import { benchmark, measurement, run, suiteResult, timeRun } from './runs.ts';

const keyOf = (id: string) => measuredKey({ id, metric: 'time', unit: 's' });

const samples = Array.from({ length: 21 }, (_, index) => 1 + index);
const sampled = run([
  suiteResult('rust', [
    benchmark('rust', 'parse', [
      measurement([], 'time', { launches: [{ launch: 0, sampleCount: 21, samples }] }),
    ]),
  ]),
]);

describe('the launches of a run', () => {
  it('are the numbers that are compared, with nine of ten samples around them', () => {
    const [launch] = launchesOfRun(sampled).get(keyOf('rust/parse')) ?? [];
    expect(launch).toEqual({ value: locationOf('s', samples), low: 2, high: 20 });
  });

  it('have no range where only one number is known', () => {
    const value = locationOf('s', samples);
    expect(launchesOfRun(reduceRun(sampled)).get(keyOf('rust/parse'))).toEqual([{ value }]);
  });

  it('are those of the new name where a benchmark was renamed', () => {
    const launches = launchesOfRun(timeRun({ parse: [1, 2] }), { 'rust/parse': 'rust/read' });
    expect([...launches.keys()]).toEqual([keyOf('rust/read')]);
  });
});

describe('the launches of a base', () => {
  const older = {
    ...timeRun({ parse: [1, 2] }),
    id: 'older',
    startedAt: '2025-01-01T00:00:00.000Z',
  };
  const newer = { ...timeRun({ parse: [3] }), id: 'newer', startedAt: '2025-01-02T00:00:00.000Z' };
  const summaries = [newer, older].flatMap(summarizeRun);

  it('are those of all its runs, the oldest first', () => {
    const launches = launchesOfBase(summaries, timeRun({ parse: [1] }));
    expect(launches.get(keyOf('rust/parse'))).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
  });

  it('are only those that the run is compared with', () => {
    const other = summaries.map((one) => ({ ...one, fingerprint: 'elsewhere' }));
    const launches = launchesOfBase([...other, ...summaries], timeRun({ parse: [1] }));
    expect(launches.get(keyOf('rust/parse'))).toHaveLength(3);
    expect(launchesOfBase(summaries, run([suiteResult('node', [])])).size).toBe(0);
  });

  it('are those of the new name where a benchmark was renamed', () => {
    const now = renamed(summaries, { 'rust/parse': 'rust/read' });
    expect([...launchesOfBase(now, timeRun({ read: [1] })).keys()]).toEqual([keyOf('rust/read')]);
  });
});

describe('the history of a baseline', () => {
  const runAt = (day: number, times: Record<string, number[]>) => ({
    ...timeRun(times),
    id: `run ${day}`,
    startedAt: `2025-01-0${day}T00:00:00.000Z`,
  });
  const summaries = [
    runAt(3, { parse: [4, 9], once: [1] }),
    runAt(1, { parse: [2, 2] }),
    runAt(2, { parse: [8, 2] }),
  ].flatMap(summarizeRun);

  it('is each run by its typical launch, between the others, the oldest first', () => {
    const history = historyOfBase(summaries, timeRun({ parse: [1] }));
    expect([...history.keys()]).toEqual([keyOf('rust/parse')]);
    const past = history.get(keyOf('rust/parse')) ?? [];
    expect(past.map(({ run }) => run.startedAt.slice(0, 10))).toEqual([
      '2025-01-01',
      '2025-01-02',
      '2025-01-03',
    ]);
    expect(past.map(({ low, high }) => [low, high])).toEqual([
      [2, 2],
      [2, 8],
      [4, 9],
    ]);
    expect(past[0]?.value).toBe(2);
    expect(past[1]?.value).toBeCloseTo(4);
    expect(past[2]?.value).toBeCloseTo(6);
  });

  it('is only of what the run is compared with', () => {
    const now = timeRun({ parse: [1] });
    const other = summaries.map((one) => ({ ...one, fingerprint: 'elsewhere' }));
    expect(historyOfBase(other, now).size).toBe(0);
    expect(historyOfBase(summaries.slice(0, 1), now).size).toBe(0);
    expect(historyOfBase(summaries, run([suiteResult('node', [])])).size).toBe(0);
  });
});
