/** What did one bench file measure in one launch? Reads what its runner wrote. */
import { readFile } from 'node:fs/promises';
import { problemOf } from '../../errors.ts';
import { parseJson } from '../files.ts';
import type { BenchmarkReading, LaunchReading, ProcessOutcome } from '../harness.ts';
import type { BenchFile } from './benchFiles.ts';
import { type RunnerRecord, recordSchema } from './records.ts';
import { readThroughput } from './throughput.ts';

type RecordOf<Kind extends RunnerRecord['kind']> = Extract<RunnerRecord, { kind: Kind }>;

interface Records {
  readonly records: readonly RunnerRecord[];
  readonly problem: string | null;
}

const example = [
  "import { Bench } from 'tinybench';",
  'export const parser = new Bench();',
  "parser.add('small input', () => parse(input));",
].join('\n');

/** The process was ended from outside, so its last line may be cut. */
function wasEnded({ ending, exitCode }: ProcessOutcome): boolean {
  return ending !== 'exited' || exitCode === null;
}

function readRecords(text: string, mayBeCut: boolean): Records {
  const lines = text.split('\n');
  // Each record ends with a line break; what follows the last one is a record that was cut.
  const rest = lines.pop() ?? '';
  const records: RunnerRecord[] = [];
  const broken = (line: number, problem: string) => ({
    records,
    problem: `line ${line} of its results is damaged (${problem})`,
  });
  for (const [index, line] of lines.entries()) {
    const reading = parseJson(line, recordSchema);
    if (reading.state === 'read') records.push(reading.value);
    else
      return broken(index + 1, reading.state === 'unreadable' ? reading.problem : 'it is absent');
  }
  return rest === '' || mayBeCut
    ? { records, problem: null }
    : broken(lines.length + 1, 'it is cut');
}

function find<Kind extends RunnerRecord['kind']>(
  records: readonly RunnerRecord[],
  kind: Kind,
): RecordOf<Kind> | undefined {
  return records.find((record): record is RecordOf<Kind> => record.kind === kind);
}

/** The line that Node prints above a syntax error, relative to the suite's folder. */
function placeInLog(stderr: string, folder: string): string | null {
  const match = /^(?:file:\/\/)?(\/?\S.*):(\d+)$/m.exec(stderr);
  const file = match?.[1]?.replaceAll('\\', '/');
  const root = `${folder.replaceAll('\\', '/')}/`;
  return match && file?.startsWith(root) ? `${file.slice(root.length)}:${match[2]}` : null;
}

/** The line of a crashed process's log that says most. */
function lastWords(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const said = lines.find((line) => /^FATAL ERROR:|^\w*Error\b.*:/.test(line)) ?? lines.at(-1);
  return said ? `: ${said}` : '';
}

function sayError(error: RecordOf<'error'>, outcome: ProcessOutcome, folder: string): string {
  const place = error.place ?? placeInLog(outcome.stderr, folder);
  const at = place && !error.message.includes(place) ? ` (${place})` : '';
  const hint = /vitest/i.test(error.message)
    ? ' If this is a benchmark of vitest, name only those of tinybench in `files` of the suite.'
    : '';
  return `${error.message}${at}.${hint}`;
}

/** Why the file did not come to its end, in words; null when it did, or was ended from outside. */
function failureOf(
  { records, problem }: Records,
  outcome: ProcessOutcome,
  folder: string,
): string | null {
  const error = find(records, 'error');
  if (error) return sayError(error, outcome, folder);
  if (problem) return `${problem}.`;
  const end = find(records, 'end');
  if (end) {
    if (end.tasks > 0) return null;
    return end.benches > 0
      ? 'it has a Bench, but no task in it: call `add` on it while the file loads.'
      : `it has no benchmark that perfwatch can run. Export a Bench, or a function that returns one:\n${example}`;
  }
  const { ending, exitCode, stderr } = outcome;
  if (ending === 'timed-out' || ending === 'interrupted') return null;
  if (ending === 'not-started') return `its process could not be started${lastWords(stderr)}.`;
  if (exitCode === null) return `its process was killed${lastWords(stderr)}.`;
  return exitCode === 0
    ? 'it ended its process before its benchmarks had finished; remove the call of `process.exit`.'
    : `its process ended with exit code ${exitCode}${lastWords(stderr)}.`;
}

interface Task {
  readonly record: RecordOf<'task'>;
  readonly label: string | null;
}

/** The tasks with the names of their benches; `unnamed` counts those whose names never came. */
function nameTasks(records: readonly RunnerRecord[]): { tasks: Task[]; unnamed: number } {
  const exported = find(records, 'exports');
  const all = records.filter((record): record is RecordOf<'task'> => record.kind === 'task');
  const named = all.filter((record) => record.benchName !== null || exported);
  return {
    tasks: named.map((record) => ({
      record,
      label: record.benchName ?? exported?.labels[record.bench] ?? null,
    })),
    unnamed: all.length - named.length,
  };
}

/** Where one bench file's results are, and how its process ended. */
export interface FileLaunch {
  readonly file: BenchFile;
  readonly resultsFile: string;
  readonly outcome: ProcessOutcome;
  /** The suite's folder. */
  readonly folder: string;
  /** Whether some tasks may have been kept from running, since nobody wanted them. */
  readonly narrowed: boolean;
}

/** Why nothing of a file counts that loaded code of the side that it is compared with, or null. */
function sameCode(records: readonly RunnerRecord[]): string | null {
  const files = find(records, 'other-side')?.files;
  if (!files) return null;
  const others = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return `it loaded ${files[0]}${others} of the working tree although the base was to be measured, so both sides would be measured with the same code. Give the base packages of its own by \`install\` of this suite, e.g. \`install: ["npm ci"]\`, and import the repository's own code by relative paths or by the names of its workspaces.`;
}

/** Reads one bench file's part of a launch; never throws for what the file may hold. */
export async function readFileLaunch(launch: FileLaunch): Promise<LaunchReading> {
  const { file, outcome, folder } = launch;
  let text = '';
  try {
    text = await readFile(launch.resultsFile, 'utf8');
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isAbsent) {
      return { benchmarks: [], notices: [], failure: `${file.path}: ${problemOf(error)}.` };
    }
  }
  const reading = readRecords(text, wasEnded(outcome));
  const { records } = reading;
  const problem = sameCode(records);
  if (problem !== null) {
    return { benchmarks: [], failure: `${file.path}: ${problem}`, notices: [] };
  }
  const { tasks, unnamed } = nameTasks(records);
  const declared = readThroughput(
    find(records, 'exports')?.throughput,
    file.path,
    launch.narrowed || !find(records, 'end')
      ? null
      : tasks.map(({ record, label }) => ({ bench: label, task: record.task })),
  );
  const benchmarks = tasks.map(({ record, label }): BenchmarkReading => {
    const path = [...file.names, ...(label === null ? [] : [label]), record.task];
    const named = { path, params: {}, ...(record.source && { source: record.source }) };
    if (record.state === 'failed') return { ...named, state: 'failed', message: record.message };
    const work = declared.workOf({ bench: label, task: record.task });
    return {
      ...named,
      state: 'measured',
      metrics: [
        {
          metric: 'time',
          sampleKind: 'call',
          samples: record.samplesSeconds,
          sampleCount: record.sampleCount,
        },
      ],
      ...(work ? { work } : {}),
    };
  });
  const lost =
    unnamed > 0
      ? `It was still loading, so the names of its benches are not known and what it had measured (tasks: ${unnamed}) is left out.`
      : null;
  const failures = [failureOf(reading, outcome, folder), lost].filter((one) => one !== null);
  const said = records.flatMap((record) =>
    record.kind === 'notice' ? [`${file.path}: ${record.text}`] : [],
  );
  const odd =
    find(records, 'end') && outcome.exitCode !== null && outcome.exitCode !== 0
      ? [
          `${file.path}: its process ended with exit code ${outcome.exitCode} after all was measured.`,
        ]
      : [];
  return {
    benchmarks,
    failure: failures.length > 0 ? `${file.path}: ${failures.join(' ')}` : null,
    notices: [...new Set([...said, ...declared.notices, ...odd])],
  };
}
