/** perfwatch's own rule, through the very code that decides a run. */
import { type Decided, decide } from '../../src/analysis/decide.ts';
import type { PairedEvidence } from '../../src/analysis/evidence.ts';
import { looksOf } from '../../src/analysis/looks.ts';
import { isWorthMoreRounds } from '../../src/analysis/prospects.ts';
import { defaultRule } from '../../src/model/rule.ts';
import { errorShares } from '../../src/stats/errorSpending.ts';
import { fasterHalf } from '../../src/stats/fasterHalf.ts';
import type { Call, DecisionRule, Launch, Trial } from './rule.ts';

/** The same recorded launches are drawn in run after run. */
const knownLocations = new WeakMap<Launch, number>();

function locationOf(launch: Launch): number {
  const known = knownLocations.get(launch) ?? fasterHalf(launch);
  knownLocations.set(launch, known);
  return known;
}

/** The first so many rounds of a trial. */
function evidenceOf({ base, candidate }: Trial, rounds: number): PairedEvidence {
  const whole = Math.min(rounds, base.length, candidate.length);
  return {
    kind: 'paired',
    direction: 'lower-is-better',
    counted: false,
    threshold: defaultRule.threshold,
    base: base.slice(0, whole).map(locationOf),
    candidate: candidate.slice(0, whole).map(locationOf),
  };
}

const callOf = ({ verdict }: Decided): Call =>
  verdict === 'regressed' || verdict === 'improved' ? verdict : null;

/** A fixed number of rounds, looked at once. */
export function perfwatchFixed(rounds: number): DecisionRule {
  return {
    name: 'perfwatch',
    how: `${rounds} rounds`,
    launches: rounds,
    decide: (trials) =>
      decide(
        trials.map((trial) => evidenceOf(trial, rounds)),
        defaultRule,
        [rounds],
      ).map(callOf),
  };
}

export interface AdaptiveRun {
  readonly decided: readonly Decided[];
  /** Rounds that each benchmark was launched. */
  readonly rounds: readonly number[];
}

/** Launches round by round, as `perfwatch run` does, until nothing is worth another round. */
export function runAdaptively(
  trials: readonly Trial[],
  limits: { readonly minimum: number; readonly maximum: number },
): AdaptiveRun {
  const looks = looksOf(limits);
  const { maximum } = limits;
  const lastShare = errorShares(looks, maximum).at(-1) ?? 1;
  const plan = { maximum, lastShare, confidence: defaultRule.confidence };
  const rounds = trials.map(() => 0);
  let open = trials.map(() => true);
  let decided: readonly Decided[] = [];
  for (const look of looks) {
    for (const index of rounds.keys()) {
      if (open[index]) rounds[index] = look;
    }
    decided = decide(
      trials.map((trial, index) => evidenceOf(trial, rounds[index] ?? 0)),
      defaultRule,
      looks,
    );
    open = decided.map((one, index) => open[index] === true && isWorthMoreRounds(one, plan));
    if (!open.includes(true)) break;
  }
  return { decided, rounds };
}

/** Adaptive rounds; `onRun` learns how many each benchmark took. */
export function perfwatchAdaptive(
  limits: { readonly minimum: number; readonly maximum: number },
  onRun: (run: AdaptiveRun) => void = () => undefined,
): DecisionRule {
  return {
    name: 'perfwatch',
    how: `${limits.minimum} to ${limits.maximum} rounds, as needed`,
    launches: limits.maximum,
    decide(trials) {
      const run = runAdaptively(trials, limits);
      onRun(run);
      return run.decided.map(callOf);
    },
  };
}
