/**
 * Does the gate turn red when it should, and only then? Recorded launches of identical code are
 * changed by known amounts and go through all that a run does: compare, decide, report, exit code.
 * Pure: chance comes from a seed, so one recording always gives one answer.
 */
import { exitCodes } from '../errors.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Rule } from '../model/rule.ts';
import { changed, foundFrom, type Way } from './selftest/alone.ts';
import { decisionsOf, gate } from './selftest/decisions.ts';
import { uniformSource } from './selftest/randomSource.ts';
import type { Recording } from './selftest/recording.ts';
import { togetherFoundFrom } from './selftest/together.ts';

/** By how much the launches are changed, as shares. */
const sizes = [0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5];

/** How often each size is tried each way; one recording by itself has an offset of its own. */
const trialsOf = (metrics: number) => (metrics > manyMetrics ? 10 : 20);

/** With more, fewer trials have to do, so that it takes seconds; what is seen of most says enough. */
const manyMetrics = 50;

/** Fewer for all benchmarks together, whose noise averages out. */
const trialsTogether = 10;

/** A size is found when it is in nine of ten trials, as the detectable change of a report is. */
const foundShare = 0.9;

/** More red runs than this, of those in which nothing changed, are no chance any more. */
const mostRedUnchanged = 0.1;

/**
 * What must be found unless said otherwise: 20 %, since whoever trusts a gate expects to be told of a
 * fifth; and three times a threshold that is so wide that a fifth hardly exceeds it.
 */
const mustDetectByDefault = (threshold: number) => Math.max(0.2, 3 * threshold);

export interface SelfTestRow {
  readonly id: string;
  readonly metric: Comparison['metric'];
  /** The size, as a share, at which the gate must turn red. */
  readonly mustDetect: number;
  /** From which size on it turns red, when this alone gets slower; null: at none that was tried. */
  readonly redFrom: number | null;
  /** From which size on an improvement is told. */
  readonly improvedFrom: number | null;
  /** In how many of the trials the size that must be detected turned it red. */
  readonly detected: number;
}

export interface SelfTest {
  readonly kind: Recording['kind'];
  /** Rounds of a trial, or stored runs. */
  readonly depth: number;
  readonly threshold: number;
  readonly trialsEachWay: number;
  /** Sorted as the benchmarks are compared. */
  readonly rows: readonly SelfTestRow[];
  /** All benchmarks at once. */
  readonly together: { readonly redFrom: number | null; readonly improvedFrom: number | null };
  /** Runs in which nothing was changed. */
  readonly unchanged: {
    readonly runs: number;
    readonly red: number;
    /** Whether the launches as they were measured turn it red. */
    readonly recordedIsRed: boolean;
  };
  /** Runs with a single change that was found, and how many of them ended with the exit code for it. */
  readonly exitCodes: { readonly runs: number; readonly red: number };
}

export interface SelfTestRequest {
  readonly recording: Recording;
  readonly rule: Rule;
  /** As a share; null is the default. */
  readonly mustDetect: number | null;
}

/** The smallest size that at least nine of ten trials found. */
function fromSize(found: readonly (number | null)[], tried: readonly number[]): number | null {
  const shareAt = (size: number) =>
    found.filter((from) => from !== null && from <= size).length / found.length;
  return tried.find((size) => shareAt(size) >= foundShare) ?? null;
}

/**
 * Tests the gate on a recording: trials that are drawn from it, and the launches as they were
 * measured. About 300 decisions, so linear in benchmarks and rounds but for sorting.
 */
export function selfTest({ recording, rule, mustDetect }: SelfTestRequest): SelfTest {
  const uniform = uniformSource(20_260_101);
  const judged = decisionsOf(recording.asRecorded, rule);
  const trialsEachWay = trialsOf(judged.length);
  const wanted = judged.map(
    ({ decided }) => mustDetect ?? mustDetectByDefault(decided.evidence.threshold),
  );
  const tried = [...new Set([...sizes, ...wanted])].sort((a, b) => a - b);
  const found: Record<Way, (number | null)[][]> = {
    slower: judged.map(() => []),
    faster: judged.map(() => []),
  };
  const together: Record<Way, (number | null)[]> = { slower: [], faster: [] };
  const unchanged = { runs: 0, red: 0 };
  const checked = { runs: 0, red: 0 };

  for (let trial = 0; trial < 2 * trialsEachWay; trial += 1) {
    const drawn = recording.draw(uniform);
    const before = gate(drawn, rule);
    unchanged.runs += 1;
    if (before.exitCode === exitCodes.regressed) unchanged.red += 1;
    // Half of them change one way and half the other; in the next trial it is the other way round.
    const wayOf = (index: number): Way => ((index + trial) % 2 === 0 ? 'slower' : 'faster');
    // What may be the machine's is not called a change of the code, so nothing is found then.
    const cause = before.report.drift?.cause;
    const isDrift = cause === 'machine' || cause === 'unknown';
    const sizesFound = isDrift ? judged.map(() => null) : foundFrom(drawn, rule, tried, wayOf);
    for (const [index, size] of sizesFound.entries()) found[wayOf(index)][index]?.push(size);

    // One of them after the other goes the whole way by itself.
    const turn = Math.floor((trial * judged.length) / (2 * trialsEachWay));
    const [one, size] = [judged[turn], sizesFound[turn] ?? null];
    if (one && size !== null && wayOf(turn) === 'slower') {
      const alone = gate(changed(drawn, [{ judged: one, way: 'slower', size }]), rule);
      checked.runs += 1;
      if (alone.exitCode === exitCodes.regressed) checked.red += 1;
    }
    if (trial < trialsTogether) {
      for (const way of ['slower', 'faster'] as const) {
        together[way].push(togetherFoundFrom(drawn, judged, rule, tried, way));
      }
    }
  }

  return {
    kind: recording.kind,
    depth: recording.depth,
    threshold: rule.threshold,
    trialsEachWay,
    rows: judged.map(({ comparison }, index) => {
      const [slower, faster] = [found.slower[index] ?? [], found.faster[index] ?? []];
      const must = wanted[index] ?? 0;
      return {
        id: comparison.id,
        metric: comparison.metric,
        mustDetect: must,
        redFrom: fromSize(slower, tried),
        improvedFrom: fromSize(faster, tried),
        detected: slower.filter((from) => from !== null && from <= must).length,
      };
    }),
    together: {
      redFrom: fromSize(together.slower, tried),
      improvedFrom: fromSize(together.faster, tried),
    },
    unchanged: {
      ...unchanged,
      recordedIsRed: gate(recording.asRecorded, rule).exitCode === exitCodes.regressed,
    },
    exitCodes: checked,
  };
}

/** Metrics of benchmarks whose changes of the size that must be found are not. */
export const blindRows = ({ rows, trialsEachWay }: SelfTest): SelfTestRow[] =>
  rows.filter(({ detected }) => detected < foundShare * trialsEachWay);

/** Whether it turns red although nothing changed. */
export const isJumpy = ({ unchanged }: SelfTest): boolean =>
  unchanged.recordedIsRed || unchanged.red > mostRedUnchanged * unchanged.runs;

/** Whether a finding of the analysis did not become an exit code. */
const isUnheard = ({ exitCodes: { runs, red } }: SelfTest): boolean => red < runs;

/** Whether the gate can be trusted, as far as the recording shows. */
export const isPassed = (result: SelfTest): boolean =>
  blindRows(result).length === 0 && !isJumpy(result) && !isUnheard(result);
