/** What `perfwatch import` does: reads files of results as a run, judges, reports and keeps it. */
import { join, resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import type { Reading } from '../../formats/reading.ts';
import type { Io } from '../../io.ts';
import { defaultRule } from '../../model/rule.ts';
import type { Run } from '../../model/run.ts';
import { makeOwnFolder, startArtifactFolder } from '../../publishers/artifactFolder.ts';
import { formatCount, formatNumberOf } from '../../reporters/format.ts';
import { printable } from '../../text.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import {
  type ForeignSide,
  formatNamed,
  readForeign,
  requireOneStdin,
  sideLines,
} from './comparedSides.ts';
import { deliver, runTexts } from './deliver.ts';
import { runOfReadings } from './importedRun.ts';
import { judge } from './judge.ts';
import { launchesOf, withPage } from './page.ts';
import { openSessionIfAny, ruleWith, type Session } from './session.ts';

export interface ImportOptions extends ViewOptions {
  readonly config?: string;
  readonly format?: string;
  readonly suite?: string;
  readonly baseline?: string;
  readonly threshold?: number;
  readonly output?: string;
  readonly quiet?: true;
  readonly strict?: true;
  readonly anyEnvironment?: true;
}

const benchmarksIn = ({ benchmarks }: Reading) => benchmarks.length;

/** What was read of each file, and what was not. */
function tellReadings(sides: readonly ForeignSide[], { stderr }: Io): void {
  for (const side of sides) {
    for (const reading of side.readings) {
      const { file, format, rows, passedOver } = reading;
      const left = passedOver.reduce((sum, { count }) => sum + count, 0);
      const unread = left === 0 ? '' : `, ${formatCount(left)} not read`;
      stderr.write(
        `${printable(file)}: ${format}, ${formatNumberOf(benchmarksIn(reading), 'benchmark', 'benchmarks')} in ${formatNumberOf(rows, 'row', 'rows')}${unread}\n`,
      );
    }
    for (const line of sideLines(side)) stderr.write(`${printable(line)}\n`);
  }
}

async function reportOf(run: Run, session: Session | null, options: ImportOptions, io: Io) {
  const baselineName = options.baseline ?? session?.configuration.baseline ?? 'main';
  const rule = {
    ...ruleWith(session?.rule ?? defaultRule, options.threshold),
    ...(options.anyEnvironment && { anyEnvironment: true }),
  };
  const baseline = (await session?.store.read(baselineName)) ?? null;
  const allowMissing = session?.configuration.allowMissing ?? false;
  const judging = { rule, session, baselineName, baseline, allowMissing };
  return { rule, baseline, report: await judge(run, null, judging, io) };
}

/**
 * Resolves to the exit code.
 *
 * @throws PerfwatchError for files that cannot be read, the configuration, a baseline that cannot be
 * read, or an artifact folder that cannot be written
 */
export async function executeImport(
  paths: readonly string[],
  options: ImportOptions,
  context: CommandContext,
): Promise<number> {
  const { io, version } = context;
  requireOneStdin(paths);
  const session = await openSessionIfAny(io, options.config);
  const format = formatNamed(options.format);
  const sides: ForeignSide[] = [];
  for (const path of paths) sides.push(await readForeign(path, format, '--format', io));
  if (!options.quiet) tellReadings(sides, io);
  const run = runOfReadings(
    sides.flatMap(({ readings }) => readings),
    {
      id: io.uniqueId(),
      perfwatchVersion: version,
      now: io.now(),
      suite: options.suite ?? null,
    },
  );
  const { report, rule, baseline } = await reportOf(run, session, options, io);
  const ownFolder = join(session?.folder ?? io.cwd, '.perfwatch');
  const output = options.output ? resolve(io.cwd, options.output) : (session?.output ?? ownFolder);
  await makeOwnFolder(output);
  const artifacts = await startArtifactFolder(output);
  try {
    const shown = await withPage(options, io, () =>
      launchesOf(run, baseline?.entries ?? null, rule),
    );
    await deliver(report, runTexts({ run, base: null }), artifacts, shown, io);
  } finally {
    await artifacts.discard();
  }
  return exitCodeOf(report, { strict: options.strict ?? session?.configuration.strict ?? false });
}
