/**
 * `npm run eval -- --alternatives`: what else the rule could have been made of, scored on the same
 * launches. One part is exchanged at a time; the findings are kept in ARCHITECTURE.md.
 */

import { benjaminiHochberg } from '../../src/stats/falseDiscovery.ts';
import { fasterHalf } from '../../src/stats/fasterHalf.ts';
import { holm } from '../../src/stats/holm.ts';
import { mean, median, sampleVariance } from '../../src/stats/location.ts';
import {
  averagedVariance,
  fitVariancePrior,
  moderateVariance,
  type Variance,
} from '../../src/stats/moderatedVariance.ts';
import { quantile, sorted } from '../../src/stats/sorted.ts';
import { studentTUpperTail } from '../../src/stats/studentT.ts';
import { welch } from '../../src/stats/welch.ts';
import type { Call, DecisionRule, Launch, Trial } from './rule.ts';
import { mannWhitney } from './statistics/mannWhitney.ts';

/** Logarithms, round by round. */
interface Logs {
  readonly base: readonly number[];
  readonly candidate: readonly number[];
}

/** What a test says of each benchmark of a run. */
interface Tested {
  /** Two-sided, of "no change". */
  readonly pValue: number;
  readonly difference: number;
}

type Location = (launch: Launch) => number;
type Test = (run: readonly Logs[]) => Tested[];
/** Which of these p-values are findings. */
type Selection = (pValues: readonly number[]) => boolean[];

const lowerMean = (share: number) => (launch: Launch) => {
  const ascending = sorted(launch);
  return mean(Array.from(ascending.slice(0, Math.ceil(ascending.length * share))));
};

const locations: Record<string, Location> = {
  'median of a launch': median,
  'mean of a launch': mean,
  'minimum of a launch': (launch) => Math.min(...launch),
  'quantile 0.1 of a launch': (launch) => quantile(sorted(launch), 0.1),
  'quantile 0.2 of a launch': (launch) => quantile(sorted(launch), 0.2),
  'mean of the faster third': lowerMean(1 / 3),
  'mean of the faster half': fasterHalf,
};

const differencesOf = ({ base, candidate }: Logs) =>
  base.map((value, round) => (candidate[round] ?? value) - value);

const twoSided = (t: number, degreesOfFreedom: number) =>
  Math.min(1, 2 * studentTUpperTail(Math.abs(t), degreesOfFreedom));

const ownVariance = (values: readonly number[]): Variance => ({
  variance: sampleVariance(values),
  degreesOfFreedom: values.length - 1,
});

type Moderation = (own: Variance, all: readonly Variance[]) => Variance;

const largestPrior = 8;

const noModeration: Moderation = (own) => own;
const neverDown: Moderation = (own, all) => {
  const prior = fitVariancePrior(all);
  return prior ? moderateVariance(own, prior, largestPrior) : own;
};
const bothWays: Moderation = (own, all) => {
  const prior = fitVariancePrior(all);
  const degreesOfFreedom = Math.min(prior?.degreesOfFreedom ?? 0, largestPrior);
  return prior ? averagedVariance(own, { ...prior, degreesOfFreedom }) : own;
};
/** A variance that came out larger than the prior gains nothing from it. */
const smallOnesOnly: Moderation = (own, all) => {
  const moderated = neverDown(own, all);
  return moderated.variance > own.variance ? moderated : own;
};

const pairedT =
  (moderation: Moderation): Test =>
  (run) => {
    const differences = run.map(differencesOf);
    const variances = differences.map(ownVariance);
    return differences.map((values, index) => {
      const own = variances[index] ?? { variance: 1, degreesOfFreedom: 1 };
      const { variance, degreesOfFreedom } = moderation(own, variances);
      const difference = mean(values);
      const t = difference / Math.sqrt(variance / values.length);
      return { difference, pValue: twoSided(t, degreesOfFreedom) };
    });
  };

const unpairedT: Test = (run) =>
  run.map(({ base, candidate }) => {
    const found = welch(base, candidate);
    if (!found) return { difference: 0, pValue: 1 };
    const { difference, standardError, degreesOfFreedom } = found;
    return { difference, pValue: twoSided(difference / standardError, degreesOfFreedom) };
  });

/** Two of ten rounds off either end, the variance winsorized (Yuen 1974). */
const trimmedT: Test = (run) =>
  run.map((logs) => {
    const ascending = differencesOf(logs).toSorted((a, b) => a - b);
    const count = ascending.length;
    const cut = Math.floor(0.2 * count);
    const [low = 0, high = 0] = [ascending[cut], ascending[count - 1 - cut]];
    const difference = mean(ascending.slice(cut, count - cut));
    const winsorized = ascending.map((value) => Math.min(high, Math.max(low, value)));
    const kept = count - 2 * cut;
    const error = Math.sqrt((sampleVariance(winsorized) * (count - 1)) / (kept * (kept - 1)));
    return { difference, pValue: twoSided(difference / error, kept - 1) };
  });

/** The exact test of Wilcoxon's signed ranks: counts all 2ⁿ signs by their sums. */
const signedRanks: Test = (run) =>
  run.map((logs) => {
    const differences = differencesOf(logs);
    const ranked = differences.toSorted((a, b) => Math.abs(a) - Math.abs(b));
    let ways = [1];
    let sum = 0;
    for (const [index, value] of ranked.entries()) {
      const rank = index + 1;
      if (value > 0) sum += rank;
      const next = new Array<number>(ways.length + rank).fill(0);
      for (const [total, count] of ways.entries()) {
        next[total] = (next[total] ?? 0) + count;
        next[total + rank] = (next[total + rank] ?? 0) + count;
      }
      ways = next;
    }
    const tail = (from: number) => ways.slice(from).reduce((a, b) => a + b, 0) / 2 ** ranked.length;
    const largest = ways.length - 1;
    const pValue = Math.min(1, 2 * tail(Math.max(sum, largest - sum)));
    return { difference: median(differences), pValue };
  });

const ranks: Test = (run) =>
  run.map(({ base, candidate }) => ({
    difference: median(candidate) - median(base),
    pValue: mannWhitney(base, candidate),
  }));

/** The paired test on what the common part of all other benchmarks leaves, without moving the mean. */
const withCommonDrift: Test = (run) => {
  const all = run.map(differencesOf);
  return all.map((values, index) => {
    const others = all.filter((_, other) => other !== index);
    if (others.length === 0) return { difference: mean(values), pValue: 1 };
    const common = values.map((_, round) => mean(others.map((one) => one[round] ?? 0)));
    const center = mean(common);
    const difference = mean(values);
    const x = common.map((value) => value - center);
    const slope =
      x.reduce((sum, value, round) => sum + value * ((values[round] ?? 0) - difference), 0) /
      x.reduce((sum, value) => sum + value * value, 0);
    const left = values.map((value, round) => value - slope * (x[round] ?? 0));
    const degreesOfFreedom = values.length - 2;
    const variance = (sampleVariance(left) * (values.length - 1)) / degreesOfFreedom;
    const t = difference / Math.sqrt(variance / values.length);
    return { difference, pValue: twoSided(t, degreesOfFreedom) };
  });
};

/** As before, but the common part is taken off as well: what all share is not seen at all. */
const withoutCommon: Test = (run) => {
  const all = run.map(differencesOf);
  const centered = all.map((values, index) => {
    const others = all.filter((_, other) => other !== index);
    return values.map((value, round) => value - median(others.map((one) => one[round] ?? 0)));
  });
  const zeros = centered.map((values) => ({ base: values.map(() => 0), candidate: values }));
  return run.length > 1 ? pairedT(neverDown)(zeros) : pairedT(neverDown)(run);
};

const tests: Record<string, Test> = {
  'paired t': pairedT(noModeration),
  'unpaired (Welch) t': unpairedT,
  'paired t, trimmed by 20 %': trimmedT,
  'signed ranks (Wilcoxon)': signedRanks,
  'ranks (Mann-Whitney)': ranks,
  'paired t, variance moderated both ways': pairedT(bothWays),
  'paired t, only small variances moderated': pairedT(smallOnesOnly),
  'paired t, variance moderated, never down': pairedT(neverDown),
  'paired t, common drift as a covariate': withCommonDrift,
  'paired t, common part taken off': withoutCommon,
};

const atMost = (adjusted: readonly number[], level: number) => adjusted.map((p) => p <= level);

const selections: Record<string, Selection> = {
  'Holm at 1 %': (pValues) => atMost(holm(pValues), 0.01),
  'false discovery rate at 1 %': (pValues) => atMost(benjaminiHochberg(pValues), 0.01),
  'false discovery rate at 5 %': (pValues) => atMost(benjaminiHochberg(pValues), 0.05),
  'in two steps, 0.5 % and 5 %': (pValues) => {
    const adjusted = benjaminiHochberg(pValues);
    const anything = adjusted.some((p) => p <= 0.005);
    return adjusted.map((p) => anything && p <= 0.05);
  },
};

const threshold = Math.log(1.03);
const chosen = {
  location: 'mean of the faster half',
  test: 'paired t, variance moderated, never down',
  selection: 'in two steps, 0.5 % and 5 %',
} as const;

type Parts = { readonly [Part in keyof typeof chosen]: string };

function ruleOf(parts: Parts, launches: number): DecisionRule {
  const location = locations[parts.location] ?? fasterHalf;
  const test = tests[parts.test] ?? pairedT(noModeration);
  const selection = selections[parts.selection] ?? (() => []);
  const known = new WeakMap<Launch, number>();
  const logOf = (launch: Launch) => {
    const value = known.get(launch) ?? Math.log(location(launch));
    known.set(launch, value);
    return value;
  };
  const logs = ({ base, candidate }: Trial): Logs => {
    const rounds = Math.min(launches, base.length, candidate.length);
    return {
      base: base.slice(0, rounds).map(logOf),
      candidate: candidate.slice(0, rounds).map(logOf),
    };
  };
  return {
    name: Object.values(parts).join('; '),
    how: `${launches} rounds`,
    launches,
    decide(trials) {
      const tested = test(trials.map(logs));
      const findings = selection(tested.map(({ pValue }) => pValue));
      return tested.map(({ difference }, index): Call => {
        if (!findings[index] || Math.abs(difference) < threshold) return null;
        return difference > 0 ? 'regressed' : 'improved';
      });
    },
  };
}

/** The chosen rule, and it with each of its parts exchanged for each other one. */
export function alternatives(launches: number): { title: string; rule: DecisionRule }[] {
  const exchanged = (part: keyof typeof chosen, names: readonly string[]) =>
    names
      .filter((name) => name !== chosen[part])
      .map((name) => ({ title: name, rule: ruleOf({ ...chosen, [part]: name }, launches) }));
  return [
    { title: 'as chosen', rule: ruleOf(chosen, launches) },
    ...exchanged('location', Object.keys(locations)),
    ...exchanged('test', Object.keys(tests)),
    ...exchanged('selection', Object.keys(selections)),
  ];
}
