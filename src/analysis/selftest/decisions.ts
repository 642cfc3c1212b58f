/** What does the gate decide about each metric of a trial, and how does the run end? */
import type { Rule } from '../../model/rule.ts';
import { compareSuite, type Open } from '../compareSuite.ts';
import { type Decided, decide } from '../decide.ts';
import { exitCodeOf } from '../exitCode.ts';
import { buildReport } from '../report.ts';
import type { Trial } from './recording.ts';

/** One metric of one benchmark that is judged by its numbers, with what was decided. */
export interface JudgedMetric {
  readonly comparison: Open['comparison'];
  readonly decided: Decided;
}

/** Before any drift of the whole is taken out; the order depends on what is measured only. */
export function decisionsOf({ base, run }: Trial, rule: Rule): JudgedMetric[] {
  const tests = run.suites
    .flatMap((result) => {
      const runs = base.filter(({ suite }) => suite === result.suite);
      return runs.length > 0 ? compareSuite(result, runs, run, rule).open : [];
    })
    .filter((one) => one.kind === 'test');
  const decisions = decide(
    tests.map(({ evidence }) => evidence),
    rule,
    run.pairing?.looks,
  );
  return tests.flatMap(({ comparison }, index) => {
    const decided = decisions[index];
    return decided ? [{ comparison, decided }] : [];
  });
}

/** The whole way of a run, from its launches to the exit code. */
export function gate({ base, run }: Trial, rule: Rule) {
  const title = 'the same code';
  const report = buildReport({ run, base: { title, suites: base }, rule, allowMissing: true });
  return { report, exitCode: exitCodeOf(report, { strict: false }) };
}
