/** What `perfwatch compare` does. */
import { resolve } from 'node:path';
import { exitCodeOf } from '../../analysis/exitCode.ts';
import { buildReport } from '../../analysis/report.ts';
import { summarizeRun } from '../../analysis/summarize.ts';
import { defaultRule } from '../../model/rule.ts';
import { readRun } from '../../stores/runs.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import { showReport } from './show.ts';

export interface CompareOptions extends ViewOptions {
  readonly threshold?: number;
  readonly strict?: true;
  readonly allowMissing?: true;
}

export async function executeCompare(
  basePath: string,
  candidatePath: string,
  options: CompareOptions,
  { io }: CommandContext,
): Promise<number> {
  // One after the other and each reduced at once: only one big file is in memory at a time.
  const suites = summarizeRun(await readRun(resolve(io.cwd, basePath)));
  const run = await readRun(resolve(io.cwd, candidatePath));
  const report = buildReport({
    run,
    base: { title: basePath, suites },
    rule: { ...defaultRule, ...(options.threshold && { threshold: options.threshold }) },
    allowMissing: options.allowMissing ?? false,
  });
  showReport(report, options, io);
  return exitCodeOf(report, { strict: options.strict ?? false });
}
