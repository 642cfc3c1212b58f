/** Where the results of a run go: into its artifact folder, and to whoever publishes reports. */
import { PerfwatchError, problemOf } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { artifactNames } from '../../model/artifacts.ts';
import type { Report } from '../../model/report.ts';
import type { Run } from '../../model/run.ts';
import type { ArtifactFolder } from '../../publishers/artifactFolder.ts';
import { type Publisher, publishers } from '../../publishers/index.ts';
import { reporters } from '../../reporters/index.ts';
import { printable } from '../../text.ts';

const fileOptions = { columns: 80, color: false, details: false };

export const renderMarkdown = (report: Report) => reporters.markdown.render(report, fileOptions);

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

const runText = (run: Run) => `${JSON.stringify(run)}\n`;

const runTexts = ({ run, base }: MeasuredRuns) => ({
  [artifactNames.run]: runText(run),
  ...(base && { [artifactNames.base]: runText(base) }),
});

/** Keeps what was measured, and the raw files, where it could not be judged. */
export async function saveRuns(artifacts: ArtifactFolder, runs: MeasuredRuns): Promise<void> {
  await artifacts.complete(runTexts(runs));
}

/** Puts runs and report into place; resolves to why that was not possible, or null. */
export async function saveAll(
  artifacts: ArtifactFolder,
  runs: MeasuredRuns,
  report: Report,
  markdown: string,
): Promise<PerfwatchError | null> {
  try {
    await artifacts.complete({
      ...runTexts(runs),
      [artifactNames.report]: reporters.json.render(report, fileOptions),
      [artifactNames.markdown]: markdown,
    });
    return null;
  } catch (error) {
    if (error instanceof PerfwatchError) return error;
    throw error;
  }
}
