/** Reads run files: by file, or by the artifact folder that holds one. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { perfwatchError } from '../errors.ts';
import { artifactNames } from '../model/artifacts.ts';
import { type Report, reportSchema } from '../model/report.ts';
import { type Run, runSchema } from '../model/run.ts';
import { type DocumentKind, parseDocument, readDocument } from './document.ts';

const advice = 'Name another file or folder, or measure again with `npx perfwatch run`.';

const runKind: DocumentKind<Run> = {
  what: 'a run',
  advice,
  name: 'perfwatch/run',
  version: 1,
  schema: runSchema,
};

const reportKind: DocumentKind<Report> = {
  what: 'a report',
  advice,
  name: 'perfwatch/report',
  version: 1,
  schema: reportSchema,
};

async function fileIn(path: string, name: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ? join(path, name) : path;
}

/**
 * The run of a file or artifact folder.
 *
 * @throws PerfwatchError `document-missing`, `document-unreadable` or `document-newer`.
 */
export async function readRun(path: string): Promise<Run> {
  const file = await fileIn(path, artifactNames.run);
  const run = await readDocument(file, runKind);
  if (!run) throw perfwatchError('document-missing', { file, what: 'run' });
  return run;
}

/**
 * The run of a file; null where there is none.
 *
 * @throws PerfwatchError `document-unreadable` or `document-newer`.
 */
export const readRunIfThere = (file: string): Promise<Run | null> => readDocument(file, runKind);

/**
 * The run that a text from elsewhere holds; `from` names it in errors.
 *
 * @throws PerfwatchError `document-unreadable` or `document-newer`.
 */
export const parseRun = (text: string, from: string): Run => parseDocument(text, from, runKind);

/**
 * The report that a text from elsewhere holds; `from` names it in errors.
 *
 * @throws PerfwatchError `document-unreadable` or `document-newer`.
 */
export const parseReport = (text: string, from: string): Report =>
  parseDocument(text, from, reportKind);

/** The report of a file or artifact folder; throws as {@link readRun} does. */
export async function readReport(path: string): Promise<Report> {
  const file = await fileIn(path, artifactNames.report);
  const report = await readDocument(file, reportKind);
  if (!report) throw perfwatchError('document-missing', { file, what: 'report' });
  return report;
}
