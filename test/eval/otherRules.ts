/** The other tools' rules, as each tool applies it and on several launches. */
import { launchMedians, medianOfMedians, oneLaunch, oneMean, pooledSamples } from './given.ts';
import type { DecisionRule } from './rule.ts';
import { asv } from './rules/asv.ts';
import { bencher } from './rules/bencher.ts';
import { benchstat } from './rules/benchstat.ts';
import { codSpeed } from './rules/codSpeed.ts';
import { criterion } from './rules/criterion.ts';
import { githubActionBenchmark } from './rules/githubActionBenchmark.ts';
import { reassure } from './rules/reassure.ts';
import { rustcPerf } from './rules/rustcPerf.ts';
import { simpleReference } from './rules/simpleReference.ts';
import {
  tachometer,
  tachometerAdaptive,
  tachometerAdaptiveOnLaunches,
} from './rules/tachometer.ts';

/** On as many launches as the tool takes by itself, given what it takes of them. */
export const rulesAsApplied: readonly DecisionRule[] = [
  benchstat(oneLaunch),
  criterion(oneLaunch),
  asv(oneLaunch),
  asv(pooledSamples(2)),
  tachometer(oneLaunch),
  tachometerAdaptive,
  codSpeed(oneMean),
  githubActionBenchmark(oneMean),
  reassure(oneLaunch),
  bencher(20),
  rustcPerf(30),
];

/**
 * On so many launches a side, each as one value; what compares two numbers is given the median of
 * those, and what judges by history has the base's launches as its history.
 *
 * @param launches at least 2
 */
export const rulesOnLaunches = (launches: number): readonly DecisionRule[] => [
  benchstat(launchMedians(launches)),
  criterion(launchMedians(launches)),
  asv(launchMedians(launches)),
  asv(pooledSamples(launches)),
  tachometer(launchMedians(launches)),
  tachometerAdaptiveOnLaunches(launches),
  codSpeed(medianOfMedians(launches)),
  githubActionBenchmark(medianOfMedians(launches)),
  reassure(launchMedians(launches)),
  bencher(launches),
  rustcPerf(launches),
  simpleReference(launches),
];
