/** What `perfwatch baseline update` does. */
import { relative, resolve } from 'node:path';
import { exitCodes } from '../../errors.ts';
import { readRun } from '../../stores/runs.ts';
import type { CommandContext } from '../options.ts';
import { baselineUpdateText } from './baselineUpdateText.ts';
import type { BaselineOptions } from './baselineView.ts';
import { baselineWith } from './baselineWith.ts';
import { openSession } from './session.ts';

export interface BaselineUpdateOptions extends BaselineOptions {
  readonly run?: string;
  readonly accept?: string;
}

/**
 * Adds a run to the baseline.
 *
 * @throws PerfwatchError as `baselineWith` does, and as reading and writing do.
 */
export async function executeBaselineUpdate(
  name: string | undefined,
  options: BaselineUpdateOptions,
  { io }: CommandContext,
): Promise<number> {
  const session = await openSession(io, options.config);
  const { rule, configuration, store } = session;
  const baselineName = name ?? configuration.baseline;
  const file = store.fileOf(baselineName);
  const run = await readRun(options.run ? resolve(io.cwd, options.run) : session.output);
  const reason = options.accept?.trim() || null;
  const updated = await baselineWith(session, { name: baselineName, run, reason }, io);
  await store.write(baselineName, updated.entries);
  const depth = configuration.baselineRuns;
  const update = { name: baselineName, file: relative(io.cwd, file), run, rule, depth };
  const lines = baselineUpdateText(update, updated);
  io.stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.ok;
}
