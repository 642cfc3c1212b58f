/**
 * Measures two sides next to each other: round by round, in counterbalanced order, until every
 * benchmark is decided, the time is up or the most rounds are done.
 */
import { join } from 'node:path';
import type { BenchmarkIdentity } from '../../model/identity.ts';
import type { Pairing, Run } from '../../model/run.ts';
import type { SuiteResult } from '../../model/suiteResult.ts';
import { describeEnvironment } from '../environment.ts';
import type { CommonRequest } from '../measureRun.ts';
import { launchOnce, type PlaceOfSuites } from '../openSuite.ts';
import { commitIn, type RunFacts, runRecord, type Start, startNow } from '../runRecord.ts';
import { suiteResult, unlaunchedSuite } from '../suiteResult.ts';
import { budgetProblem, expectedRoundSeconds } from './budget.ts';
import { type Duet, findDuet } from './duet.ts';
import { isBaseFirst } from './order.ts';
import { type BaseSource, openPair, type SuitePair } from './sides.ts';

type Side = 'base' | 'candidate';

export interface PairRequest extends CommonRequest {
  readonly source: BaseSource;
  /** The base as the reader knows it: `main (f93cc5b)`. */
  readonly baseTitle: string;
  /** Rounds after which it is looked at what is decided, ascending; the last is the most rounds. */
  readonly looks: readonly number[];
  /** Suites that are to run both sides at once. */
  readonly duetSuites: ReadonlySet<string>;
  /** Of launches; null is as long as it takes. */
  readonly timeBudgetSeconds: number | null;
  /** Ids of the benchmarks that another round may decide, from what is measured so far. */
  undecided(base: Run, candidate: Run): Readonly<Record<Side, ReadonlySet<string>>>;
}

export interface PairedRuns {
  readonly base: Run;
  readonly candidate: Run;
}

/** Of the same length, since lengths of paths show in the times of some programs; see layout.ts. */
const sideFolders: Readonly<Record<Side, string>> = { base: 'base', candidate: 'head' };

interface Session {
  readonly request: PairRequest;
  readonly place: PlaceOfSuites;
  readonly pairs: SuitePair[];
  readonly facts: Readonly<Record<Side, RunFacts>>;
  readonly start: Start;
  /** Whether suites that are to run as duets can; null where none are. */
  readonly duet: Duet | null;
  /** How many rounds each suite was launched. */
  readonly rounds: Map<string, number>;
  /** What is still undecided in each suite, by the names of either side; null is all. */
  readonly wanted: Readonly<Record<Side, Map<string, readonly BenchmarkIdentity[] | null>>>;
}

const minimumOf = ({ looks }: PairRequest) => looks[0] ?? 1;

/** What the base's failure means for the suite as a whole. */
function failedBase({ base, name }: SuitePair, title: string): string | null {
  if (!base || base.preparation.state === 'ready') return null;
  const { preparation } = base;
  const problem =
    preparation.state === 'missing'
      ? `${preparation.what} was not found. To mend this: ${preparation.install}`
      : preparation.message;
  return `The base of suite "${name}", ${title}, could not be got ready: ${problem}`;
}

function resultOf(session: Session, pair: SuitePair, side: Side): SuiteResult | null {
  const { request, facts, rounds } = session;
  const open = pair[side];
  if (!open) return null;
  const { machine } = facts[side].environment;
  const launches = Math.max(minimumOf(request), rounds.get(pair.name) ?? 0);
  // What ended early for want of time has fewer rounds than planned, which is no failure.
  const expected = open.stopped || request.interrupt.aborted ? launches : open.records.length;
  const narrowed = request.filter !== null;
  return suiteResult(open, machine, { narrowed, launches: Math.max(1, expected) });
}

/** The candidate's result; a suite is only as good as both of its sides. */
function candidateResult(session: Session, pair: SuitePair): SuiteResult | null {
  const { request, duet } = session;
  const unready = failedBase(pair, request.baseTitle);
  if (unready) return unlaunchedSuite(pair.candidate.suite, 'failed', unready);
  const own = resultOf(session, pair, 'candidate');
  const base = resultOf(session, pair, 'base');
  if (!own) return null;
  const isDuetMissed = duet?.state === 'impossible' && request.duetSuites.has(pair.name);
  const notices = isDuetMissed
    ? [...own.notices, `Both sides ran one after the other, not as a duet: ${duet.reason}.`]
    : own.notices;
  if (own.state !== 'measured' || !base || base.state === 'measured') return { ...own, notices };
  const message = `On the base, ${request.baseTitle}: ${base.message ?? base.state}`;
  return { ...own, notices, state: 'incomplete', message };
}

/** Both runs as they stand. */
function runsOf(session: Session): PairedRuns {
  const { request, pairs, facts, start } = session;
  const runOf = (side: Side) => {
    const results = request.suites.flatMap(({ suite }) => {
      const pair = pairs.find(({ name }) => name === suite.name);
      if (!pair) {
        return side === 'base' ? [] : [unlaunchedSuite(suite, 'incomplete', 'It was interrupted.')];
      }
      const result =
        side === 'base' ? resultOf(session, pair, side) : candidateResult(session, pair);
      return result ?? [];
    });
    return runRecord(facts[side], start, results, request);
  };
  return { base: runOf('base'), candidate: runOf('candidate') };
}

async function openPairs(request: PairRequest, place: PlaceOfSuites): Promise<SuitePair[]> {
  const pairs: SuitePair[] = [];
  for (const runnable of request.suites) {
    if (request.interrupt.aborted) break;
    request.onProgress({ kind: 'preparing', suite: runnable.suite.name });
    pairs.push(await openPair(runnable, request.source, place));
  }
  return pairs;
}

/** Whether another round of the suite can tell anything. */
function canGoOn(session: Session, { name, candidate, base }: SuitePair, round: number): boolean {
  if (candidate.preparation.state !== 'ready' || candidate.stopped) return false;
  if (base && (base.preparation.state !== 'ready' || base.stopped)) return false;
  // A suite that the base does not have is only to be known, not to be compared.
  if (!base && round >= minimumOf(session.request)) return false;
  return session.wanted.candidate.get(name)?.length !== 0;
}

/** Launches both sides of a suite; in a duet at once, else one after the other. */
async function launchRound(session: Session, pair: SuitePair, round: number, position: number) {
  const { request, place, duet } = session;
  const launch = (side: Side, startedBy: readonly string[]) => {
    const open = pair[side];
    const only = session.wanted[side].get(pair.name) ?? null;
    const order = { launch: round, filter: request.filter, only, startedBy };
    const own = { ...place, rawFolder: join(place.rawFolder, sideFolders[side]) };
    return open ? launchOnce(open, order, own) : null;
  };
  session.rounds.set(pair.name, round + 1);
  const isBaseAhead = isBaseFirst(round, position);
  const [first, second] = isBaseAhead
    ? (['base', 'candidate'] as const)
    : (['candidate', 'base'] as const);
  if (pair.base && duet?.state === 'possible' && request.duetSuites.has(pair.name)) {
    const [one, other] = duet.processors;
    await Promise.all([
      launch(first, [duet.taskset, '-c', String(one)]),
      launch(second, [duet.taskset, '-c', String(other)]),
    ]);
    return;
  }
  await launch(first, []);
  if (!request.interrupt.aborted) await launch(second, []);
}

/** Notes what is still undecided after a look; the number of benchmarks that are. */
function look(session: Session): number {
  const runs = runsOf(session);
  const undecided = session.request.undecided(runs.base, runs.candidate);
  for (const side of ['base', 'candidate'] as const) {
    for (const { suite, benchmarks } of runs[side].suites) {
      const wanted = benchmarks.filter(({ id }) => undecided[side].has(id));
      // Of a suite without any, as with a filter, no further round can tell anything.
      const isAll = wanted.length > 0 && wanted.length === benchmarks.length;
      session.wanted[side].set(suite, isAll ? null : wanted);
    }
  }
  return undecided.candidate.size;
}

async function launchRounds(session: Session): Promise<void> {
  const { request, pairs, place } = session;
  const { looks, timeBudgetSeconds, onProgress, io } = request;
  const startedSeconds = io.monotonicSeconds();
  const elapsed = () => io.monotonicSeconds() - startedSeconds;
  const minimum = minimumOf(request);
  const maximum = looks.at(-1) ?? 1;
  let roundSeconds = 0;
  let undecided: number | null = null;
  for (let round = 0; round < maximum; round += 1) {
    const before = elapsed();
    const isOver = timeBudgetSeconds !== null && before + roundSeconds > timeBudgetSeconds;
    if (round >= minimum && isOver) return;
    const going = pairs.filter((pair) => canGoOn(session, pair, round));
    if (going.length === 0) return;
    for (const pair of going) {
      if (place.interrupt.aborted) return;
      const secondsLeft =
        timeBudgetSeconds === null ? null : Math.max(0, timeBudgetSeconds - elapsed());
      onProgress({ kind: 'round', suite: pair.name, round, maximum, undecided, secondsLeft });
      await launchRound(session, pair, round, pairs.indexOf(pair));
    }
    roundSeconds = elapsed() - before;
    if (round === 0) {
      // Where no earlier run told how long it takes, the first round does.
      const problem = budgetProblem(timeBudgetSeconds, roundSeconds, minimum);
      if (problem) throw problem;
    }
    if (looks.includes(round + 1) && round + 1 < maximum) undecided = look(session);
  }
}

/** Both sides' facts; they name each other. */
async function factsOf(
  request: PairRequest,
  duet: Duet | null,
): Promise<Readonly<Record<Side, RunFacts>>> {
  const { io, repositoryFolder, source, looks, perfwatchVersion } = request;
  const { filter, selection } = request;
  const environment = await describeEnvironment(io);
  const candidateCommit = await commitIn(repositoryFolder, request);
  const baseCommit =
    source.kind === 'same' ? candidateCommit : await commitIn(source.folder, request);
  const ids = { base: io.uniqueId(), candidate: io.uniqueId() };
  const factsFor = (side: Side): RunFacts => {
    const pairing: Pairing = {
      side,
      with: side === 'base' ? ids.candidate : ids.base,
      base: request.baseTitle,
      design: duet?.state === 'possible' ? 'duet' : 'alternating',
      looks: [...looks],
    };
    const commit = side === 'base' ? baseCommit : candidateCommit;
    const launches = looks.at(-1) ?? 1;
    const common = { perfwatchVersion, environment, launches, filter, selection };
    return { ...common, id: ids[side], commit, pairing };
  };
  return { base: factsFor('base'), candidate: factsFor('candidate') };
}

/**
 * Measures both sides. Never rejects for what suites do; a base that cannot be got ready makes its
 * suite a failure of the candidate's run, with the reason.
 *
 * @throws PerfwatchError `budget-too-small` when the fewest rounds do not fit into the time budget:
 * before measuring where an earlier run tells how long a launch takes, else after the first round.
 */
export async function measurePair(request: PairRequest): Promise<PairedRuns> {
  const { io, interrupt, repositoryFolder, rawFolder, timeBudgetSeconds } = request;
  const names = request.suites.map(({ suite }) => suite.name);
  const expected = expectedRoundSeconds(names, request.expectedLaunchSeconds);
  const problem = budgetProblem(timeBudgetSeconds, expected, minimumOf(request));
  if (problem) throw problem;
  const start = startNow(io);
  const duet = request.duetSuites.size > 0 ? await findDuet(io) : null;
  const facts = await factsOf(request, duet);
  const place = {
    repositoryFolder,
    rawFolder,
    buildFolder: null,
    otherSideFolder: null,
    interrupt,
    io,
  };
  const pairs = await openPairs(request, place);
  const session: Session = {
    request,
    place,
    pairs,
    facts,
    start,
    duet,
    rounds: new Map(),
    wanted: { base: new Map(), candidate: new Map() },
  };
  await launchRounds(session);
  request.onProgress({ kind: 'ended' });
  return runsOf(session);
}
