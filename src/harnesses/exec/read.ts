/** What did the command of one launch leave? Its results as values, and what went wrong. */
import { problemOf } from '../../errors.ts';
import { filesOfPath, inFolder } from '../../formats/filesOfPath.ts';
import type { Format } from '../../formats/format.ts';
import type { Reading } from '../../formats/reading.ts';
import { readPath } from '../../formats/readPath.ts';
import { benchmarksOf } from '../formatReading.ts';
import type { LaunchReading, ProcessOutcome } from '../harness.ts';
import { howItEnded, withLines } from '../processText.ts';
import type { EarlierFiles } from './earlier.ts';
import type { ResultsPlace } from './place.ts';

/** What can be read of a launch's results. */
interface Found {
  readonly readings: readonly Reading[];
  readonly notices: readonly string[];
  /** Why there are none; null when there are. */
  readonly problem: string | null;
}

const nothing = (problem: string): Found => ({ readings: [], notices: [], problem });

async function* noBytes(): AsyncGenerator<Buffer> {}

/** The paths of a place that the launch has written, or the sentence why it may not be read. */
async function writtenPaths(
  { cwd, path, isFresh }: ResultsPlace,
  earlier: EarlierFiles,
): Promise<{ readonly paths: readonly string[]; readonly notices: readonly string[] } | string> {
  if (isFresh) return { paths: [path], notices: [] };
  const { folder, files } = await filesOfPath(path, cwd);
  const written: string[] = [];
  const old: string[] = [];
  for (const file of files) {
    const freshness = await earlier.freshness(file);
    const name = inFolder(cwd, file);
    if (freshness === 'appended') {
      return `the command adds its results to ${name}, in which those of earlier launches are as well: let it write them into {results}.`;
    }
    (freshness === 'written' ? written : old).push(name);
  }
  await earlier.remember(files);
  const [first] = old;
  if (first === undefined) return { paths: [path], notices: [] };
  if (written.length === 0) return `${first} was there before, and the command did not write it.`;
  // What the files of a folder mean, they may mean only together.
  if (folder !== null) {
    return `${first} in ${path} was there before, and is no result of this launch: let the command write into {results}.`;
  }
  const others = old.length === 1 ? '' : ` and ${old.length - 1} more`;
  return {
    paths: written,
    notices: [`Not read, as they were there before the launch: ${first}${others}.`],
  };
}

async function readPlace(
  place: ResultsPlace,
  format: Format | null,
  earlier: EarlierFiles,
): Promise<Found> {
  const found = await writtenPaths(place, earlier).catch(problemOf);
  if (typeof found === 'string') return nothing(found);
  const readings: Reading[] = [];
  const notices: string[] = [...found.notices];
  const problems: string[] = [];
  for (const path of found.paths) {
    try {
      const request = { path, cwd: place.cwd, format, formatOption: '`format:`', stdin: noBytes };
      const read = await readPath(request);
      readings.push(...read.readings);
      notices.push(...read.notices);
    } catch (error) {
      problems.push(problemOf(error));
    }
  }
  if (readings.length === 0) return nothing(problems.join(' '));
  // Beside results there may be other files.
  return { readings, notices: [...notices, ...problems], problem: null };
}

/** Reads a launch. What a command has written before it went wrong counts. */
export async function readLaunch(
  place: ResultsPlace,
  format: Format | null,
  earlier: EarlierFiles,
  outcome: ProcessOutcome | undefined,
): Promise<LaunchReading> {
  if (outcome === undefined) return { benchmarks: [], failure: null, notices: [] };
  const { readings, notices, problem } = await readPlace(place, format, earlier);
  const { benchmarks, notices: told } = benchmarksOf(readings);
  const reading = { benchmarks, notices: [...notices, ...told] };
  const { ending, exitCode } = outcome;
  if (ending === 'timed-out' || ending === 'interrupted') return { ...reading, failure: null };
  if (exitCode !== 0) {
    return { ...reading, failure: withLines(`The command ${howItEnded(outcome, 0)}`, outcome) };
  }
  if (problem !== null) return { ...reading, failure: `The command left no results: ${problem}` };
  return {
    ...reading,
    failure: benchmarks.length === 0 ? 'The results of the command hold no benchmarks.' : null,
  };
}
