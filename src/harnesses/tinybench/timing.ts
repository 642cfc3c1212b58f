/** How long does a benchmark run in one of several launches, so that all of them cost one run? */
import { type Fields, type ForeignBench, optionsOf } from './foreign.ts';

/** What tinybench calls `time`, `iterations`, `warmupTime` and `warmupIterations`. */
export interface Timing {
  readonly timeMilliseconds: number;
  /** At least this many calls, however long they take. */
  readonly iterations: number;
  readonly warmupTimeMilliseconds: number;
  readonly warmupIterations: number;
}

/** How a suite wants to be measured; null leaves it to the Bench. */
export interface TimingRequest {
  readonly launches: number;
  /** Of one benchmark, over all launches. */
  readonly measurementSeconds: number | null;
  readonly warmupSeconds: number | null;
}

/**
 * A launch needs some calls for a median that means something, and warm code before that; each
 * launch starts with cold code. Where the author asks for less than this, that is enough.
 */
const fewestIterations = 10;
const shortestWarmupMilliseconds = 50;

const atLeast = (share: number, floor: number, whole: number) =>
  Math.max(share, Math.min(whole, floor));

/**
 * The milliseconds to split. An author's zero means to count calls only, and stays zero: 2.x to 5.x
 * never end otherwise where calls of a task overlap.
 */
const wholeTime = (ownMilliseconds: number, wantedSeconds: number | null) =>
  wantedSeconds === null || ownMilliseconds === 0 ? ownMilliseconds : wantedSeconds * 1000;

/** Splits a Bench's timing evenly over the launches, not below what one launch needs. Pure. */
export function splitTiming(own: Timing, request: TimingRequest): Timing {
  const { launches, measurementSeconds, warmupSeconds } = request;
  const time = wholeTime(own.timeMilliseconds, measurementSeconds);
  const warmupTime = wholeTime(own.warmupTimeMilliseconds, warmupSeconds);
  const iterations = Math.ceil(own.iterations / launches);
  return {
    timeMilliseconds: time / launches,
    iterations: atLeast(iterations, fewestIterations, own.iterations),
    warmupTimeMilliseconds: atLeast(warmupTime / launches, shortestWarmupMilliseconds, warmupTime),
    warmupIterations: warmupSeconds === 0 ? 0 : Math.ceil(own.warmupIterations / launches),
  };
}

function numberOf(options: Fields, key: string): number {
  const value = options[key];
  return typeof value === 'number' ? value : 0;
}

/** Sets the timing of one launch on a Bench; every version reads these fields when a run starts. */
export function applyTiming(bench: ForeignBench, request: TimingRequest): void {
  const options = optionsOf(bench);
  const timing = splitTiming(
    {
      timeMilliseconds: numberOf(options, 'time'),
      iterations: numberOf(options, 'iterations'),
      warmupTimeMilliseconds: numberOf(options, 'warmupTime'),
      warmupIterations: numberOf(options, 'warmupIterations'),
    },
    request,
  );
  options.time = timing.timeMilliseconds;
  options.iterations = timing.iterations;
  options.warmupTime = timing.warmupTimeMilliseconds;
  options.warmupIterations = timing.warmupIterations;
  if (request.warmupSeconds !== null && typeof options.warmup === 'boolean') {
    options.warmup = request.warmupSeconds > 0;
  }
  // A task that throws is recorded; the others are to be measured all the same.
  options.throws = false;
}
