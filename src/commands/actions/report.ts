/** What `perfwatch report` does. */
import { resolve } from 'node:path';
import { exitCodes } from '../../errors.ts';
import { readReport } from '../../stores/runs.ts';
import type { CommandContext, ViewOptions } from '../options.ts';
import { lastOutputFolder } from './session.ts';
import { showReport } from './show.ts';

/** Rendering again is no gate: it succeeds whatever the report says. */
export async function executeReport(
  path: string | undefined,
  options: ViewOptions,
  { io }: CommandContext,
): Promise<number> {
  const from = path === undefined ? await lastOutputFolder(io) : resolve(io.cwd, path);
  showReport(await readReport(from), options, io);
  return exitCodes.ok;
}
