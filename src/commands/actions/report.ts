/** What `perfwatch report` does. */
import { resolve } from 'node:path';
import { exitCodes } from '../../errors.ts';
import { readReport } from '../../stores/runs.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import { launchesBeside, withPage } from './page.ts';
import { lastOutputFolder } from './session.ts';
import { saveReport, showAndSave } from './show.ts';

export interface ReportCommandOptions extends ViewOptions {
  readonly config?: string;
  readonly outputFile?: string;
}

/** Rendering again is no gate: it succeeds whatever the report says. */
export async function executeReport(
  path: string | undefined,
  options: ReportCommandOptions,
  { io }: CommandContext,
): Promise<number> {
  const from =
    path === undefined ? await lastOutputFolder(io, options.config) : resolve(io.cwd, path);
  const report = await readReport(from);
  const shown = await withPage(options, io, () => launchesBeside(report, from));
  if (options.outputFile === undefined) await showAndSave(report, shown, io);
  else await saveReport(report, shown, resolve(io.cwd, options.outputFile));
  return exitCodes.ok;
}
