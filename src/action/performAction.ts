/**
 * What the action does: measures or joins, then tells it wherever GitHub shows something. The commands
 * do the work; how the step ends never depends on publishing.
 */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as core from '@actions/core';
import { openSessionIfAny } from '../commands/actions/session.ts';
import { exitCodes, PerfwatchError, problemOf } from '../errors.ts';
import type { Io } from '../io.ts';
import { artifactNames } from '../model/artifacts.ts';
import type { Report } from '../model/report.ts';
import { readReport } from '../stores/runs.ts';
import { printable } from '../text.ts';
import { annotationsOf } from './annotations.ts';
import { comment } from './comment.ts';
import { keepFolder } from './keepFolder.ts';
import { outputsOf } from './outputs.ts';
import { type CommandEnd, openStep, runCommand, type Step } from './step.ts';

/** Null where the configuration cannot be read, which was told. */
async function artifactFolderOf({ inputs, io }: Step): Promise<string | null> {
  const { output, config } = inputs;
  if (output !== undefined) return resolve(io.cwd, output);
  try {
    return (await openSessionIfAny(io, config))?.output ?? join(io.cwd, '.perfwatch');
  } catch (error) {
    if (error instanceof PerfwatchError) return null;
    throw error;
  }
}

/** The artifact folder, and the report in it if this step has written one. */
async function results(
  step: Step,
  startedAt: Date,
): Promise<{ readonly folder: string; readonly report: Report } | null> {
  const folder = await artifactFolderOf(step);
  if (folder === null) return null;
  const written = await stat(join(folder, artifactNames.report)).catch(() => null);
  if (!written || written.mtime < startedAt) return null;
  return { folder, report: await readReport(folder) };
}

function annotate(report: Report): void {
  for (const { title, message, source } of annotationsOf(report)) {
    core.error(message, {
      title,
      ...(source && { file: source.file, startLine: source.line }),
    });
  }
}

/** Shows what this step has measured, wherever GitHub shows something. */
async function publish(step: Step, startedAt: Date, { complaint }: CommandEnd): Promise<void> {
  const found = await results(step, startedAt);
  if (!found) {
    const why = printable(complaint) || 'perfwatch ended without a report.';
    core.error(why);
    // Else it would say that it is being measured for ever.
    await comment(step, `--failed=${why}`);
    return;
  }
  const { folder, report } = found;
  for (const [name, value] of Object.entries(outputsOf(report, folder))) {
    core.setOutput(name, value);
  }
  if (step.inputs.annotations && !step.inputs.isPart) annotate(report);
  await comment(step, folder);
  await keepFolder(folder, step);
}

async function perform(step: Step): Promise<number> {
  await comment(step, '--starting');
  const startedAt = step.io.now();
  const end = await runCommand(step.inputs.argv, step.io, step.uncaught);
  core.setOutput('exit-code', String(end.exitCode));
  await publish(step, startedAt, end).catch((error: unknown) =>
    core.warning(`Not all of the result could be shown (${printable(problemOf(error))}).`),
  );
  return end.exitCode;
}

/**
 * Does what the inputs ask for; resolves to the exit code of the step.
 *
 * @param io with the environment as the runner made it
 * @param visible what is left of it in this process
 * @param uncaught rejects when foreign code in this process throws what nobody catches
 */
export async function performAction(
  io: Io,
  visible: Io['env'],
  uncaught: Promise<never>,
): Promise<number> {
  try {
    return await perform(openStep(io, visible, uncaught));
  } catch (error) {
    core.error(printable(error instanceof PerfwatchError ? error.message : problemOf(error)));
    return error instanceof PerfwatchError ? error.exitCode : exitCodes.failed;
  }
}
