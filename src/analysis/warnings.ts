/**
 * Which benchmarks' numbers are to be doubted, going by their raw samples, and what helps? Pure.
 *
 * A warning never changes a verdict: verdicts count each launch as one number and keep their error
 * rate for such benchmarks, too. It says why a benchmark is noisy, or measures something else than
 * its author thinks.
 */
import type { Run } from '../model/run.ts';
import type { SuiteResult } from '../model/suiteResult.ts';
import type { Warning } from '../model/warning.ts';
import { driftingText } from './warnings/drifting.ts';
import { type LaunchShape, launchShapes, ordersAreKnown } from './warnings/launchShapes.ts';
import { multimodalText } from './warnings/multimodal.ts';
import { outliersText } from './warnings/outliers.ts';
import { timerResolutionText } from './warnings/timerResolution.ts';

type Judgement = readonly [
  kind: Warning['kind'],
  text: (launches: readonly LaunchShape[], isImported: boolean) => string | null,
];

/**
 * A benchmark gets the first that holds. The order is that of causes: steps of a timer look like
 * modes, a drift spreads the values, and a second mode lies far out.
 */
const judgements: readonly Judgement[] = [
  ['timer-resolution', timerResolutionText],
  ['drifting', driftingText],
  ['multimodal', multimodalText],
  ['outliers', outliersText],
];

function warningsOfSuite({ suite, benchmarks }: SuiteResult, isImported: boolean): Warning[] {
  const measured = benchmarks.flatMap(({ id, state, measurements }) => {
    const time = measurements.find(({ metric }) => metric === 'time');
    return state === 'measured' && time ? [{ id, time }] : [];
  });
  const inOrder = ordersAreKnown(measured.flatMap(({ time }) => time.launches));
  return measured.flatMap(({ id, time }) => {
    const launches = launchShapes(time.launches, inOrder);
    for (const [kind, textOf] of judgements) {
      const text = textOf(launches, isImported);
      if (text !== null) return [{ id, suite, kind, text }];
    }
    return [];
  });
}

/**
 * At most one warning for each measured benchmark, by the samples of its time, sorted by id.
 * O(n log n) in the samples of a launch, linear in launches and benchmarks.
 */
export function warningsOf(run: Run): Warning[] {
  return run.suites
    .flatMap((suite) => warningsOfSuite(suite, run.imported === true))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
