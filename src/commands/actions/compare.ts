/** What `perfwatch compare` does. */
import { resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { renamed } from '../../analysis/renamed.ts';
import { buildReport } from '../../analysis/report.ts';
import { summarizeRun } from '../../analysis/summarize.ts';
import { defaultRule } from '../../model/rule.ts';
import { readRun } from '../../stores/runs.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import { acceptedSince } from './acceptedSince.ts';
import { openSessionIfAny, ruleWith } from './session.ts';
import { showReport } from './show.ts';

export interface CompareOptions extends ViewOptions {
  readonly config?: string;
  readonly threshold?: number;
  readonly strict?: true;
  readonly allowMissing?: true;
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
  const suites = summarizeRun(await readRun(resolve(io.cwd, basePath)));
  const run = await readRun(resolve(io.cwd, candidatePath));
  const report = buildReport({
    run,
    base: { title: basePath, suites },
    rule,
    ...(session && {
      accepted: await acceptedSince(session, renamed(suites, rule.renames), run, io),
    }),
    allowMissing: options.allowMissing ?? false,
  });
  showReport(report, options, io);
  return exitCodeOf(report, { strict: options.strict ?? false });
}
