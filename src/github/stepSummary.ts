/** Writes Markdown into the summary page of a GitHub Actions job. */
import { summary } from '@actions/core';

/** Appends to the job's summary; rejects when the file that GitHub names cannot be written. */
export async function writeStepSummary(markdown: string): Promise<void> {
  await summary.addRaw(markdown, true).write();
}
