/** Which shapes of noise are the rules tried on? Each as how its launches deviate from the truth. */

/** Standard deviation between launches of one benchmark, on the logarithmic scale. */
const usualSpread = 0.04;

const usualBenchmarks = 8;

/** A source of uniform numbers and the normal ones made of them. */
export interface Chance {
  readonly uniform: () => number;
  readonly normal: () => number;
}

/** Where in a run a launch stands. */
export interface Place {
  /** From 0, in time order over both sides. */
  readonly position: number;
  /** Launches of both sides together. */
  readonly ofLaunches: number;
}

/** A deviation from the truth on the logarithmic scale (0.01 is 1 % slower), for launches in time order. */
type Deviation = (place: Place) => number;

interface Noise {
  /** A new benchmark's deviation between its own launches. */
  ofBenchmark(chance: Chance): Deviation;
  /** A new run's deviation, which all of its benchmarks share. */
  ofRun?(chance: Chance): Deviation;
}

export interface Shape {
  readonly name: string;
  /** What is special about its launches: one sentence. */
  readonly sentence: string;
  readonly benchmarks: number;
  readonly noise: Noise;
  /** How many launches the smaller side has for each one of the larger; sides are equal without. */
  readonly smallerSideShare?: number;
}

const gaussian =
  (spread: number) =>
  ({ normal }: Chance): Deviation =>
  () =>
    spread * normal();

/** Student's t with three degrees of freedom, which has the variance 3; scaled to 1. */
function heavyTailed({ normal }: Chance): number {
  const squares = normal() ** 2 + normal() ** 2 + normal() ** 2;
  return normal() / Math.sqrt(squares);
}

/** Its numbers have the variance 1 and depend on the one before. */
function autoregressive(correlation: number, { normal }: Chance): () => number {
  let state = normal();
  return () => {
    const now = state;
    state = correlation * state + Math.sqrt(1 - correlation ** 2) * normal();
    return now;
  };
}

const steady = gaussian(0.03);

export const shapes: readonly Shape[] = [
  {
    name: 'gaussian',
    sentence: 'Launches spread by 4 % around the truth, log-normally and independently.',
    benchmarks: usualBenchmarks,
    noise: { ofBenchmark: gaussian(usualSpread) },
  },
  {
    name: 'heavy-tailed',
    sentence:
      'Launches spread by 4 % with the tails of Student’s t at 3 degrees of freedom, and 3 % of them are hit by a burst that makes them 30 % slower on average.',
    benchmarks: usualBenchmarks,
    noise: {
      ofBenchmark: (chance) => () =>
        usualSpread * heavyTailed(chance) +
        (chance.uniform() < 0.03 ? -0.3 * Math.log(1 - chance.uniform()) : 0),
    },
  },
  {
    name: 'bimodal between launches',
    sentence:
      'Three launches in ten settle in a state that is 8 % slower, as memory layout does, and spread by 1.5 % around either state.',
    benchmarks: usualBenchmarks,
    noise: {
      ofBenchmark:
        ({ uniform, normal }) =>
        () =>
          (uniform() < 0.3 ? 0.08 : 0) + 0.015 * normal(),
    },
  },
  {
    name: 'autocorrelated',
    sentence:
      'Launches spread by 4 %, and each is like the one before it in time: AR(1) with a correlation of 0.6.',
    benchmarks: usualBenchmarks,
    noise: {
      ofBenchmark: (chance) => {
        const next = autoregressive(0.6, chance);
        return () => usualSpread * next();
      },
    },
  },
  {
    name: 'drifting',
    sentence:
      'The machine gets steadily slower or faster for all benchmarks, by up to 15 % over the run, beside a spread of 3 %.',
    benchmarks: usualBenchmarks,
    noise: {
      ofBenchmark: steady,
      ofRun: ({ uniform }) => {
        const whole = 0.15 * (2 * uniform() - 1);
        return ({ position, ofLaunches }) => (whole * position) / ofLaunches;
      },
    },
  },
  {
    name: 'stepping',
    sentence:
      'At some launch the machine becomes 8 % slower or faster for all benchmarks and stays so, beside a spread of 3 %.',
    benchmarks: usualBenchmarks,
    noise: {
      ofBenchmark: steady,
      ofRun: ({ uniform }) => {
        const at = uniform();
        const step = uniform() < 0.5 ? 0.08 : -0.08;
        return ({ position, ofLaunches }) => (position >= at * ofLaunches ? step : 0);
      },
    },
  },
  {
    name: 'unequal counts',
    sentence:
      'One side, either one, has only six launches for fourteen of the other; they spread by 4 %.',
    benchmarks: usualBenchmarks,
    noise: { ofBenchmark: gaussian(usualSpread) },
    smallerSideShare: 6 / 14,
  },
  {
    name: 'heterogeneous',
    sentence:
      'Each benchmark has its own spread, from 0.3 % to 15 %, evenly on the logarithmic scale.',
    benchmarks: usualBenchmarks,
    noise: { ofBenchmark: (chance) => gaussian(0.003 * 50 ** chance.uniform())(chance) },
  },
  {
    name: 'one benchmark',
    sentence: 'A single benchmark, whose launches spread by 4 %.',
    benchmarks: 1,
    noise: { ofBenchmark: gaussian(usualSpread) },
  },
  {
    name: 'many benchmarks',
    sentence: 'Sixty benchmarks, whose launches spread by 4 %.',
    benchmarks: 60,
    noise: { ofBenchmark: gaussian(usualSpread) },
  },
];
