/** Writes Markdown into the summary page of a GitHub Actions job. */
import { stat } from 'node:fs/promises';
import { summary } from '@actions/core';

/** Of one step, all that it writes together: GitHub shows nothing at all of a larger one. */
const maxBytes = 1024 * 1024;

/**
 * Appends to the job's summary.
 *
 * @param file what GITHUB_STEP_SUMMARY names
 * @throws Error when that would be more than GitHub takes; nothing is written then. When the file
 * cannot be written.
 */
export async function writeStepSummary(markdown: string, file: string): Promise<void> {
  const { size } = await stat(file);
  if (size + Buffer.byteLength(markdown) > maxBytes) {
    throw new Error('what this step has written already leaves no room in the 1 MiB of a summary');
  }
  await summary.addRaw(markdown, true).write();
}
