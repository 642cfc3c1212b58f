/** gungraun's JSON summaries, and those of iai-callgrind, as it was called before. */
import type { FolderFile, Format, Results } from './format.ts';
import { nameOfSummary, readSummary } from './gungraun/readSummary.ts';
import { parseJson } from './json.ts';
import { jsonDocument } from './jsonDocument.ts';
import { FormatProblem } from './problem.ts';
import { at, textOf } from './shape.ts';

const isSummary = (value: unknown) =>
  /^(?:Library|Binary)Benchmark$/.test(textOf(at(value, 'kind')) ?? '') &&
  textOf(at(value, 'module_path')) !== undefined;

/** The benchmark's own summary lies beside what the tools left. */
const summaryFile = /^(|.*\/)summary\.json$/;

function summariesAmong(paths: readonly string[]): Set<string> {
  const profiled = new Set(
    paths.flatMap(
      (path) => /^(|.*\/)(?:callgrind|cachegrind|dhat|perf)\.[^/]*$/.exec(path)?.[1] ?? [],
    ),
  );
  return new Set(
    paths.filter((path) => {
      const folder = summaryFile.exec(path)?.[1];
      return folder !== undefined && profiled.has(folder);
    }),
  );
}

/** Whatever stands around the summaries is no JSON: what Cargo and the programs print. */
function readTexts(text: string, results: Results): number {
  const { documents, problems, lineOf } = parseJson(text);
  for (const { why, line } of problems) {
    if (why !== 'a line is no JSON') results.passOver(why, line);
  }
  const seen = new Set<string>();
  for (const document of documents) {
    const key = JSON.stringify(nameOfSummary(document));
    // The output of several runs, one after the other.
    if (seen.has(key)) {
      results.nextLaunch();
      seen.clear();
    }
    seen.add(key);
    const problem = readSummary(jsonDocument(document, lineOf, results), results);
    if (problem !== null) results.passOver(problem);
  }
  return documents.length;
}

async function readFolder(files: readonly FolderFile[], results: Results): Promise<void> {
  const summaries = summariesAmong(files.map(({ path }) => path));
  for (const file of files) {
    const text = summaries.has(file.path) ? await file.text() : null;
    if (text === null) continue;
    results.inFile(file.path);
    readTexts(text, results);
  }
}

export const gungraun: Format = {
  name: 'gungraun',
  title: 'gungraun and iai-callgrind JSON summaries, and the folder that has them',
  looksFor: 'objects with "module_path" and a "kind" that is LibraryBenchmark or BinaryBenchmark',
  testedWith: [
    'gungraun 0.20.0 (summary version 7)',
    'iai-callgrind 0.16.1 (version 6)',
    'versions 1 to 5 (from its documentation)',
  ],
  values: 'one count a benchmark',
  metrics: 'instructions and all that Callgrind, Cachegrind, DHAT and perf count',
  launchedBy: 'gungraun',
  detect: ({ json, jsonLines }) => isSummary(json) || jsonLines.some(isSummary),
  reader: {
    kind: 'folder',
    detect: (paths) => summariesAmong(paths).size > 0,
    read: readFolder,
    readFile(text, results) {
      if (readTexts(text, results) === 0) throw new FormatProblem('it holds no JSON', 1);
    },
  },
};
