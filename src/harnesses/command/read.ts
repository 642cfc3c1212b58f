/** What did a command's runs give? The timing helper's records → metrics, or why it failed. */
import { open, readFile } from 'node:fs/promises';
import { parseJson } from '../files.ts';
import type { BenchmarkReading, KnownMetric, MetricReading, ProcessOutcome } from '../harness.ts';
import { titleOf } from './combinations.ts';
import type { CommandPlan } from './launch.ts';
import { type RunRecord, recordSchema, type TimingRecord } from './record.ts';

/** One command's part of a launch; without a benchmark when the launch was ended before it had one. */
interface CommandReading {
  readonly benchmark: BenchmarkReading | null;
  readonly notices: readonly string[];
}

/** What a helper and its command left. */
interface CommandOutput {
  /** The helper's records as it wrote them. */
  readonly text: string;
  /** The last part of what the command's latest run wrote to standard error. */
  readonly errors: string;
  readonly outcome: ProcessOutcome;
}

const errorBytes = 4096;

/** The last 4 KiB of a file, or nothing when it cannot be read. */
async function tail(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const buffer = Buffer.alloc(Math.min(size, errorBytes));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, size - buffer.length);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}

function lastLines(text: string, count = 6): string {
  return text.trim().split(/\s*\n/).slice(-count).join('\n');
}

function withLines(fact: string, text: string): string {
  const lines = lastLines(text);
  return lines === '' ? fact : `${fact}:\n${lines}`;
}

/** Reads whole lines; one that a kill has cut short, or that is no record, is null. */
function recordsOf(text: string): readonly (TimingRecord | null)[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const reading = parseJson(line, recordSchema);
      return reading.state === 'read' ? reading.value : null;
    });
}

function how({ exitCode, signal }: RunRecord): string {
  return exitCode === null ? `was ended by ${signal}` : `ended with exit code ${exitCode}`;
}

/** Samples of one quantity, if all runs have it. */
function metric(name: KnownMetric, values: readonly (number | null)[]): readonly MetricReading[] {
  const samples = values.filter((value) => value !== null);
  return samples.length === values.length ? [{ metric: name, sampleKind: 'call', samples }] : [];
}

function metricsOf(runs: readonly RunRecord[]): readonly MetricReading[] {
  return [
    ...metric(
      'time',
      runs.map((run) => run.wallSeconds),
    ),
    ...metric(
      'user-time',
      runs.map((run) => run.userSeconds),
    ),
    ...metric(
      'system-time',
      runs.map((run) => run.systemSeconds),
    ),
    ...metric(
      'memory',
      runs.map((run) => run.maxResidentBytes),
    ),
  ];
}

/** Why the command counts as failed, or null. */
function failureOf(
  { specification }: CommandPlan,
  records: readonly (TimingRecord | null)[],
  { outcome, errors }: CommandOutput,
): string | null {
  const [program] = specification.argv;
  const last = records.at(-1);
  if (last?.event === 'not-started') return `${program} could not be started: ${last.problem}`;
  if (records.includes(null)) return 'the records of its runs could not be read';
  const wasEnded = outcome.ending === 'timed-out' || outcome.ending === 'interrupted';
  if (wasEnded) return null;
  if (last && last.exitCode !== 0) {
    const number = `run ${records.length} of ${specification.warmupRuns + specification.runs}`;
    return withLines(`${program} ${how(last)} in ${number}`, errors);
  }
  if (records.length < specification.warmupRuns + specification.runs) {
    const fact = `the program that times ${program} ended with exit code ${outcome.exitCode}`;
    return withLines(fact, outcome.stderr);
  }
  return null;
}

/** Puts together what one command gave in a launch. Pure. */
function commandReading(plan: CommandPlan, output: CommandOutput): CommandReading {
  const identity = { path: [plan.name], params: plan.params };
  const records = recordsOf(output.text);
  const failure = failureOf(plan, records, output);
  if (failure !== null) {
    return { benchmark: { ...identity, state: 'failed', message: failure }, notices: [] };
  }
  // A run that failed is here only when somebody ended the launch, and the command with it.
  const runs = records.flatMap((it) =>
    it?.event === 'run' && !it.warmup && it.exitCode === 0 ? [it] : [],
  );
  if (runs.length === 0) {
    return {
      benchmark: null,
      notices: [`${titleOf(plan)} had no whole run when the launch was ended.`],
    };
  }
  const isMemoryUnknown = runs.some(
    (it) => it.userSeconds !== null && it.maxResidentBytes === null,
  );
  return {
    benchmark: { ...identity, state: 'measured', metrics: metricsOf(runs) },
    notices: isMemoryUnknown
      ? [`The peak memory of ${titleOf(plan)} is too small to be measured (less than about 10 MB).`]
      : [],
  };
}

/** Reads what one command left; never throws for what is in the files. */
export async function readCommand(
  plan: CommandPlan,
  outcome: ProcessOutcome,
): Promise<CommandReading> {
  const text = await readFile(plan.specification.results, 'utf8').catch(() => '');
  const errors = await tail(plan.specification.errors);
  return commandReading(plan, { text, errors, outcome });
}
