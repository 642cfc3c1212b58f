/** What `perfwatch calibrate` does: measure the same code on both sides, and tell what is noise. */
import { join, relative } from 'node:path';
import { calibrate } from '../../analysis/calibration.ts';
import { repositoryRoot } from '../../config/repository.ts';
import { selectSuites } from '../../config/suites.ts';
import { exitCodes, perfwatchError } from '../../errors.ts';
import { takeLock } from '../../measure/lock.ts';
import { noiseFindings, readMachineFacts } from '../../measure/machineNoise.ts';
import type { PairedRuns } from '../../measure/pair/measurePair.ts';
import type { Calibration } from '../../model/calibration.ts';
import {
  type ArtifactFolder,
  makeOwnFolder,
  startArtifactFolder,
} from '../../publishers/artifactFolder.ts';
import type { CommandContext } from '../options.ts';
import { calibrationText } from './calibrationText.ts';
import { saveRuns } from './deliver.ts';
import { interruptExitCode } from './interrupt.ts';
import { measureAgainstItself } from './measurement.ts';
import { isEmpty, isUnmatched } from './noBaseline.ts';
import { calibrationFolder } from './recordings.ts';
import { openSession, type Session } from './session.ts';

export interface CalibrateOptions {
  readonly config?: string;
  readonly suite?: readonly string[];
  readonly filter?: RegExp;
  readonly rounds: number;
  /** In seconds. */
  readonly timeBudget?: number;
  readonly quiet?: true;
  readonly json?: true;
}

/** With a time budget it may end after so many rounds; fewer would tell next to nothing. */
const fewestRounds = 5;

interface Place {
  readonly session: Session;
  /** Absolute path. */
  readonly repositoryFolder: string;
  readonly artifacts: ArtifactFolder;
  readonly interrupt: AbortSignal;
  readonly context: CommandContext;
}

async function measure(options: CalibrateOptions, place: Place): Promise<PairedRuns> {
  const { session, repositoryFolder, artifacts, interrupt, context } = place;
  const { configuration, folder } = session;
  const maximum = options.rounds;
  const suites = await selectSuites(configuration, folder, {
    names: options.suite ?? null,
    launches: maximum,
  });
  const timeBudgetSeconds = options.timeBudget ?? null;
  const minimum = timeBudgetSeconds === null ? maximum : Math.min(fewestRounds, maximum);
  return measureAgainstItself({
    session,
    rule: configuration,
    suites,
    filter: options.filter ?? null,
    selection: options.suite ?? null,
    rounds: { minimum, maximum },
    timeBudgetSeconds,
    expectedLaunchSeconds: new Map(),
    quiet: options.quiet ?? false,
    repositoryFolder,
    rawFolder: artifacts.rawFolder,
    interrupt,
    context,
  });
}

/** A suite whose toolchain may be missing is no failure. */
const isWhole = ({ base, candidate }: PairedRuns, allowMissing: boolean) =>
  [base, candidate].every(({ suites }) =>
    suites.every(
      ({ state, benchmarks }) =>
        (state === 'measured' && benchmarks.every((one) => one.state !== 'failed')) ||
        (state === 'skipped' && allowMissing),
    ),
  );

async function judge(sides: PairedRuns, session: Session): Promise<Calibration> {
  const { configuration } = session;
  const { machine, loadAverage } = sides.candidate.environment;
  const facts = await readMachineFacts(machine.cpuCount, loadAverage);
  const { rounds } = configuration;
  return calibrate({ sides, rule: configuration, rounds, findings: noiseFindings(facts) });
}

async function measureAndTell(options: CalibrateOptions, place: Place): Promise<number> {
  const { session, artifacts, interrupt, context } = place;
  const { io } = context;
  const sides = await measure(options, place);
  const interrupted = interruptExitCode(interrupt);
  if (interrupted !== null && isEmpty(sides.candidate)) {
    io.stderr.write(
      'perfwatch: interrupted before anything was measured; the last calibration is kept.\n',
    );
    return interrupted;
  }
  if (isUnmatched(sides.candidate)) {
    throw perfwatchError('filter-unmatched', { filter: sides.candidate.filter ?? '' });
  }
  await saveRuns(artifacts, { run: sides.candidate, base: sides.base });
  const calibration = await judge(sides, session);
  const columns = io.stdout.isTerminal ? Math.min(io.stdout.columns, 120) : 80;
  io.stdout.write(
    options.json
      ? `${JSON.stringify(calibration, null, 2)}\n`
      : calibrationText(calibration, columns),
  );
  if (!options.quiet) io.stderr.write(`Recorded in ${relative(io.cwd, artifacts.folder)}\n`);
  const isGood = isWhole(sides, session.configuration.allowMissing);
  return interruptExitCode(interrupt) ?? (isGood ? exitCodes.ok : exitCodes.failed);
}

/**
 * Measures rounds of identical code and tells what can be seen on this machine; keeps them for
 * `perfwatch selftest`. Exits with 3 when a suite or a benchmark fails.
 *
 * @throws PerfwatchError for the configuration, another run in progress, a time budget that is too
 * small, a filter that matches nothing, or a folder that cannot be written.
 */
export async function executeCalibrate(
  options: CalibrateOptions,
  context: CommandContext,
): Promise<number> {
  const { io } = context;
  const session = await openSession(io, options.config);
  const repositoryFolder = await repositoryRoot(session.folder);
  const ownFolder = join(repositoryFolder, '.perfwatch');
  await makeOwnFolder(ownFolder);
  await makeOwnFolder(session.output);
  const releaseLock = await takeLock(join(ownFolder, 'lock'), io.processId);
  const interrupt = io.listenForInterrupt();
  try {
    const artifacts = await startArtifactFolder(calibrationFolder(session.output));
    try {
      const place = { session, repositoryFolder, artifacts, interrupt: interrupt.signal, context };
      return await measureAndTell(options, place);
    } finally {
      await artifacts.discard();
    }
  } finally {
    await releaseLock();
    interrupt.stop();
  }
}
