/**
 * What the action does: measures or joins, then tells it wherever GitHub shows something. The commands
 * do the work; how the step ends never depends on publishing.
 */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as core from '@actions/core';
import { main } from '../cli.ts';
import { insideAction } from '../commands/actions/deliver.ts';
import { openSessionIfAny } from '../commands/actions/session.ts';
import { exitCodes, PerfwatchError, problemOf } from '../errors.ts';
import { readGitHubContext } from '../github/context.ts';
import type { Io } from '../io.ts';
import { artifactNames } from '../model/artifacts.ts';
import type { Report } from '../model/report.ts';
import { readReport } from '../stores/runs.ts';
import { printable } from '../text.ts';
import { annotationsOf } from './annotations.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { outputsOf } from './outputs.ts';
import { uploadFolder } from './uploadFolder.ts';

/** Of the job's identity and of its artifact service. */
const jobSecrets = /^(INPUT_.*|ACTIONS_.*TOKEN|GITHUB_TOKEN)$/;

/** The environment of a plain `run:` step, which has no secrets; so has what it starts. */
function withoutSecrets(env: Io['env']): Io['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !jobSecrets.test(name)));
}

interface Step {
  readonly inputs: Inputs;
  /** What commands see that measure. */
  readonly io: Io;
  /** What commands see that publish. */
  readonly publishing: Io;
}

/**
 * What a command prints may hold names out of the repository; a line of them that looks like a command
 * to the runner is none.
 */
async function withCommandsOff(io: Io, act: () => Promise<number>): Promise<number> {
  const token = io.uniqueId();
  io.stdout.write(`::stop-commands::${token}\n`);
  try {
    return await act();
  } finally {
    io.stdout.write(`::${token}::\n`);
  }
}

/** The comment, where this is about a pull request and the whole of a run. */
async function comment(step: Step, ...more: readonly string[]): Promise<void> {
  const { comment, commentKey, config, isPart } = step.inputs;
  const context = await readGitHubContext(step.publishing);
  if (isPart || comment === 'never' || !context?.pullRequest) return;
  const argv = [
    'comment',
    ...more,
    ...(comment === null ? [] : [`--when=${comment}`]),
    ...(commentKey === null ? [] : [`--key=${commentKey}`]),
    ...(config === undefined ? [] : [`--config=${config}`]),
  ];
  const { publishing } = step;
  // Whatever is in the way of it was told, and is no reason to fail.
  await withCommandsOff(publishing, () => main(argv, publishing));
}

/** Null where the configuration cannot be read, which was told. */
async function artifactFolderOf({ output, config }: Inputs, io: Io): Promise<string | null> {
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
  { inputs, io }: Step,
  startedAt: Date,
): Promise<{ readonly folder: string; readonly report: Report } | null> {
  const folder = await artifactFolderOf(inputs, io);
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

/** Names for jobs of one run that have the same one: by the job, and then by a number. */
function otherNames(name: string, { env }: Io): string[] {
  const job = env.GITHUB_JOB?.replace(/[^\w.-]+/g, '-');
  const own = job ? `${name}-${job}` : name;
  return [...(job ? [own] : []), ...[2, 3, 4, 5].map((number) => `${own}-${number}`)];
}

async function upload(folder: string, { inputs, io }: Step): Promise<void> {
  const { artifact, retentionDays } = inputs;
  if (artifact === null) return;
  try {
    const request = { folder, name: artifact, otherNames: otherNames(artifact, io), retentionDays };
    // The library tells each of its steps.
    const { name, id, leftOut } = await core.group('Upload of the artifact folder', () =>
      uploadFolder(request),
    );
    core.setOutput('artifact', name);
    core.setOutput('artifact-id', id === null ? '' : String(id));
    if (name !== artifact) {
      core.warning(
        `The artifact ${artifact} is another job's already, so this one is ${name}. Give each job a name of its own, by the input artifact.`,
      );
    }
    if (leftOut.length > 0) {
      core.warning(
        `${leftOut.length} files are not in the artifact, since GitHub refuses their names: ${printable(leftOut.slice(0, 3).join(', '))}`,
      );
    }
  } catch (error) {
    core.warning(
      `The artifact could not be uploaded (${printable(problemOf(error))}). The report is in the job summary, and in ${folder} until the job ends.`,
    );
  }
}

/** The same, and the last complaint on standard error: why a command ended without a report. */
function overheard(io: Io): { readonly io: Io; complaint(): string } {
  let complaint = '';
  const write = (text: string) => {
    for (const [, said = ''] of text.matchAll(/^(?:perfwatch|error): (.+)$/gm)) complaint = said;
    io.stderr.write(text);
  };
  const { stderr } = io;
  const settled = () => stderr.settled();
  const { isTerminal, columns } = stderr;
  return {
    io: { ...io, stderr: { write, isTerminal, columns, settled } },
    complaint: () => complaint,
  };
}

/** Shows what this step has measured, wherever GitHub shows something. */
async function publish(step: Step, startedAt: Date, complaint: string): Promise<void> {
  const found = await results(step, startedAt);
  if (!found) {
    core.error(printable(complaint) || 'perfwatch ended without a report.');
    return;
  }
  const { folder, report } = found;
  for (const [name, value] of Object.entries(outputsOf(report, folder))) {
    core.setOutput(name, value);
  }
  if (step.inputs.annotations && !step.inputs.isPart) annotate(report);
  await comment(step, folder);
  await upload(folder, step);
}

async function perform(io: Io): Promise<number> {
  const inputs = readInputs(io);
  const env = withoutSecrets(io.env);
  const cwd = resolve(io.cwd, inputs.workingDirectory);
  const step: Step = {
    inputs,
    io: { ...io, cwd, env: { ...env, [insideAction]: 'true' } },
    publishing: { ...io, cwd, env: { ...env, GITHUB_TOKEN: inputs.token } },
  };
  await comment(step, '--starting');
  const startedAt = io.now();
  const heard = overheard(step.io);
  const exitCode = await withCommandsOff(io, () => main(inputs.argv, heard.io));
  core.setOutput('exit-code', String(exitCode));
  await publish(step, startedAt, heard.complaint()).catch((error: unknown) =>
    core.warning(`Not all of the result could be shown (${printable(problemOf(error))}).`),
  );
  return exitCode;
}

/** Does what the inputs ask for; resolves to the exit code of the step. */
export async function performAction(io: Io): Promise<number> {
  try {
    return await perform(io);
  } catch (error) {
    core.error(printable(error instanceof PerfwatchError ? error.message : problemOf(error)));
    return error instanceof PerfwatchError ? error.exitCode : exitCodes.failed;
  }
}
