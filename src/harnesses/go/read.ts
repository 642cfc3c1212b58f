/** What did the test programs of one launch measure, and what went wrong? */
import { readStepOutput } from '../files.ts';
import type { BenchmarkReading, LaunchReading, LaunchRequest, ProcessOutcome } from '../harness.ts';
import { type Benchfmt, type BenchfmtRecord, parseBenchfmt } from './benchfmt.ts';
import { complaint, hasCrashed, howItEnded, panickedFunction } from './crash.ts';
import { figuresOf } from './figures.ts';
import type { BenchProgram } from './launch.ts';
import { functionOf, identityOf, type PlainName, plainNames } from './names.ts';

interface ProgramReading {
  readonly benchmarks: readonly BenchmarkReading[];
  readonly failure: string | null;
  readonly units: readonly string[];
  readonly isWorkUnknown: boolean;
}

/** What is not known of a launch alone. */
export interface ReadingContext {
  readonly programs: readonly BenchProgram[];
  /** Whether each benchmark runs with several values of GOMAXPROCS. */
  readonly hasSeveralProcessors: boolean;
  /** The suite's own pattern; `.` is all. */
  readonly bench: string;
}

type Name = Pick<BenchmarkReading, 'path' | 'params' | 'source'>;

/** The place of its function, if the package has only one of that name, as Go demands of a build. */
function sourceOf({ functions }: BenchProgram, name: string): Pick<BenchmarkReading, 'source'> {
  const [found, another] = functions.filter((one) => one.name === functionOf(name));
  return found && !another ? { source: { file: found.file, line: found.line } } : {};
}

function nameOf(
  program: BenchProgram,
  { name, processors }: PlainName,
  hasSeveralProcessors: boolean,
): Name {
  const { path, params } = identityOf(name);
  return {
    path: [...program.path, ...path],
    params: { ...params, ...(hasSeveralProcessors && { gomaxprocs: String(processors) }) },
    ...sourceOf(program, name),
  };
}

/** What one benchmark printed, in the order of its lines. */
interface Group {
  readonly plain: PlainName;
  readonly records: BenchfmtRecord[];
}

function groupsOf(records: readonly BenchfmtRecord[], hasSeveralProcessors: boolean): Group[] {
  const names = plainNames(records);
  const groups = new Map<string, Group>();
  for (const [index, record] of records.entries()) {
    const plain = names[index];
    if (!plain) continue;
    const key = hasSeveralProcessors ? `${plain.name} ${plain.processors}` : plain.name;
    const group = groups.get(key);
    if (group) group.records.push(record);
    else groups.set(key, { plain, records: [record] });
  }
  return [...groups.values()];
}

/** A function fails with its sub-benchmarks, and says nothing then: it is no benchmark itself. */
function isOnlyParent({ plain, records }: Group, groups: readonly Group[]): boolean {
  return (
    records.every(({ kind }) => kind !== 'result') &&
    records.every((record) => record.kind === 'result' || record.message === '') &&
    groups.some((other) => other.plain.name.startsWith(`${plain.name}/`))
  );
}

/** The benchmark that a crash is to be told of: the one that its trace names, else the last begun. */
function crashedName(
  { records, unfinished }: Benchfmt,
  stderr: string,
  names: readonly PlainName[],
): string | null {
  // Some versions of Go print a line without a measurement before they die.
  const unmeasured = records.flatMap((record, index) =>
    record.kind === 'result' && record.iterations === 0 ? (names[index]?.name ?? []) : [],
  );
  const candidates = [...unmeasured, ...unfinished];
  const traced = panickedFunction(stderr);
  if (traced === null) return candidates.at(-1) ?? null;
  return candidates.findLast((name) => functionOf(name) === traced) ?? traced;
}

function readingOf(name: Name, { records }: Group): BenchmarkReading {
  const failed = records.find((record) => record.kind === 'failed');
  if (failed?.kind === 'failed') {
    return { ...name, state: 'failed', message: failed.message || 'it failed without a message' };
  }
  const results = records.filter((record) => record.kind === 'result');
  if (results.length === 0) {
    const message = records.map((one) => (one.kind === 'skipped' ? one.message : '')).join('\n');
    return { ...name, state: 'skipped', message: message.trim() || 'it was skipped' };
  }
  if (results.some(({ iterations }) => iterations === 0)) {
    return { ...name, state: 'failed', message: 'it ended before its first iteration did' };
  }
  const { metrics, work } = figuresOf(results);
  if (metrics.length === 0) {
    const message = 'it reports only units of its own, which are not read';
    return { ...name, state: 'skipped', message };
  }
  return { ...name, state: 'measured', metrics, ...(work && { work }) };
}

/** Reads what one program printed; results of benchmarks before a crash are kept. Pure. */
export function readProgram(
  program: BenchProgram,
  stdout: string,
  outcome: ProcessOutcome,
  hasSeveralProcessors: boolean,
): ProgramReading {
  const text = parseBenchfmt(stdout);
  const groups = groupsOf(text.records, hasSeveralProcessors);
  const told = groups.filter((group) => !isOnlyParent(group, groups));
  const isCrash = hasCrashed(outcome);
  const crashed = isCrash ? crashedName(text, outcome.stderr, plainNames(text.records)) : null;
  const said = complaint(outcome.stderr);
  const benchmarks = told
    .filter(({ plain }) => plain.name !== crashed)
    .map((group) => readingOf(nameOf(program, group.plain, hasSeveralProcessors), group));
  if (crashed !== null) {
    // Where there are several values of GOMAXPROCS, a crash does not say which it was.
    const name = nameOf(program, { name: crashed, processors: 1 }, hasSeveralProcessors);
    benchmarks.push({ ...name, state: 'failed', message: said || howItEnded(outcome) });
  }
  const isUnexplained =
    outcome.ending === 'exited' &&
    outcome.exitCode === 1 &&
    !benchmarks.some(({ state }) => state === 'failed');
  const where = crashed === null ? '' : ` in ${crashed}`;
  const words = said === '' ? '' : `: ${said}`;
  const results = told.map(({ records }) =>
    figuresOf(records.filter((record) => record.kind === 'result')),
  );
  return {
    benchmarks,
    failure:
      isCrash || isUnexplained
        ? `Package ${program.importPath} ${howItEnded(outcome)}${where}${words}`
        : null,
    units: results.flatMap(({ otherUnits }) => otherUnits),
    isWorkUnknown: results.some((one) => one.isWorkUnknown),
  };
}

function noticesOf(readings: readonly ProgramReading[]): string[] {
  const units = [...new Set(readings.flatMap((reading) => reading.units))].sort();
  return [
    ...units.map((unit) => `The unit "${unit}" of b.ReportMetric is not read yet.`),
    ...(readings.some(({ isWorkUnknown }) => isWorkUnknown)
      ? [
          'Some benchmarks declare bytes by b.SetBytes, but Go prints their MB/s too coarsely to tell how many: they have no throughput here.',
        ]
      : []),
  ];
}

/**
 * Reads a launch. A program that was not launched, since the launch ended before its turn or since
 * nothing of it was wanted, is passed over. A launch that ended well and measured nothing is a
 * failure, unless only some benchmarks were asked for: then this suite may well have none of them.
 */
export async function readLaunch(
  { programs, hasSeveralProcessors, bench }: ReadingContext,
  request: LaunchRequest,
  outcomes: ReadonlyMap<string, ProcessOutcome>,
): Promise<LaunchReading> {
  const readings: ProgramReading[] = [];
  let wasEnded = false;
  for (const program of programs) {
    const outcome = outcomes.get(program.stepName);
    if (outcome === undefined) continue;
    const stdout = await readStepOutput(request, program.stepName, outcome);
    readings.push(readProgram(program, stdout, outcome, hasSeveralProcessors));
    if (outcome.ending === 'timed-out' || outcome.ending === 'interrupted') wasEnded = true;
  }
  const benchmarks = readings.flatMap((reading) => reading.benchmarks);
  const failures = readings.flatMap(({ failure }) => failure ?? []);
  const isNarrowed = request.filter !== null || request.only !== null;
  if (benchmarks.length === 0 && failures.length === 0 && !wasEnded && !isNarrowed) {
    failures.push(
      bench === '.'
        ? 'No benchmark ran: the packages ended well, but measured nothing.'
        : `No benchmark ran: none matches \`bench\` "${bench}".`,
    );
  }
  return {
    benchmarks,
    failure: failures.length > 0 ? failures.join('; ') : null,
    notices: noticesOf(readings),
  };
}
