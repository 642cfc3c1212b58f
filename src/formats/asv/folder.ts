/** Which files of asv's results are those of the newest commit? */
import type { BenchmarkName, FolderFile, Results } from '../format.ts';
import { parseJson } from '../json.ts';
import { type JsonDocument, jsonDocument, readDocuments } from '../jsonDocument.ts';
import { FormatProblem } from '../problem.ts';
import { at, textOf } from '../shape.ts';
import { readResults } from './readResults.ts';

/** The first eight digits of a commit, and an environment. */
const resultFile = /^[\da-f]{8}-.+\.json$/;

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

/** Files of results: beside a machine.json, in the folder itself or one below. */
function resultFiles(paths: readonly string[]): Set<string> {
  const machines = new Set(
    paths.filter((path) => /^(?:[^/]+\/)?machine\.json$/.test(path)).map(folderOf),
  );
  return new Set(
    paths.filter((path) => {
      const folder = folderOf(path);
      return machines.has(folder) && resultFile.test(path.slice(folder.length));
    }),
  );
}

export const isResultsFolder = (paths: readonly string[]) => resultFiles(paths).size > 0;

interface Commit {
  readonly hash: string;
  /** Of the commit, in milliseconds since 1970. */
  readonly date: number;
}

/** By the text alone, since a folder may hold the results of years; no string can hold these quotes. */
function commitOf(text: string): Commit | null {
  const hash = /"commit_hash":\s*"([^"\\]+)"/.exec(text)?.[1];
  const date = /"date":\s*(\d+)/.exec(text)?.[1];
  return hash === undefined || date === undefined ? null : { hash, date: Number(date) };
}

/** A file that was read. */
interface ReadFile {
  readonly path: string;
  readonly text: string;
}

/** The one document of a file, to which it goes; its value is undefined where there is none. */
function documentOf({ path, text }: ReadFile, results: Results): JsonDocument {
  const { documents, problems, lineOf } = parseJson(text);
  results.inFile(path);
  for (const { why, line } of problems) results.passOver(why, line);
  return jsonDocument(documents[0], lineOf, results);
}

async function newestCommit(files: readonly FolderFile[], results: Results) {
  const commits = new Set<string>();
  let newest: Commit | null = null;
  let newestFiles: ReadFile[] = [];
  for (const file of files) {
    const { path } = file;
    const text = await file.text();
    if (text === null) continue;
    const commit = commitOf(text);
    if (!commit) {
      results.inFile(path);
      results.passOver('a file has no "commit_hash" and "date"');
      continue;
    }
    commits.add(commit.hash);
    if (newest === null || commit.date > newest.date) {
      newest = commit;
      newestFiles = [{ path, text }];
    } else if (commit.hash === newest.hash) newestFiles.push({ path, text });
  }
  return { newest, newestFiles, count: commits.size };
}

function dayOf({ date }: Commit): string {
  const day = new Date(date);
  return Number.isNaN(day.getTime()) ? 'an unknown day' : day.toISOString().slice(0, 10);
}

/** Under which circumstances, of a file among several. */
const labelsOf = (file: unknown): BenchmarkName['labels'] => ({
  machine: textOf(at(file, 'params', 'machine')) ?? '',
  environment: textOf(at(file, 'env_name')) ?? '',
});

/** @throws FormatProblem when no file holds results */
export async function readResultsFolder(
  files: readonly FolderFile[],
  results: Results,
): Promise<void> {
  const known = resultFiles(files.map(({ path }) => path));
  const described = files.find(({ path }) => path === 'benchmarks.json');
  for (const file of files) {
    if (file === described || known.has(file.path) || file.path.endsWith('machine.json')) continue;
    results.inFile(file.path);
    results.passOver("a file of the folder is none of asv's results");
  }
  const ofCommits = files.filter(({ path }) => known.has(path));
  const { newest, newestFiles, count } = await newestCommit(ofCommits, results);
  if (!newest) throw new FormatProblem('none of its files holds results of a commit');
  if (count > 1) {
    results.notice(
      `Of ${count} commits the newest is read, ${newest.hash.slice(0, 8)} of ${dayOf(newest)}; name the file of another one to read that.`,
    );
  }
  const text = (await described?.text()) ?? null;
  const description =
    described && text !== null ? documentOf({ path: described.path, text }, results) : null;
  const benchmarks = description?.value ?? null;
  for (const file of newestFiles) {
    const document = documentOf(file, results);
    const labels = newestFiles.length > 1 ? labelsOf(document.value) : undefined;
    readResults(document, benchmarks, labels, results);
  }
}

/** @throws FormatProblem when it is no JSON */
export function readResultFile(text: string, results: Results): void {
  readDocuments(text, (document) => readResults(document, null, undefined, results), results);
}
