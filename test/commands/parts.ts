/** Parts of made runs in folders, as `perfwatch run --shard` leaves them. */
import type { Plan, Shard } from '../../src/model/plan.ts';
import type { Run } from '../../src/model/run.ts';
import type { Project } from '../support/project.ts';

/** As perfwatch writes it: the suites come last. */
export function runFile({ suites, ...facts }: Run): string {
  return `${JSON.stringify({ ...facts, suites })}\n`;
}

/** The plan of a part; `suites` are all that are configured. */
export const planOf = (suites: readonly string[], shard: Shard | null = null): Plan => ({
  suites: [...suites],
  shard,
  asked: null,
  digest: 'd'.repeat(64),
});

/** A run and its other side, if it has one. */
export interface Sides {
  readonly run: Run;
  readonly base: Run | null;
}

/** The part of a run that has only this suite, as if it had been measured by itself. */
export function partOf({ run, base }: Sides, suite: string, shard: Shard): Sides {
  const names = run.suites.map((one) => one.suite);
  const only = (side: Run, id: string, other: string): Run => ({
    ...side,
    id,
    pairing: side.pairing && { ...side.pairing, with: other },
    selection: [suite],
    plan: run.plan ? { ...run.plan, shard } : planOf(names, shard),
    suites: side.suites.filter((one) => one.suite === suite),
  });
  const [own, other] = [`run of ${suite}`, `base of ${suite}`];
  return { run: only(run, own, other), base: base && only(base, other, own) };
}

/** Each suite of a run as a shard in a folder of its own below `folder`. */
export function writeParts(project: Project, folder: string, sides: Sides): void {
  const { suites } = sides.run;
  for (const [index, { suite }] of suites.entries()) {
    const part = partOf(sides, suite, { index: index + 1, count: suites.length });
    project.write(`${folder}/shard-${index + 1}/run.json`, runFile(part.run));
    if (part.base) project.write(`${folder}/shard-${index + 1}/base.json`, runFile(part.base));
  }
}
