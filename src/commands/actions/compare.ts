/** What `perfwatch compare` does. */
import { resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { launchesOfRun } from '../../analysis/launchValues.ts';
import { besideBase } from '../../analysis/pairing.ts';
import { renamed } from '../../analysis/renamed.ts';
import { buildReport } from '../../analysis/report.ts';
import { summarizeRun } from '../../analysis/summarize.ts';
import { defaultRule, type Rule } from '../../model/rule.ts';
import { readRun } from '../../stores/runs.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import { acceptedSince } from './acceptedSince.ts';
import { wantsPage, withPage } from './page.ts';
import { openSessionIfAny, ruleWith } from './session.ts';
import { showAndSave } from './show.ts';

export interface CompareOptions extends ViewOptions {
  readonly config?: string;
  readonly threshold?: number;
  readonly strict?: true;
  readonly allowMissing?: true;
}

/** The base, reduced at once. */
async function readBase(path: string, options: ViewOptions, { renames }: Rule) {
  const run = await readRun(path);
  const launches = wantsPage(options) ? launchesOfRun(run, renames) : null;
  return { id: run.id, suites: summarizeRun(run), launches };
}

/** Compares by the rule of the configuration, if there is one, with what is accepted beside it. */
export async function executeCompare(
  basePath: string,
  candidatePath: string,
  options: CompareOptions,
  { io }: CommandContext,
): Promise<number> {
  const session = await openSessionIfAny(io, options.config);
  const rule = ruleWith(session?.rule ?? defaultRule, options.threshold);
  // One after the other and each reduced at once: only one big file is in memory at a time.
  const { id, suites, launches } = await readBase(resolve(io.cwd, basePath), options, rule);
  const run = besideBase(await readRun(resolve(io.cwd, candidatePath)), id);
  const report = buildReport({
    run,
    base: { title: basePath, suites },
    rule,
    ...(session && {
      accepted: await acceptedSince(session, renamed(suites, rule.renames), run, io),
    }),
    allowMissing: options.allowMissing ?? session?.configuration.allowMissing ?? false,
  });
  const shown = await withPage(
    options,
    io,
    () => launches && { base: launches, candidate: launchesOfRun(run) },
  );
  await showAndSave(report, shown, io);
  const strict = options.strict ?? session?.configuration.strict ?? false;
  return exitCodeOf(report, { strict });
}
