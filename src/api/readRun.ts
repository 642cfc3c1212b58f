/** Reads what `perfwatch run` left. Loaded when it is called: most who import perfwatch only configure it. */
import type { Report } from '../model/report.ts';
import type { Run } from '../model/run.ts';

/**
 * The run of a file, or of the artifact folder that holds `run.json`. The base of a run that was
 * measured side by side is `base.json` in the same folder.
 *
 * @param path relative to the current folder of the process, or absolute
 * @throws PerfwatchError `document-missing`, `document-unreadable` (damaged, or no run) or
 * `document-newer` (written by a newer perfwatch).
 */
export async function readRun(path: string): Promise<Run> {
  const stored = await import('../stores/runs.ts');
  return stored.readRun(path);
}

/**
 * The report of a file, or of the artifact folder that holds `report.json`.
 *
 * @param path relative to the current folder of the process, or absolute
 * @throws PerfwatchError `document-missing`, `document-unreadable` (damaged, or no report) or
 * `document-newer` (written by a newer perfwatch).
 */
export async function readReport(path: string): Promise<Report> {
  const stored = await import('../stores/runs.ts');
  return stored.readReport(path);
}
