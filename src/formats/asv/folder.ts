/** Which files of asv's results are those of the newest commit? */
import type { BenchmarkName, FolderFile, Results } from '../format.ts';
import { parseJson } from '../json.ts';
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

/** The one document of a text; undefined where there is none. */
function documentOf(text: string, results: Results): unknown {
  const { documents, problems } = parseJson(text);
  for (const { why } of problems) results.passOver(why);
  return documents[0];
}

async function newestCommit(files: readonly FolderFile[], results: Results) {
  const commits = new Set<string>();
  let newest: Commit | null = null;
  let texts: string[] = [];
  for (const file of files) {
    const text = await file.text();
    if (text === null) continue;
    const commit = commitOf(text);
    if (!commit) {
      results.passOver('a file has no "commit_hash" and "date"');
      continue;
    }
    commits.add(commit.hash);
    if (newest === null || commit.date > newest.date) {
      newest = commit;
      texts = [text];
    } else if (commit.hash === newest.hash) texts.push(text);
  }
  return { newest, texts, count: commits.size };
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
    results.passOver("a file of the folder is none of asv's results");
  }
  const ofCommits = files.filter(({ path }) => known.has(path));
  const { newest, texts, count } = await newestCommit(ofCommits, results);
  if (!newest) throw new FormatProblem('none of its files holds results of a commit');
  if (count > 1) {
    results.notice(
      `Of ${count} commits the newest is read, ${newest.hash.slice(0, 8)} of ${dayOf(newest)}; name the file of another one to read that.`,
    );
  }
  const description = (await described?.text()) ?? null;
  const benchmarks = description === null ? null : (documentOf(description, results) ?? null);
  for (const text of texts) {
    const file = documentOf(text, results);
    readResults(file, benchmarks, texts.length > 1 ? labelsOf(file) : undefined, results);
  }
}

/** @throws FormatProblem when it is no JSON */
export function readResultFile(text: string, results: Results): void {
  const { documents, problems } = parseJson(text);
  for (const { why, line } of problems) results.passOver(why, line);
  if (documents.length === 0) throw new FormatProblem('it holds no JSON', 1);
  for (const [index, file] of documents.entries()) {
    if (index > 0) results.nextLaunch();
    readResults(file, null, undefined, results);
  }
}
