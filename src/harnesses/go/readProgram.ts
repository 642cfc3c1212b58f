/** What did one test program print? Benchmarks with their figures, and what went wrong. Pure. */

import { type Benchfmt, type BenchfmtRecord, parseBenchfmt } from '../../formats/go/benchfmt.ts';
import { functionOf, identityOf, type PlainName, plainNames } from '../../formats/go/names.ts';
import type { BenchmarkReading, ProcessOutcome } from '../harness.ts';
import { complaint, hasCrashed, howItEnded, panickedFunction } from './crash.ts';
import { type ByteRange, onlyNumber } from './declaredBytes.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { BenchProgram } from './launch.ts';

/** What is known of the bytes that benchmarks of a program declare, by {@link keyOf}. */
export type KnownBytes = ReadonlyMap<string, ByteRange>;

export interface ProgramReading {
  readonly benchmarks: readonly BenchmarkReading[];
  readonly failure: string | null;
  readonly notices: readonly string[];
  /** Of the benchmarks that declare any. */
  readonly bytes: KnownBytes;
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

/** A benchmark within its program. */
const keyOf = ({ name, processors }: PlainName) => `${name} ${processors}`;

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
    const key = hasSeveralProcessors ? keyOf(plain) : plain.name;
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

/** The lines of a benchmark that measured something. */
const resultsOf = ({ records }: Group) => records.filter((record) => record.kind === 'result');

function readingOf(name: Name, group: Group, figures: Figures): BenchmarkReading {
  const failed = group.records.find((record) => record.kind === 'failed');
  if (failed?.kind === 'failed') {
    return { ...name, state: 'failed', message: failed.message || 'it failed without a message' };
  }
  const results = resultsOf(group);
  if (results.length === 0) {
    const said = group.records.map((one) => (one.kind === 'skipped' ? one.message : ''));
    return { ...name, state: 'skipped', message: said.join('\n').trim() || 'it was skipped' };
  }
  if (results.some(({ iterations }) => iterations === 0)) {
    return { ...name, state: 'failed', message: 'it ended before its first iteration did' };
  }
  const { metrics, bytes: range } = figures;
  if (metrics.length === 0) {
    const message = 'it reports nothing that can be read';
    return { ...name, state: 'skipped', message };
  }
  const bytes = range ? onlyNumber(range) : null;
  return { ...name, state: 'measured', metrics, ...(bytes !== null && { work: { bytes } }) };
}

/** Reads what one program printed; results of benchmarks before a crash are kept. */
export function readProgram(
  program: BenchProgram,
  stdout: string,
  outcome: ProcessOutcome,
  {
    hasSeveralProcessors,
    knownBytes,
  }: { readonly hasSeveralProcessors: boolean; readonly knownBytes: KnownBytes },
): ProgramReading {
  const text = parseBenchfmt(stdout);
  const groups = groupsOf(text.records, hasSeveralProcessors);
  const isCrash = hasCrashed(outcome);
  const crashed = isCrash ? crashedName(text, outcome.stderr, plainNames(text.records)) : null;
  const said = complaint(outcome.stderr);
  const benchmarks: BenchmarkReading[] = [];
  const notices: string[] = [];
  const bytes = new Map<string, ByteRange>();
  for (const group of groups) {
    const { plain } = group;
    if (isOnlyParent(group, groups) || plain.name === crashed) continue;
    const key = keyOf(plain);
    const figures = figuresOf(resultsOf(group), text.units, knownBytes.get(key));
    const name = nameOf(program, plain, hasSeveralProcessors);
    benchmarks.push(readingOf(name, group, figures));
    notices.push(...figures.notices);
    if (figures.bytes) bytes.set(key, figures.bytes);
  }
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
  const failure = `Package ${program.importPath} ${howItEnded(outcome)}${where}${words}`;
  return { benchmarks, failure: isCrash || isUnexplained ? failure : null, notices, bytes };
}
