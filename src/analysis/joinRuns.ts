/** What did all parts together measure? Pure. */
import { createHash } from 'node:crypto';
import type { Plan } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import type { SuiteResult } from '../model/suiteResult.ts';
import type { PlannedPart } from './partsOfRun.ts';

/** The same for the same parts, so that joining them again gives no second run. */
function joinedId(ids: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(ids.toSorted())).digest('hex').slice(0, 32);
}

const startOf = ({ startedAt }: Run) => Date.parse(startedAt);
const endOf = (run: Run) => startOf(run) + run.durationSeconds * 1000;

const machineTextOf = ({ environment }: Run) => JSON.stringify(environment.machine);

/** Of each suite, where machines differ. */
function machinesOf(measured: readonly PlannedPart[]): Pick<Run, 'machines'> {
  if (new Set(measured.map(({ run }) => machineTextOf(run))).size < 2) return {};
  return {
    machines: measured.flatMap(({ run }) =>
      run.suites.map(({ suite }) => ({ suite, machine: run.environment.machine })),
    ),
  };
}

const ordered = (suites: readonly SuiteResult[], { suites: names }: Plan) =>
  suites.toSorted((a, b) => names.indexOf(a.suite) - names.indexOf(b.suite));

/** Parts that measured something go first, by the place of their first suite in the plan. */
function inOrder(parts: readonly PlannedPart[]): PlannedPart[] {
  const rank = ({ run, plan }: PlannedPart) => {
    const first = run.suites[0];
    return first ? plan.suites.indexOf(first.suite) : Number.POSITIVE_INFINITY;
  };
  return parts
    .map((part) => ({ part, rank: rank(part) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .map(({ part }) => part);
}

export interface JoinedRun {
  readonly run: Run;
  /** Parts that measured something, in the order of the plan. */
  readonly parts: readonly PlannedPart[];
}

/**
 * The run that the parts are together, in the order of the plan. Its duration is the time from the
 * start of the first part to the end of the last one, by the clocks of their machines; what holds for
 * one place only (memory, load) is that of the first part. Interrupted when a part was.
 *
 * @param parts as `requireParts` lets them pass; at least one
 */
export function joinRuns(given: readonly PlannedPart[]): JoinedRun {
  const parts = inOrder(given);
  const [first] = parts;
  if (!first) throw new TypeError('there is no part to join');
  const runs = parts.map(({ run }) => run);
  const { plan } = first;
  const measured = parts.filter(({ run }) => run.suites.length > 0);
  const suites = ordered(
    measured.flatMap(({ run }) => run.suites),
    plan,
  );
  const names = suites.map(({ suite }) => suite);
  const isWhole = plan.suites.every((suite) => names.includes(suite));
  const start = Math.min(...runs.map(startOf));
  const { commit, pairing } = first.run;
  const isDuet = runs.some((run) => run.pairing?.design === 'duet');
  return {
    parts: measured,
    run: {
      ...first.run,
      id: joinedId(runs.map(({ id }) => id)),
      startedAt: new Date(start).toISOString(),
      durationSeconds: (Math.max(...runs.map(endOf)) - start) / 1000,
      state: runs.some(({ state }) => state === 'interrupted') ? 'interrupted' : 'complete',
      ...machinesOf(measured),
      commit: commit && {
        ...commit,
        dirty: runs.some((run) => run.commit?.dirty === true) ? true : commit.dirty,
      },
      pairing: pairing && {
        ...pairing,
        with: joinedId(runs.flatMap((run) => run.pairing?.with ?? [])),
        design: isDuet ? 'duet' : pairing.design,
      },
      launches: Math.max(...measured.map(({ run }) => run.launches)),
      selection: isWhole ? null : names,
      plan: { ...plan, shard: null, asked: isWhole ? null : names },
      suites,
    },
  };
}

/**
 * The other side of a joined run, without its suites.
 *
 * @param base of any part
 */
export function joinedBase({ run }: JoinedRun, base: Run): Run {
  const { pairing } = run;
  const { environment, commit } = base;
  return {
    ...run,
    id: pairing?.with ?? base.id,
    environment,
    commit,
    pairing: pairing && { ...pairing, side: 'base', with: run.id },
    suites: [],
  };
}
