/** What `perfwatch nightly` does: concludes from the runs of a night, and tells GitHub. */
import { resolve } from 'node:path';
import { type Confirmation, concludeNight, exitCodeOfNight } from '../../analysis/night.ts';
import { PerfwatchError, problemOf } from '../../errors.ts';
import { readGitHubContext } from '../../github/context.ts';
import type { Io } from '../../io.ts';
import type { Run } from '../../model/run.ts';
import { reporters } from '../../reporters/index.ts';
import { readReport, readRun } from '../../stores/runs.ts';
import { printable } from '../../text.ts';
import type { CommandContext } from '../options.ts';
import { publish } from './deliver.ts';
import { publishNight } from './nightOnGitHub.ts';
import { type StoredComparison, storedComparison } from './nightStored.ts';
import { nightLines, nightMarkdown, storedLine, type Told, toldLine } from './nightText.ts';
import { openSession, type Session } from './session.ts';

export interface NightlyOptions {
  readonly config?: string;
  readonly confirmation?: string;
  readonly dryRun?: true;
}

/** The second run; what cannot be read is told by the conclusion. */
async function readConfirmation(folder: string | undefined, io: Io): Promise<Confirmation> {
  if (folder === undefined) return null;
  try {
    return { report: await readReport(resolve(io.cwd, folder)) };
  } catch (error) {
    if (error instanceof PerfwatchError) return { reason: problemOf(error) };
    throw error;
  }
}

/** What was measured, which a report alone does not need. */
async function readRunIfAny(folder: string, io: Io): Promise<Run | null> {
  try {
    return await readRun(folder);
  } catch (error) {
    if (!(error instanceof PerfwatchError)) throw error;
    io.stderr.write(`perfwatch: ${printable(error.message)}\n`);
    return null;
  }
}

/** A baseline that cannot be read says so, and takes nothing from the night. */
async function storedIfAny(
  session: Session,
  run: Run | null,
  io: Io,
): Promise<StoredComparison | null> {
  try {
    return run && (await storedComparison(session, run, io));
  } catch (error) {
    if (error instanceof PerfwatchError) return { sentence: error.message };
    throw error;
  }
}

const linesOf = (stored: StoredComparison | null): string[] => {
  if (!stored) return [];
  return ['report' in stored ? storedLine(stored.report) : printable(stored.sentence)];
};

/**
 * Concludes, publishes, and resolves to the exit code, which does not depend on publishing.
 *
 * @throws PerfwatchError for the configuration, and a first report that cannot be read.
 */
export async function executeNightly(
  path: string | undefined,
  options: NightlyOptions,
  { io }: CommandContext,
): Promise<number> {
  const session = await openSession(io, options.config);
  const folder = path === undefined ? session.output : resolve(io.cwd, path);
  const report = await readReport(folder);
  const confirmation = await readConfirmation(options.confirmation, io);
  const night = concludeNight(report, confirmation);
  const run = await readRunIfAny(folder, io);
  const stored = await storedIfAny(session, run, io);
  const context = await readGitHubContext(io);
  const isDryRun = options.dryRun === true;
  const told: Told[] = context
    ? await publishNight({ night, report, run, session }, context, isDryRun, io)
    : [{ text: 'Nothing was published, since this is no job of GitHub Actions' }];
  const lines = [...nightLines(night, report), ...told.map(toldLine), ...linesOf(stored)];
  io.stdout.write(`${lines.join('\n')}\n`);
  if (!isDryRun) {
    const sentences = stored && 'sentence' in stored ? [{ text: stored.sentence }] : [];
    const view = { columns: 80, color: false, details: false };
    const below =
      stored && 'report' in stored ? reporters.markdown.render(stored.report, view) : '';
    await publish(nightMarkdown(night, report, [...told, ...sentences]) + below, null, io);
  }
  return exitCodeOfNight(night);
}
