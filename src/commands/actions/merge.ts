/** What `perfwatch merge` does: reads the parts of a run, joins, judges and reports on them. */
import { join, resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { type JoinedRun, joinedBase, joinRuns } from '../../analysis/joinRuns.ts';
import { type PartOfRun, requireOtherSide, requireParts } from '../../analysis/partsOfRun.ts';
import { reduceRun, summarizeRun } from '../../analysis/summarize.ts';
import { warningsOf } from '../../analysis/warnings.ts';
import { repositoryRoot } from '../../config/repository.ts';
import { perfwatchError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { takeLock } from '../../measure/lock.ts';
import { artifactNames } from '../../model/artifacts.ts';
import { defaultRule } from '../../model/rule.ts';
import type { SuiteSummary } from '../../model/summary.ts';
import type { Warning } from '../../model/warning.ts';
import { makeOwnFolder, startArtifactFolder } from '../../publishers/artifactFolder.ts';
import { copiedSuites, partFolders, readPart, type SuitesText } from '../../stores/runParts.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import { deliver, runHead, runTail } from './deliver.ts';
import { type Judging, judge } from './judge.ts';
import { isUnmatched } from './noBaseline.ts';
import { launchesOf, withPage } from './page.ts';
import { openSessionIfAny, ruleWith, type Session } from './session.ts';

export interface MergeOptions extends ViewOptions {
  readonly config?: string;
  /** The suites that are expected; all that are configured where it is left out. */
  readonly suite?: readonly string[];
  readonly baseline?: string;
  readonly threshold?: number;
  readonly output?: string;
  readonly quiet?: true;
  readonly strict?: true;
  readonly anyEnvironment?: true;
  readonly allowMissing?: true;
}

/** What is kept of a part: its samples are reduced as soon as all that needs them is known. */
interface ReadPart extends PartOfRun {
  readonly suitesText: SuitesText;
  readonly warnings: readonly Warning[];
}

/** The wanted parts, one file after the other. */
async function readParts(folders: readonly string[], output: string): Promise<ReadPart[]> {
  const parts: ReadPart[] = [];
  for (const folder of folders) {
    for (const place of await partFolders(folder)) {
      if (place === output) throw perfwatchError('merge-onto-part', { folder: output });
      const { run, suitesText } = await readPart(place, 'run');
      parts.push({ place, run: reduceRun(run), suitesText, warnings: warningsOf(run) });
    }
  }
  return parts;
}

/** The other side of a joined run: what is compared with, and its file. */
interface OtherSide {
  readonly summaries: readonly SuiteSummary[];
  /** Of `base.json`. */
  readonly text: AsyncIterable<string | Uint8Array>;
}

/** Reads the other sides one after the other; only their summaries are kept. */
async function readOtherSide(joined: JoinedRun): Promise<OtherSide | null> {
  const summaries: SuiteSummary[] = [];
  const texts: SuitesText[] = [];
  let first: PartOfRun | null = null;
  for (const part of joined.parts) {
    if (part.run.pairing === null) return null;
    const { run: base, suitesText } = await readPart(part.place, 'base');
    first ??= { place: part.place, run: { ...base, suites: [] } };
    requireOtherSide(part, base, first);
    summaries.push(...summarizeRun({ ...joinedBase(joined, first.run), suites: base.suites }));
    texts.push(suitesText);
  }
  if (!first) return null;
  const text = copiedSuites(runHead(joinedBase(joined, first.run)), texts, runTail);
  return { summaries, text };
}

/** How everything is judged: as where it was measured, by the configuration that is found here. */
async function judgingBy(
  session: Session | null,
  options: MergeOptions,
  isPaired: boolean,
): Promise<Judging> {
  const configuration = session?.configuration;
  const baselineName = options.baseline ?? configuration?.baseline ?? 'main';
  return {
    rule: {
      ...ruleWith(session?.rule ?? defaultRule, options.threshold),
      ...(options.anyEnvironment && { anyEnvironment: true }),
    },
    session,
    baselineName,
    baseline: isPaired ? null : ((await session?.store.read(baselineName)) ?? null),
    allowMissing: options.allowMissing ?? configuration?.allowMissing ?? false,
  };
}

async function mergeAndReport(
  folders: readonly string[],
  output: string,
  session: Session | null,
  options: MergeOptions,
  io: Io,
): Promise<number> {
  const read = await readParts(folders, output);
  const joined = joinRuns(requireParts(read, options.suite ?? null));
  const { run, parts } = joined;
  if (isUnmatched(run)) throw perfwatchError('filter-unmatched', { filter: run.filter ?? '' });
  const other = await readOtherSide(joined);
  const judging = await judgingBy(session, options, other !== null);
  const warnings = read.flatMap((part) => part.warnings);
  const report = await judge(run, other?.summaries ?? null, { ...judging, warnings }, io);
  const suitesTexts = parts.flatMap(
    ({ place }) => read.find((part) => part.place === place)?.suitesText ?? [],
  );
  const texts = {
    [artifactNames.run]: copiedSuites(runHead(run), suitesTexts, runTail),
    ...(other && { [artifactNames.base]: other.text }),
  };
  const shown = await withPage(options, io, () =>
    launchesOf(run, other?.summaries ?? judging.baseline?.entries ?? null, judging.rule),
  );
  const artifacts = await startArtifactFolder(output);
  try {
    await deliver(report, texts, artifacts, shown, io);
  } finally {
    await artifacts.discard();
  }
  return exitCodeOf(report, { strict: options.strict ?? session?.configuration.strict ?? false });
}

/**
 * Joins the parts of a run and resolves to the exit code. Raw files of the harnesses stay where the
 * parts are.
 *
 * @throws PerfwatchError for the configuration, parts that cannot be read or do not belong together,
 * are there twice or are missing, a run in progress, or an artifact folder that cannot be written.
 */
export async function executeMerge(
  folders: readonly string[],
  options: MergeOptions,
  { io }: CommandContext,
): Promise<number> {
  const session = await openSessionIfAny(io, options.config);
  const output = options.output
    ? resolve(io.cwd, options.output)
    : (session?.output ?? join(io.cwd, '.perfwatch'));
  const repositoryFolder = await repositoryRoot(session?.folder ?? io.cwd);
  const ownFolder = join(repositoryFolder, '.perfwatch');
  await makeOwnFolder(ownFolder);
  // A run in progress prepares its results where these are prepared.
  const releaseLock = await takeLock(join(ownFolder, 'lock'), io.processId);
  try {
    const places = folders.map((folder) => resolve(io.cwd, folder));
    return await mergeAndReport(places, output, session, options, io);
  } finally {
    await releaseLock();
  }
}
