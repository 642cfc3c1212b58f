/** The pure core, as `npm run bench` measures it. */
import { Bench } from 'tinybench';
import { decide } from '../../src/analysis/decide.ts';
import type { PairedEvidence } from '../../src/analysis/evidence.ts';
import { normalize } from '../../src/measure/normalize.ts';
import { defaultRule } from '../../src/model/rule.ts';
import { thin } from '../../src/stats/thin.ts';

const launches = 20;
const looks = [5, 7, 10, 14, launches];
const wave = (index: number) => 1 + 0.02 * Math.sin(index * 12.9898);

const pairs = (count: number): PairedEvidence[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'paired',
    threshold: 0.03,
    direction: 'lower-is-better',
    counted: false,
    base: Array.from({ length: launches }, (_, launch) => wave(index + launch)),
    candidate: Array.from({ length: launches }, (_, launch) => wave(index + launch * 7)),
  }));

const hundred = pairs(100);
const thousand = pairs(1000);

export const decisions = new Bench({ name: 'decide' });
decisions
  .add(`100 benchmarks, ${launches} launches`, () => decide(hundred, defaultRule, looks))
  .add(`1000 benchmarks, ${launches} launches`, () => decide(thousand, defaultRule, looks));

const samples = Array.from({ length: 100_000 }, (_, index) => wave(index));
const reading = {
  failure: null,
  notices: [],
  benchmarks: Array.from({ length: 100 }, (_, index) => ({
    state: 'measured' as const,
    path: [`benchmark ${index}`],
    params: {},
    metrics: [
      { metric: 'time' as const, sampleKind: 'call' as const, samples: samples.slice(0, 500) },
    ],
  })),
};
const readings = Array.from({ length: 5 }, (_, launch) => ({
  launch,
  isComplete: true,
  only: null,
  reading,
}));

export const normalizing = new Bench({ name: 'normalize' });
normalizing
  .add('thin 100000 samples to 500', () => thin(samples, 500))
  .add('100 benchmarks, 5 launches, 500 samples', () => normalize('core', readings, '/'));
