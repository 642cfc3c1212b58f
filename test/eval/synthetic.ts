/** Launches with known truth and known noise: what would a rule have said of them? */
import { normalsFrom } from '../stats/random.ts';
import type { Draw, Drawn, Launch, Trial } from './rule.ts';
import type { Chance, Place, Shape } from './shapes.ts';

const samplesOfLaunch = 50;

/** Of samples within a launch, relative; some of it is slower by far. */
const withinSpread = 0.02;

/** The samples of one launch, right-skewed as times are; their median is `seconds` on average. */
function launchOf(seconds: number, { uniform, normal }: Chance): Launch {
  return Array.from({ length: samplesOfLaunch }, () => {
    const slower = uniform() < 0.05 ? -0.1 * Math.log(1 - uniform()) : 0;
    return seconds * Math.exp(withinSpread * normal() + slower);
  });
}

type Side = 'base' | 'candidate';

/** The sides of all launches in time order: A B B A A B …, and then what one side has more. */
function sidesInOrder(baseLaunches: number, candidateLaunches: number): Side[] {
  const order: Side[] = [];
  for (let round = 0; round < Math.max(baseLaunches, candidateLaunches); round += 1) {
    const pair: Side[] = [];
    if (round < baseLaunches) pair.push('base');
    if (round < candidateLaunches) pair.push('candidate');
    order.push(...(round % 2 === 0 ? pair : pair.reverse()));
  }
  return order;
}

/** How many launches each side has. */
function launchCounts(shape: Shape, launches: number, { uniform }: Chance): [number, number] {
  const { smallerSideShare } = shape;
  if (smallerSideShare === undefined) return [launches, launches];
  const smaller = Math.max(1, Math.round(launches * smallerSideShare));
  return uniform() < 0.5 ? [smaller, launches] : [launches, smaller];
}

/**
 * One run of a shape.
 *
 * @param launches of the side that has more
 * @param factors what the candidate's time is of the base's, one for each of the shape's benchmarks;
 *   what is missing is 1
 * @param random uniform numbers from 0 (inclusive) to 1
 */
export function drawSynthetic(
  shape: Shape,
  launches: number,
  factors: readonly number[],
  random: () => number,
): Trial[] {
  const chance: Chance = { uniform: random, normal: normalsFrom(random) };
  const [baseLaunches, candidateLaunches] = launchCounts(shape, launches, chance);
  const order = sidesInOrder(baseLaunches, candidateLaunches);
  const ofRun = shape.noise.ofRun?.(chance) ?? (() => 0);
  const places = order.map((_, position): Place => ({ position, ofLaunches: order.length }));
  const shared = places.map(ofRun);
  return Array.from({ length: shape.benchmarks }, (_, benchmark) => {
    // From a microsecond to a millisecond.
    const baseSeconds = 1e-6 * 1000 ** random();
    const factor = factors[benchmark] ?? 1;
    const ofBenchmark = shape.noise.ofBenchmark(chance);
    const trial: Record<Side, Launch[]> = { base: [], candidate: [] };
    for (const [position, place] of places.entries()) {
      const side = order[position] ?? 'base';
      const truth = side === 'candidate' ? baseSeconds * factor : baseSeconds;
      const deviation = ofBenchmark(place) + (shared[position] ?? 0);
      trial[side].push(launchOf(truth * Math.exp(deviation), chance));
    }
    return trial;
  });
}

/**
 * Draws runs of a shape, for `score`. Without an effect nothing changed; with one, every fourth
 * benchmark from the first on is slower by it, every fourth from the third on was slower by it before,
 * and the others did not change.
 *
 * @param effect relative: 0.05 is 5 % slower
 */
export function syntheticDraw(shape: Shape, effect: number): Draw {
  const benchmarks = Array.from({ length: shape.benchmarks }, (_, index) => index % 4);
  const factors = benchmarks.map((kind) =>
    kind === 0 ? 1 + effect : kind === 2 ? 1 / (1 + effect) : 1,
  );
  const truth = factors.map((factor): Drawn['truth'][number] =>
    factor === 1 ? null : factor > 1 ? 'regressed' : 'improved',
  );
  return (launches, random) => ({
    trials: drawSynthetic(shape, launches, factors, random),
    truth,
  });
}
