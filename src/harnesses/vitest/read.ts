/** What did one launch of vitest measure? Reads what the launcher wrote. */
import { readFile } from 'node:fs/promises';
import { problemOf } from '../../errors.ts';
import { parseJson } from '../files.ts';
import type { BenchmarkReading, LaunchReading, MetricReading, ProcessOutcome } from '../harness.ts';
import { type BenchFile, benchFiles } from './benchFiles.ts';
import { type LauncherRecord, recordSchema } from './records.ts';

type RecordOf<Kind extends LauncherRecord['kind']> = Extract<LauncherRecord, { kind: Kind }>;
type BenchmarkRecord = RecordOf<'benchmark'>;

/** Where a launch left its results, and how its process ended. */
export interface LaunchOutput {
  readonly resultsFile: string;
  readonly outcome: ProcessOutcome;
  /** The suite's folder, links resolved. */
  readonly folder: string;
  readonly files: readonly BenchFile[];
  /** Whether not all benchmarks were asked for. */
  readonly isNarrowed: boolean;
}

/** The records of a text; a line that is none, as after a process was killed, is a problem. */
export function readRecords(text: string): {
  readonly records: readonly LauncherRecord[];
  readonly problem: string | null;
} {
  const records: LauncherRecord[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const reading = parseJson(line, recordSchema);
    if (reading.state !== 'read') {
      const why = reading.state === 'unreadable' ? reading.problem : 'it is absent';
      return { records, problem: `line ${index + 1} of its results is damaged (${why})` };
    }
    records.push(reading.value);
  }
  return { records, problem: null };
}

const only = <Kind extends LauncherRecord['kind']>(
  records: readonly LauncherRecord[],
  kind: Kind,
): RecordOf<Kind>[] => records.filter((record): record is RecordOf<Kind> => record.kind === kind);

/** The line of a process's log that says most. */
export function lastWords({ stdout, stderr }: Pick<ProcessOutcome, 'stdout' | 'stderr'>): string {
  const lines = `${stdout}\n${stderr}`
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const said = lines.find((line) => /^(?:FATAL ERROR:|\w*Error\b.*:)/.test(line)) ?? lines.at(-1);
  return said ? `: ${said}` : '';
}

/** What a record says of its benchmark. */
function readingOf(record: BenchmarkRecord, path: readonly string[]): BenchmarkReading {
  const params: Record<string, string> = record.project === '' ? {} : { project: record.project };
  const named = { path, params };
  if ('message' in record) {
    return { ...named, state: record.state, message: record.message };
  }
  const metric: MetricReading =
    record.state === 'averaged'
      ? { metric: 'time', sampleKind: 'batch', samples: [record.meanSeconds] }
      : {
          metric: 'time',
          sampleKind: 'call',
          samples: record.samplesSeconds,
          sampleCount: record.sampleCount,
        };
  return { ...named, state: 'measured', metrics: [metric] };
}

/** The benchmarks by their names; what is named like one before gets a number. */
function benchmarksOf(
  records: readonly BenchmarkRecord[],
  { files, folder }: Pick<LaunchOutput, 'files' | 'folder'>,
): { readonly benchmarks: BenchmarkReading[]; readonly repeated: string[] } {
  const known = new Map(files.map(({ path, names }) => [path, names]));
  const counts = new Map<string, number>();
  const repeated = new Set<string>();
  const benchmarks = records.map((record) => {
    const fileNames = known.get(record.file) ?? benchFiles([record.file], folder)[0]?.names ?? [];
    const path = [...fileNames, ...record.names];
    const key = JSON.stringify([path, record.project]);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count === 1) return readingOf(record, path);
    repeated.add(path.join(' > '));
    return readingOf(record, [...path.slice(0, -1), `${path.at(-1)}#${count}`]);
  });
  return { benchmarks, repeated: [...repeated] };
}

/** Why nothing of a launch counts that loaded code of the side that it is compared with, or null. */
function sameCode(records: readonly LauncherRecord[]): string | null {
  const [found] = only(records, 'other-side');
  if (!found) return null;
  const others = found.files.length > 1 ? ` and ${found.files.length - 1} more` : '';
  return `vitest loaded ${found.files[0]}${others} of the working tree although the base was to be measured, so both sides would be measured with the same code. Give the base packages of its own by \`install\` of this suite, e.g. \`install: ["npm ci"]\`, and import the repository's own code by relative paths or by the names of its workspaces.`;
}

/** Why a launch did not do all its work, in words; null when it did, or was ended from outside. */
function failureOf(
  records: readonly LauncherRecord[],
  problem: string | null,
  { outcome, folder, isNarrowed }: LaunchOutput,
): string | null {
  const errors = only(records, 'error').map(({ file, message }) =>
    file === null ? message : `${benchFiles([file], folder)[0]?.names.join('/')}: ${message}`,
  );
  if (errors.length > 0) return [...new Set(errors)].join('\n');
  const { ending, exitCode } = outcome;
  if (ending === 'timed-out' || ending === 'interrupted') return null;
  if (ending === 'not-started') return `vitest could not be started${lastWords(outcome)}`;
  const hasEnded = records.some(({ kind }) => kind === 'end');
  if (!hasEnded && exitCode === null) return `vitest was killed${lastWords(outcome)}`;
  if (problem !== null) return `vitest: ${problem}`;
  if (!hasEnded) return `vitest ended with exit code ${exitCode}${lastWords(outcome)}`;
  if (isNarrowed || records.some(({ kind }) => kind === 'benchmark')) return null;
  const said = lastWords({ stdout: '', stderr: outcome.stderr });
  return `vitest measured nothing${said || ': its bench files hold no benchmark'}`;
}

/** Puts the parts of a launch together. Pure. */
export function launchReading(text: string, output: LaunchOutput): LaunchReading {
  const { records, problem } = readRecords(text);
  const same = sameCode(records);
  if (same !== null) return { benchmarks: [], failure: same, notices: [] };
  const found = only(records, 'benchmark');
  const { benchmarks, repeated } = benchmarksOf(found, output);
  const averaged = found.filter(({ state }) => state === 'averaged').length;
  return {
    benchmarks,
    failure: failureOf(records, problem, output),
    notices: [
      ...repeated.map(
        (name) => `${name} is there more than once; give each benchmark a name of its own.`,
      ),
      ...(averaged > 0
        ? [
            `Vitest kept no samples of ${averaged} benchmarks: the mean of a launch is its only value there. Set \`benchmark.includeSamples\` (from vitest 5 on \`benchmark.retainSamples\`) in the configuration of the project.`,
          ]
        : []),
    ],
  };
}

/** Reads what a launch left; never throws for what is in the file. */
export async function readLaunch(output: LaunchOutput): Promise<LaunchReading> {
  try {
    return launchReading(await readFile(output.resultsFile, 'utf8'), output);
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isAbsent) return launchReading('', output);
    return { benchmarks: [], notices: [], failure: `vitest: ${problemOf(error)}` };
  }
}
