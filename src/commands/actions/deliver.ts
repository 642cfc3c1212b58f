/** Where the results of a run go: into its artifact folder, and to whoever publishes reports. */
import { join, relative } from 'node:path';
import { PerfwatchError, problemOf } from '../../errors.ts';
import { repositoryUrlOfJob } from '../../github/context.ts';
import type { Io } from '../../io.ts';
import { artifactNames } from '../../model/artifacts.ts';
import type { Report } from '../../model/report.ts';
import type { Run } from '../../model/run.ts';
import type { ArtifactFolder } from '../../publishers/artifactFolder.ts';
import { type Publisher, publishers } from '../../publishers/index.ts';
import { reporters } from '../../reporters/index.ts';
import { printable } from '../../text.ts';
import { failWith, type ShowOptions, saveReports, showReport } from './show.ts';

/** Set by the action, which uploads by itself. */
export const insideAction = 'PERFWATCH_ACTION';

const fileOptions = { columns: 80, color: false, details: false };

/** For the files of the artifact folder, and for whoever publishes. */
function renderFiles(report: Report, { env }: Io) {
  const repositoryUrl = repositoryUrlOfJob(env);
  const linked = { ...fileOptions, ...(repositoryUrl !== null && { repositoryUrl }) };
  return {
    json: reporters.json.render(report, fileOptions),
    markdown: reporters.markdown.render(report, linked),
  };
}

/** A report that could not be published is a warning; it never changes verdict or exit code. */
export async function publish(markdown: string, reportFile: string | null, io: Io): Promise<void> {
  const elsewhere = reportFile === null ? '' : `; it is in ${reportFile}`;
  for (const publisher of Object.values<Publisher>(publishers)) {
    if (!publisher.applies(io)) continue;
    await publisher.publish({ markdown, io }).catch((error: unknown) => {
      io.stderr.write(
        `perfwatch: the report could not be written to ${publisher.title} (${printable(problemOf(error))})${elsewhere}\n`,
      );
    });
  }
}

/** What was measured: a run, and the other side of it where it was measured side by side. */
export interface MeasuredRuns {
  readonly run: Run;
  readonly base: Run | null;
}

/** Texts by file name; of a long one, its pieces. */
type ArtifactTexts = Parameters<ArtifactFolder['complete']>[0];

/** How the text of a run begins, up to its suites, which come last. */
export function runHead(facts: Omit<Run, 'suites'>): string {
  return `${JSON.stringify({ ...facts, suites: undefined }).slice(0, -1)},"suites":[`;
}

export const runTail = ']}\n';

/**
 * Suite by suite: in one piece, the text of a large run would be another copy of it in memory. Artifact
 * folders know run files by how they begin, `merge` by how they end.
 */
function* runText({ suites, ...facts }: Run): Generator<string> {
  yield runHead(facts);
  for (const [index, suite] of suites.entries()) {
    yield `${index === 0 ? '' : ','}${JSON.stringify(suite)}`;
  }
  yield runTail;
}

export const runTexts = ({ run, base }: MeasuredRuns): ArtifactTexts => ({
  [artifactNames.run]: runText(run),
  ...(base && { [artifactNames.base]: runText(base) }),
});

/** Keeps what was measured, and the raw files, where it could not be judged. */
export async function saveRuns(artifacts: ArtifactFolder, runs: MeasuredRuns): Promise<void> {
  await artifacts.complete(runTexts(runs));
}

/** Puts runs and report into place; resolves to why that was not possible, or null. */
async function saveAll(
  artifacts: ArtifactFolder,
  runs: ArtifactTexts,
  { json, markdown }: ReturnType<typeof renderFiles>,
): Promise<PerfwatchError | null> {
  try {
    await artifacts.complete({
      ...runs,
      [artifactNames.report]: json,
      [artifactNames.markdown]: markdown,
    });
    return null;
  } catch (error) {
    if (error instanceof PerfwatchError) return error;
    throw error;
  }
}

/**
 * Only an action may upload artifacts; in a plain step of a workflow somebody else has to. Null where
 * that is no matter.
 */
function uploadAdvice(folder: string, { env }: Io): string | null {
  if (env.GITHUB_ACTIONS !== 'true' || env[insideAction]) return null;
  return `To keep it beyond this job, add a step \`uses: actions/upload-artifact\` with \`path: ${folder}\` and \`include-hidden-files: true\`.`;
}

/** Where the report is, and what keeps it. */
function tellPlaces(folder: string, reportFile: string, io: Io): void {
  io.stderr.write(`Report: ${relative(io.cwd, reportFile)}\n`);
  const step = uploadAdvice(relative(io.cwd, folder), io);
  if (step) io.stderr.write(`${step}\n`);
}

/**
 * Puts everything into the artifact folder, shows the report, publishes it, and writes it into the files
 * that were asked for.
 *
 * @param runs the run files
 * @throws PerfwatchError `write-failed` or `reporter-failed`, once the report is shown, published and written elsewhere.
 */
export async function deliver(
  report: Report,
  runs: ArtifactTexts,
  artifacts: ArtifactFolder,
  options: ShowOptions & { readonly quiet?: true },
  io: Io,
): Promise<void> {
  const rendered = renderFiles(report, io);
  const problem = await saveAll(artifacts, runs, rendered);
  // Also when it could not be saved: what took minutes to measure is at least shown.
  const unshown = showReport(report, options, io, rendered);
  const reportFile = join(artifacts.folder, artifactNames.markdown);
  await publish(rendered.markdown, problem ? null : reportFile, io);
  const unwritten = await saveReports(report, options, io, rendered);
  if (!problem && !options.quiet) tellPlaces(artifacts.folder, reportFile, io);
  const others = [unshown, problem].filter((one) => one !== null);
  failWith([...unwritten, ...others], io);
}
