import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitTiming } from '../../src/harnesses/tinybench/timing.ts';

const own = {
  timeMilliseconds: 1000,
  iterations: 64,
  warmupTimeMilliseconds: 250,
  warmupIterations: 16,
};
const ask = { launches: 4, measurementSeconds: null, warmupSeconds: null };

it('splits what the author set', () => {
  expect(splitTiming(own, ask)).toEqual({
    timeMilliseconds: 250,
    iterations: 16,
    warmupTimeMilliseconds: 62.5,
    warmupIterations: 4,
  });
});

it('leaves enough for one launch, but never more than the author set', () => {
  const many = { ...ask, launches: 20 };
  expect(splitTiming(own, many)).toMatchObject({ iterations: 10, warmupTimeMilliseconds: 50 });
  const few = { ...own, iterations: 3, warmupTimeMilliseconds: 20 };
  expect(splitTiming(few, many)).toMatchObject({ iterations: 3, warmupTimeMilliseconds: 20 });
});

it('takes the times of the suite, in seconds', () => {
  expect(splitTiming(own, { launches: 4, measurementSeconds: 2, warmupSeconds: 0.4 })).toEqual({
    timeMilliseconds: 500,
    iterations: 16,
    warmupTimeMilliseconds: 100,
    warmupIterations: 4,
  });
});

it('does not warm up when the suite does not want it', () => {
  expect(splitTiming(own, { ...ask, warmupSeconds: 0 })).toMatchObject({
    warmupTimeMilliseconds: 0,
    warmupIterations: 0,
  });
});

it('keeps the zero of an author who counts calls', () => {
  const counts = { ...own, timeMilliseconds: 0, warmupTimeMilliseconds: 0 };
  expect(splitTiming(counts, { launches: 4, measurementSeconds: 2, warmupSeconds: 1 })).toEqual({
    timeMilliseconds: 0,
    iterations: 16,
    warmupTimeMilliseconds: 0,
    warmupIterations: 4,
  });
});

it('measures as long over all launches as one run would', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 5000 }),
      (launches, time) => {
        const split = splitTiming({ ...own, timeMilliseconds: time }, { ...ask, launches });
        expect(split.timeMilliseconds * launches).toBeCloseTo(time, 6);
        expect(split.iterations * launches).toBeGreaterThanOrEqual(own.iterations);
      },
    ),
  );
});
