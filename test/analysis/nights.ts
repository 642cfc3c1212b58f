/** Runs of a night for tests: measured side by side, from one number per launch. */
import { buildReport } from '../../src/analysis/report.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import type { Report } from '../../src/model/report.ts';
import { defaultRule } from '../../src/model/rule.ts';
import type { Run } from '../../src/model/run.ts';
import type { SuiteResult } from '../../src/model/suiteResult.ts';
import { run as makeRun, timeRun } from './runs.ts';

const sha = (digit: string) => digit.repeat(40);

/** The last good night, and the commit that was measured now. */
export const [lastGood, measured] = [sha('a'), sha('b')];

const commitOf = (of: string) => ({
  sha: of,
  branch: null,
  dirty: false,
  committedAt: '2026-01-01T00:00:00Z',
});

/** Ten launches around a value; the noise of sides with different steps differs. */
const around = (value: number, step: number) =>
  Array.from({ length: 10 }, (_, launch) => value * (1 + 0.002 * ((launch * step) % 7)));

export interface NightRun {
  readonly run: Run;
  readonly report: Report;
}

/** How long benchmarks took, where they took 1 s in the last good night. */
export interface Seconds {
  readonly [name: string]: number;
}

/** One run of a night, with its report. */
export function nightRun(
  seconds: Seconds,
  more: Partial<Run> = {},
  suite: Partial<SuiteResult> = {},
): NightRun {
  const valuesOf = (of: Seconds, step: number) =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, around(value, step)]));
  const ones = Object.fromEntries(Object.keys(seconds).map((name) => [name, 1]));
  const base: Run = {
    ...timeRun(valuesOf(ones, 3)),
    id: 'base-of-night',
    commit: commitOf(lastGood),
  };
  const run: Run = {
    ...makeRun(timeRun(valuesOf(seconds, 5), suite).suites),
    id: 'first',
    commit: commitOf(measured),
    pairing: {
      side: 'candidate',
      with: base.id,
      base: `last-good (${lastGood.slice(0, 7)})`,
      design: 'alternating',
      looks: [10],
    },
    ...more,
  };
  const suites = summarizeRun(base);
  const title = run.pairing?.base ?? 'baseline main';
  const report = buildReport({
    run,
    base: { title, suites },
    rule: defaultRule,
    allowMissing: false,
  });
  return { run, report };
}

/** The run on a fresh runner. */
export const secondRun = (seconds: Seconds, more: Partial<Run> = {}): NightRun =>
  nightRun(seconds, { id: 'second', ...more });
