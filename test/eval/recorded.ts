/** What would a rule have said on real launches? The recording of fixtures/eval, and runs out of it. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Draw, Launch, Trial } from './rule.ts';

const variantSchema = z.enum(['0a', '0b', '2', '5', '10']);

/** `0a` and `0b` are identical code; the others do so many per cent more work. */
export type Variant = z.infer<typeof variantSchema>;

/** Each variant but `0a`, which is the base of all. */
export type CandidateVariant = Exclude<Variant, '0a'>;

const lineSchema = z.object({
  variant: variantSchema,
  round: z.int().positive(),
  samplesMs: z.record(z.string(), z.array(z.number().positive()).min(1)),
});

export interface Recording {
  readonly kernels: readonly string[];
  readonly rounds: number;
  /** By variant, round (from 0, in time order) and kernel. */
  readonly launches: Readonly<Record<Variant, readonly (readonly Launch[])[]>>;
}

/**
 * Reads the recorded launches.
 *
 * @throws when the file is damaged, or a launch or one of its kernels is missing
 */
export function readRecording(): Recording {
  const file = new URL('../../fixtures/eval/tinybench-launches.ndjson.gz', import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const recorded = lines.map((line) => lineSchema.parse(JSON.parse(line)));
  const kernels = Object.keys(recorded[0]?.samplesMs ?? {});
  const rounds = Math.max(...recorded.map(({ round }) => round));

  const launchesOf = (variant: Variant): Launch[][] =>
    Array.from({ length: rounds }, (_, index) => {
      const launch = recorded.find((one) => one.variant === variant && one.round === index + 1);
      return kernels.map((kernel) => {
        const samplesMs = launch?.samplesMs[kernel];
        if (!samplesMs) throw new Error(`round ${index + 1} has no ${kernel} of ${variant}`);
        return samplesMs.map((milliseconds) => milliseconds / 1000);
      });
    });

  return {
    kernels,
    rounds,
    launches: {
      '0a': launchesOf('0a'),
      '0b': launchesOf('0b'),
      '2': launchesOf('2'),
      '5': launchesOf('5'),
      '10': launchesOf('10'),
    },
  };
}

export interface Drawing {
  /** Take rounds that followed each other, as one real run would; else any, kept in time order. */
  readonly consecutive: boolean;
}

/** Distinct rounds (from 0) in time order. Floyd's method would save little at 40. */
function drawRounds(
  all: number,
  count: number,
  { consecutive }: Drawing,
  random: () => number,
): number[] {
  if (!(Number.isInteger(count) && count >= 1 && count <= all)) {
    throw new RangeError(`cannot draw ${count} of ${all} rounds`);
  }
  if (consecutive) {
    const first = Math.floor(random() * (all - count + 1));
    return Array.from({ length: count }, (_, index) => first + index);
  }
  const pool = Array.from({ length: all }, (_, index) => index);
  const drawn = Array.from({ length: count }, () => {
    const [round = 0] = pool.splice(Math.floor(random() * pool.length), 1);
    return round;
  });
  return drawn.sort((a, b) => a - b);
}

/**
 * One run of all kernels: `0a` against the candidate over so many distinct rounds. Of identical code
 * (`0b`) either may be the base, by the toss of a coin for the whole run.
 *
 * @throws RangeError for no rounds, or more than were recorded
 */
export function drawTrials(
  recording: Recording,
  candidateVariant: CandidateVariant,
  rounds: number,
  random: () => number,
  drawing: Drawing = { consecutive: false },
): Trial[] {
  const drawn = drawRounds(recording.rounds, rounds, drawing, random);
  const swapped = candidateVariant === '0b' && random() < 0.5;
  const launchesOf = (variant: Variant, kernel: number): Launch[] =>
    drawn.map((round) => recording.launches[variant][round]?.[kernel] ?? []);
  return recording.kernels.map((_, kernel) => {
    const base = launchesOf('0a', kernel);
    const candidate = launchesOf(candidateVariant, kernel);
    return swapped ? { base: candidate, candidate: base } : { base, candidate };
  });
}

/** Draws runs of one variant, for `score`: every kernel is slower, or none where the code is the same. */
export function recordedDraw(
  recording: Recording,
  candidateVariant: CandidateVariant,
  drawing: Drawing = { consecutive: false },
): Draw {
  const truth = recording.kernels.map(() => (candidateVariant === '0b' ? null : 'regressed'));
  return (launches, random) => ({
    trials: drawTrials(recording, candidateVariant, launches, random, drawing),
    truth,
  });
}

/** Draws runs in which one kernel, any of them, is of another variant and all others are as they were. */
export function recordedSingleDraw(
  recording: Recording,
  variant: Exclude<CandidateVariant, '0b'>,
): Draw {
  return (launches, random) => {
    const changed = Math.floor(random() * recording.kernels.length);
    const rounds = drawRounds(recording.rounds, launches, { consecutive: false }, random);
    const launchesOf = (of: Variant, kernel: number) =>
      rounds.map((round) => recording.launches[of][round]?.[kernel] ?? []);
    return {
      trials: recording.kernels.map((_, kernel) => ({
        base: launchesOf('0a', kernel),
        candidate: launchesOf(kernel === changed ? variant : '0b', kernel),
      })),
      truth: recording.kernels.map((_, kernel) => (kernel === changed ? 'regressed' : null)),
    };
  };
}
