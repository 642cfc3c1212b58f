import { describe, expect, it } from 'vitest';
import { warningsOf } from '../../src/analysis/warnings.ts';
import type { Warning } from '../../src/model/warning.ts';
import { thin } from '../../src/stats/thin.ts';
import { normalSource } from '../stats/random.ts';
import { benchmark, measurement, run, suiteResult } from './runs.ts';
import { repeat, type Samples, sampled, warningsIn } from './warningSamples.ts';

const noise = normalSource(7);
const near = (seconds: number, spread = 0.01) => seconds * (1 + spread * noise());

const steady = (count = 60) => repeat(count, () => near(1e-3));
const bimodal = (count = 60) => repeat(count, (index) => near(index % 3 ? 1e-3 : 1.2e-3));
const slowing = (count = 60) => repeat(count, (index) => near(1e-3 * (1 + index / count)));
const quickening = (count = 60) => slowing(count).reverse();
const coarse = (count = 60) => repeat(count, () => Math.round(near(9, 0.1)) * 1e-6);
const interrupted = (count = 60) => repeat(count, (index) => near(index % 5 ? 1e-3 : 2e-3 + index));

/** The warnings of one benchmark with these launches, beside one whose samples tell their order. */
const about = (launches: readonly Samples[], sampleCount?: number): Warning[] =>
  warningsIn([
    sampled(
      'other',
      repeat(launches.length, () => steady()),
    ),
    sampled('parse', launches, sampleCount),
  ]);

const kindsOf = (warnings: readonly Warning[]) => warnings.map(({ kind }) => kind);

describe('says in one sentence what is the case and what to do', () => {
  it.each([
    [
      'multimodal',
      bimodal,
      /^Samples fall into two groups about (19|20|21)\.?\d* % apart, 67 % of them in the faster one: look for .*\.$/,
    ],
    [
      'drifting',
      slowing,
      /^Late samples of a launch are about \d\d % slower than early ones: .*\.$/,
    ],
    ['drifting', quickening, /about \d\d % faster .* raise `warmupSeconds` of its suite\.$/],
    ['timer-resolution', coarse, /steps of the timer, each about 11 % of .* do more work\.$/],
    ['outliers', interrupted, /^About 20 % of the samples of a launch are far out, .*\.$/],
  ] as const)('%s', (kind, launch, text) => {
    const warnings = about(repeat(5, () => launch()));
    expect(warnings).toEqual([
      { id: 'node/parse', suite: 'node', kind, text: expect.stringMatching(text) },
    ]);
  });

  it('of what others have launched, and perfwatch cannot', () => {
    const benchmarks = [
      sampled(
        'parse',
        repeat(5, () => quickening()),
      ),
    ];
    const [warning] = warningsOf({ ...run([suiteResult('node', benchmarks)]), imported: true });
    expect(warning?.text).toMatch(/so let its harness warm up longer\.$/);
  });

  it('of all samples being one step of the timer', () => {
    const [warning] = about(repeat(5, () => Array(30).fill(15.6e-3)));
    expect(warning?.text).toMatch(/^All samples of a launch are the same step of the timer, /);
  });

  it('of launches that differ', () => {
    const launches = repeat(10, (launch) => repeat(20, () => near(launch % 3 ? 1e-3 : 1.2e-3)));
    expect(about(launches)[0]?.text).toMatch(
      /^Launches fall into two groups about 20 % apart, 6 of 10 in the faster one: look for /,
    );
  });
});

describe('most launches decide', () => {
  it.each([bimodal, slowing, coarse, interrupted])('%o', (odd) => {
    const mixed = (count: number) => repeat(5, (index) => (index < count ? odd() : steady()));
    expect(about(mixed(2))).toEqual([]);
    expect(about(mixed(3))).toHaveLength(1);
  });

  it('and drifts in both directions are none', () => {
    const launches = [slowing(), quickening(), slowing(), quickening(), steady()];
    expect(kindsOf(about(launches))).not.toContain('drifting');
  });

  it('and launches that were slow for a while are a slow machine', () => {
    const launches = repeat(10, (launch) => repeat(20, () => near(launch < 4 ? 1.2e-3 : 1e-3)));
    expect(about(launches)).toEqual([]);
  });
});

describe('a drift is not judged', () => {
  it('where samples were thinned, since they are sorted', () => {
    const launches = repeat(5, () => thin(slowing(3000), 500));
    expect(kindsOf(about(launches, 3000))).not.toContain('drifting');
  });

  it('where the harness sorts all samples', () => {
    const ascending = repeat(5, () => steady().toSorted((a, b) => a - b));
    const growing = repeat(5, () => repeat(60, (index) => 1e-3 * (1 + index / 60)));
    const sorting = [sampled('a', ascending), sampled('b', ascending), sampled('c', growing)];
    expect(warningsIn(sorting)).toEqual([]);
    const inOrder = ['d', 'e'].map((name) =>
      sampled(
        name,
        repeat(5, () => steady()),
      ),
    );
    expect(kindsOf(warningsIn([sampled('c', growing), ...inOrder]))).toEqual(['drifting']);
  });
});

it('looks at few samples of whole commands together', () => {
  const commands = (ticks: number) => [ticks * 15.6e-3, (ticks + 1) * 15.6e-3];
  expect(kindsOf(about(repeat(5, () => commands(3))))).toEqual(['timer-resolution']);
  expect(about(repeat(3, () => commands(3)))).toEqual([]);
  expect(about(repeat(5, () => [near(0.05), near(0.05)]))).toEqual([]);
});

it('is quiet about what was not timed, or failed', () => {
  const samples = repeat(5, () => bimodal());
  const failed = { ...sampled('failed', samples), state: 'failed' as const };
  const memory = benchmark('node', 'memory', [measurement([1, 1, 1, 1, 1, 1, 1, 1], 'memory')]);
  expect(warningsIn([failed, memory, sampled('none', [])])).toEqual([]);
});

it('sorts by id over all suites', () => {
  const samples = repeat(5, () => coarse());
  const found = warningsOf(
    run([
      suiteResult('node', [sampled('b', samples), sampled('a', samples)]),
      suiteResult('again', [sampled('aa', samples)]),
    ]),
  );
  expect(found.map(({ id, suite }) => [id, suite])).toEqual([
    ['node/a', 'node'],
    ['node/aa', 'again'],
    ['node/b', 'node'],
  ]);
});
