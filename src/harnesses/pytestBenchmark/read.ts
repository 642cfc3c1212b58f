/** What did a launch of pytest give? Its result file and the plugin's journal, put together. */
import { readFile } from 'node:fs/promises';
import type {
  BenchmarkReading,
  DeclaredWork,
  LaunchReading,
  LaunchRequest,
  ProcessOutcome,
} from '../harness.ts';
import { failureOf, sameCode } from './failure.ts';
import { identitiesOf, type TestIdentity } from './identities.ts';
import { type Journal, type JournalTest, readJournal } from './journal.ts';
import { journalFile, resultFile } from './launch.ts';
import { type ResultFile, readResultFile } from './resultFile.ts';

/** By convention, `extra_info` tells in `bytes` or `elements` what one iteration processes. */
function workOf(extraInfo: Readonly<Record<string, unknown>>): { work?: DeclaredWork } {
  const amount = (name: string) => {
    const value = extraInfo[name];
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
  };
  const bytes = amount('bytes');
  const elements = amount('elements');
  if (bytes === undefined && elements === undefined) return {};
  return {
    work: { ...(bytes !== undefined && { bytes }), ...(elements !== undefined && { elements }) },
  };
}

/**
 * One test. That it passed is for the journal to say: a test that fails after it has measured
 * stands in the result file like any other. Its values are those of the result file or, when there
 * is no whole file, those of the journal. The batch is the kind of all samples, since the number of
 * iterations in a round is calibrated anew in each launch.
 */
function benchmarkOf(
  identity: TestIdentity,
  end: NonNullable<JournalTest['end']>,
  results: ResultFile,
): BenchmarkReading {
  if (end.outcome !== 'passed') {
    const message =
      end.message || `the test ${end.outcome === 'failed' ? 'failed' : 'was skipped'}`;
    return { ...identity, state: end.outcome, message };
  }
  const inFile = results.measured.get(end.id);
  if (inFile) {
    return {
      ...identity,
      state: 'measured',
      metrics: [{ metric: 'time', sampleKind: 'batch', samples: inFile.data }],
      ...workOf(inFile.extraInfo),
    };
  }
  if (end.measured) {
    const { data, rounds, extra_info: extraInfo } = end.measured;
    return {
      ...identity,
      state: 'measured',
      metrics: [{ metric: 'time', sampleKind: 'batch', samples: data, sampleCount: rounds }],
      ...workOf(extraInfo),
    };
  }
  const message =
    'the test passed without measuring anything: it did not call its benchmark fixture';
  return { ...identity, state: 'skipped', message };
}

/** A test that the process did not live to finish: its own fault only if nobody ended the process. */
function unfinishedOf(
  identity: TestIdentity,
  id: string,
  outcome: ProcessOutcome,
): { readonly benchmark?: BenchmarkReading; readonly notice?: string } {
  if (outcome.ending === 'exited') {
    const how = outcome.exitCode === null ? 'died' : `ended with exit code ${outcome.exitCode}`;
    const message = `pytest ${how} while this benchmark was running`;
    return { benchmark: { ...identity, state: 'failed', message } };
  }
  return { notice: `${id} was being measured when the launch was ended; it is left out.` };
}

/** What the reader should know besides what each benchmark gave. */
function noticesOf(
  journal: Journal,
  benchmarks: readonly BenchmarkReading[],
  results: ResultFile,
  outcome: ProcessOutcome,
): readonly string[] {
  const skipped = journal.notCollected.filter((it) => it.outcome === 'skipped');
  const notices = skipped.map(({ id, message }) => `${id} was skipped as a whole: ${message}`);
  if (!benchmarks.some(({ state }) => state === 'measured')) return notices;
  if (results.problems.length > 0) {
    notices.push(`pytest-benchmark's result file: ${results.problems.join('; ')}.`);
  }
  const isExplained =
    benchmarks.some(({ state }) => state === 'failed') ||
    journal.notCollected.length > skipped.length;
  if (outcome.ending === 'exited' && outcome.exitCode === 1 && !isExplained) {
    notices.push('pytest ended with exit code 1 although no benchmark failed; see its log.');
  }
  return notices;
}

/** Puts the parts of a launch together. Pure. */
function launchReading(
  journal: Journal,
  results: ResultFile,
  outcome: ProcessOutcome,
  isNarrowed: boolean,
): LaunchReading {
  const problem = sameCode(journal);
  if (problem !== null) return { benchmarks: [], failure: problem, notices: [] };
  const benchmarks: BenchmarkReading[] = [];
  const notices: string[] = [];
  const identities = identitiesOf(journal.tests);
  for (const [id, { start, end }] of journal.tests) {
    const identity = identities.get(id);
    if (!identity) continue;
    const { benchmark, notice } = end
      ? { benchmark: benchmarkOf(identity, end, results) }
      : unfinishedOf(identity, id, outcome);
    if (benchmark) {
      benchmarks.push({ ...benchmark, ...(start.source && { source: start.source }) });
    }
    if (notice) notices.push(notice);
  }
  notices.push(...noticesOf(journal, benchmarks, results, outcome));
  return { benchmarks, failure: failureOf(journal, benchmarks, outcome, isNarrowed), notices };
}

/** Reads what a launch left; never throws for what is in the files. */
export async function readLaunch(
  request: LaunchRequest,
  outcome: ProcessOutcome,
): Promise<LaunchReading> {
  const text = await readFile(journalFile(request), 'utf8').catch(() => null);
  if (text === null) {
    return { benchmarks: [], failure: failureOf(null, [], outcome, false), notices: [] };
  }
  const results = await readResultFile(resultFile(request));
  return launchReading(readJournal(text), results, outcome, request.only !== null);
}
