/** `perfwatch compare` of two runs as a report: by the whole rule, with what is accepted. */
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { launchesOfRun, parameterOrderOf } from '../../analysis/launchValues.ts';
import { besideBase } from '../../analysis/pairing.ts';
import { renamed } from '../../analysis/renamed.ts';
import { buildReport } from '../../analysis/report.ts';
import { summarizeRun } from '../../analysis/summarize.ts';
import { defaultRule, type Rule } from '../../model/rule.ts';
import type { Run } from '../../model/run.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import { acceptedSince } from './acceptedSince.ts';
import { wantsPage, withPage } from './page.ts';
import { ruleWith, type Session } from './session.ts';
import { showAndSave } from './show.ts';

/** How they are judged and shown. */
export interface CompareRunsOptions extends ViewOptions {
  readonly threshold?: number;
  readonly strict?: true;
  readonly allowMissing?: true;
}

/** Where the two runs come from. */
export interface ComparedRuns {
  /** As the user named them. */
  readonly baseTitle: string;
  readonly candidateTitle: string;
  base(): Promise<Run>;
  candidate(): Promise<Run>;
  /** Whether they were measured anywhere, so that machines that differ are told and no more. */
  readonly isForeign: boolean;
}

/** The base, reduced at once. */
async function readBase(runs: ComparedRuns, options: ViewOptions, { renames }: Rule) {
  const run = await runs.base();
  const launches = wantsPage(options) ? launchesOfRun(run, renames) : null;
  return { id: run.id, suites: summarizeRun(run), launches };
}

/**
 * Compares by the rule of the configuration, if there is one, with what is accepted beside it; resolves
 * to the exit code.
 */
export async function executeCompareRuns(
  runs: ComparedRuns,
  options: CompareRunsOptions,
  session: Session | null,
  { io }: CommandContext,
): Promise<number> {
  const own = ruleWith(session?.rule ?? defaultRule, options.threshold);
  const rule = runs.isForeign ? { ...own, anyEnvironment: true } : own;
  // One after the other and each reduced at once: only one big file is in memory at a time.
  const { id, suites, launches } = await readBase(runs, options, rule);
  const run = besideBase(await runs.candidate(), id);
  const report = buildReport({
    run,
    title: runs.candidateTitle,
    base: { title: runs.baseTitle, suites, isRun: true },
    rule,
    ...(session && {
      accepted: await acceptedSince(session, renamed(suites, rule.renames), run, io),
    }),
    allowMissing: options.allowMissing ?? session?.configuration.allowMissing ?? false,
  });
  const shown = await withPage(
    options,
    io,
    () =>
      launches && {
        base: launches,
        candidate: launchesOfRun(run),
        parameterOrder: parameterOrderOf(run),
      },
  );
  await showAndSave(report, shown, io);
  const strict = options.strict ?? session?.configuration.strict ?? false;
  return exitCodeOf(report, { strict });
}
