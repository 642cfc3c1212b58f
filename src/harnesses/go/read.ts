/** What did the test programs of one launch measure, and what went wrong? */
import { readStepOutput } from '../files.ts';
import type { LaunchReading, LaunchRequest, ProcessOutcome } from '../harness.ts';
import { type ByteRange, onlyNumber } from './declaredBytes.ts';
import type { BenchProgram } from './launch.ts';
import { type KnownBytes, type ProgramReading, readProgram } from './readProgram.ts';

/** What is not known of a launch alone. */
export interface ReadingContext {
  readonly programs: readonly BenchProgram[];
  /** Whether each benchmark runs with several values of GOMAXPROCS. */
  readonly hasSeveralProcessors: boolean;
  /** The suite's own pattern; `.` is all. */
  readonly bench: string;
  /** By step, what the launches so far have left open; each launch that is read narrows it. */
  readonly knownBytes: Map<string, KnownBytes>;
}

/** After so many launches, what declared bytes are still open hardly gets known any more. */
const enoughLaunches = 5;

const isOpen = (range: ByteRange) => onlyNumber(range) === null;

function noticesOf(
  readings: readonly ProgramReading[],
  { index, launches }: LaunchRequest,
): string[] {
  const notices = [...new Set(readings.flatMap((reading) => reading.notices))].sort();
  const areBytesOpen =
    index + 1 >= Math.min(enoughLaunches, launches) &&
    readings.some(({ bytes }) => [...bytes.values()].some(isOpen));
  return [
    ...notices,
    ...(areBytesOpen
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
  { programs, hasSeveralProcessors, bench, knownBytes }: ReadingContext,
  request: LaunchRequest,
  outcomes: ReadonlyMap<string, ProcessOutcome>,
): Promise<LaunchReading> {
  const readings: ProgramReading[] = [];
  let wasEnded = false;
  for (const program of programs) {
    const outcome = outcomes.get(program.stepName);
    if (outcome === undefined) continue;
    const stdout = await readStepOutput(request, program.stepName, outcome);
    const known = knownBytes.get(program.stepName) ?? new Map();
    const reading = readProgram(program, stdout, outcome, {
      hasSeveralProcessors,
      knownBytes: known,
    });
    readings.push(reading);
    knownBytes.set(program.stepName, new Map([...known, ...reading.bytes]));
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
    notices: noticesOf(readings, request),
  };
}
